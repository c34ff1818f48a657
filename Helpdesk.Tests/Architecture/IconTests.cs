using System.Text.RegularExpressions;
using Helpdesk.Tests.Support;
using Xunit;

namespace Helpdesk.Tests.Architecture;

/// <summary>An icon that the sprite lacks is simply not drawn; nobody would notice but its reader.</summary>
public sealed partial class IconTests
{
    [Fact]
    public void Every_icon_a_page_names_is_in_the_sprite()
    {
        var web = Path.Combine(Repository.Root, "Helpdesk.Web");
        var sprite = SymbolId().Matches(File.ReadAllText(Path.Combine(web, "wwwroot", "lib", "icons.svg"))).Select(m => m.Groups[1].Value).ToHashSet();
        var named = Directory.EnumerateFiles(web, "*.razor", SearchOption.AllDirectories)
            .SelectMany(file => IconCall().Matches(File.ReadAllText(file)).SelectMany(call => Word().Matches(call.Groups[1].Value)).Select(m => m.Groups[1].Value))
            .ToHashSet();

        Assert.True(named.Count > 20, "the pages name no icons");
        Assert.DoesNotContain(named, name => !sprite.Contains(name));
    }

    [GeneratedRegex("<symbol id=\"i-([^\"]+)\"")]
    private static partial Regex SymbolId();

    // The first argument only: the second names classes.
    [GeneratedRegex(@"Icons\.Of\(((?:[^(),]|\([^()]*\))*)")]
    private static partial Regex IconCall();

    [GeneratedRegex("\"([a-z][a-z0-9-]+)\"")]
    private static partial Regex Word();
}
