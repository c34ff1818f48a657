using System.Reflection;
using System.Xml.Linq;
using Helpdesk.Core.Shared;
using Helpdesk.Web.Resources;
using Helpdesk.Web.Shared;
using Xunit;

namespace Helpdesk.Tests.Web;

public sealed class WordsTests
{
    /// <summary>Texts that are the same word in both languages; each needs a reason.</summary>
    private static readonly HashSet<string> SameInBoth = [];

    [Theory]
    [InlineData(0, "zero")]
    [InlineData(1, "one")]
    [InlineData(2, "two")]
    [InlineData(3, "few")]
    [InlineData(10, "few")]
    [InlineData(11, "many")]
    [InlineData(99, "many")]
    [InlineData(100, "other")]
    [InlineData(102, "other")]
    [InlineData(103, "few")]
    [InlineData(111, "many")]
    public void Arabic_has_six_forms(int count, string form) => Assert.Equal(form, Plural.FormOf(count, "ar"));

    [Theory]
    [InlineData(0, "other")]
    [InlineData(1, "one")]
    [InlineData(2, "other")]
    public void English_has_two_forms(int count, string form) => Assert.Equal(form, Plural.FormOf(count, "en"));

    [Theory]
    [InlineData("Daniel Reyes", false, "DR")]
    [InlineData("daniel", false, "D")]
    [InlineData("Noor Clinic, Procurement", false, "NP")]
    [InlineData("مريم عبد القادر", false, "م\u200Cق")]
    [InlineData("مريم الأنصاري", false, "م\u200Cأ")]
    [InlineData("مريم الأنصاري", true, "م")]
    [InlineData("Lina Haddad", true, "LH")]
    [InlineData("+971500000142", false, "")]
    [InlineData("~1686", false, "")]
    public void Avatars_show_the_letters_people_know_somebody_by(string name, bool small, string letters) => Assert.Equal(letters, Initials.Of(name, small));

    [Fact]
    public void One_person_always_has_one_of_six_colours() =>
        Assert.All(Enumerable.Range(0, 500), id => Assert.InRange(Initials.Colour(114755967086592 + id), 1, 6));

    [Fact]
    public void Every_text_is_there_in_both_languages() => Assert.Equal(Texts("Texts.resx").Keys.Order(), Texts("Texts.ar.resx").Keys.Order());

    [Fact]
    public void No_text_is_the_same_in_both_languages()
    {
        var arabic = Texts("Texts.ar.resx");
        Assert.Empty(Texts("Texts.resx").Where(text => arabic[text.Key] == text.Value && !SameInBoth.Contains(text.Key)).Select(text => text.Key));
    }

    [Fact]
    public void A_text_puts_in_the_same_values_in_both_languages_unless_arabic_says_the_number_in_words()
    {
        var arabic = Texts("Texts.ar.resx");
        var wordForms = new[] { ".zero", ".one", ".two" };
        Assert.All(Texts("Texts.resx"), text =>
        {
            if (wordForms.Any(form => text.Key.EndsWith(form, StringComparison.Ordinal)) || text.Key.StartsWith("event.", StringComparison.Ordinal)) return;
            Assert.True(text.Value.Contains("{0}", StringComparison.Ordinal) == arabic[text.Key].Contains("{0}", StringComparison.Ordinal), text.Key);
        });
    }

    [Fact]
    public void Every_counted_text_has_all_six_forms()
    {
        var keys = Texts("Texts.resx").Keys.ToHashSet();
        var counted = keys.Where(key => key.EndsWith(".many", StringComparison.Ordinal)).Select(key => key[..^5]).ToList();
        Assert.NotEmpty(counted);
        Assert.All(counted, key => Assert.All((string[])["zero", "one", "two", "few", "many", "other"], form => Assert.Contains($"{key}.{form}", keys)));
    }

    [Fact]
    public void Every_refusal_has_a_text()
    {
        var keys = Texts("Texts.resx").Keys.ToHashSet();
        var codes = typeof(Error).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field.FieldType == typeof(Error))
            .Select(field => ((Error)field.GetValue(null)!).Code)
            .ToList();
        Assert.NotEmpty(codes);
        Assert.All(codes, code => Assert.Contains($"error.{code}", keys));
    }

    private static Dictionary<string, string> Texts(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Helpdesk.sln"))) folder = folder.Parent!;
        return XDocument.Load(Path.Combine(folder.FullName, "Helpdesk.Web", "Resources", file)).Root!.Elements("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);
    }
}
