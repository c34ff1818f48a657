using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Helpdesk.Core;
using Helpdesk.Core.Channels;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Architecture;

/// <summary>The house's rules that a reader should not have to check by hand (HOUSE 10).</summary>
public sealed partial class HouseRuleTests
{
    // Use cases no door reaches for a person: a worker calls them as the system of the entry's own workspace.
    private static readonly Type[] OfWorkersOnly =
    [
        typeof(ReceiveMessage), typeof(RecordSentFromPhone), typeof(ApplyReceipt), typeof(RevokeMessage), typeof(HearChannelState), typeof(DeliverSend),
    ];

    // The link itself is the permission.
    private static readonly Type[] ByLink = [typeof(JoinWorkspace)];

    [Fact]
    public void Every_use_case_asks_who_acts_but_those_of_workers_and_links()
    {
        var useCases = typeof(CoreModule).Assembly.GetTypes().Where(t => t is { IsPublic: true, IsSealed: true } && t.GetMethod("ExecuteAsync") is not null).ToList();
        Assert.True(useCases.Count > 15);
        var open = useCases.Where(t => !t.GetConstructors().Single().GetParameters().Any(p => p.ParameterType == typeof(IActorAccessor)));
        Assert.Equal(OfWorkersOnly.Concat(ByLink).OrderBy(t => t.Name), open.OrderBy(t => t.Name));
    }

    [Fact]
    public void No_page_calls_a_use_case_of_workers()
    {
        var pages = Repository.Files(".razor", ".cs").Where(f => f.StartsWith("Helpdesk.Web/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(pages);
        Assert.DoesNotContain(pages, page => OfWorkersOnly.Any(t => Repository.Read(page).Contains($"<{t.Name}", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_reaction_is_wired_once_and_the_map_in_the_docs_shows_it()
    {
        var services = new ServiceCollection().AddCore();
        var map = new EventMap(services.Select(s => s.ImplementationInstance).OfType<Reaction>());
        Assert.NotEmpty(map.All);
        var handlers = typeof(CoreModule).Assembly.GetTypes().Where(t => t is { IsAbstract: false })
            .SelectMany(t => t.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEventHandler<>)).Select(i => (i.GetGenericArguments()[0], t)));
        Assert.Equal(handlers.OrderBy(h => h.Item1.Name).ThenBy(h => h.t.Name), map.All.Select(r => (r.Event, r.Handler)).OrderBy(h => h.Event.Name).ThenBy(h => h.Handler.Name));

        var file = Path.Combine(Repository.Root, "docs", "event-map.md");
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, Render(map));
        }

        Assert.True(File.Exists(file), "docs/event-map.md is not there: run this test with UPDATE_DOCS=1.");
        Assert.Equal(Render(map), File.ReadAllText(file));
    }

    [Fact]
    public void No_file_is_longer_than_three_hundred_lines()
    {
        var files = Repository.Files(".cs", ".razor", ".css", ".js")
            .Where(f => !f.Contains("/Migrations/", StringComparison.Ordinal) && !f.Contains("/wwwroot/lib/", StringComparison.Ordinal)).ToList();
        Assert.True(files.Count > 200);
        Assert.Equal([], files.Select(f => (f, Lines: Repository.Read(f).AsSpan().Count('\n'))).Where(f => f.Lines > 300).Select(f => $"{f.f}: {f.Lines}"));
    }

    [Fact]
    public void Constructors_take_at_most_six_things()
    {
        // The module of wiring is a list by nature, the unit of work the one place where a commit's parts meet.
        string[] known = ["Helpdesk.Infrastructure.Persistence.UnitOfWork"];
        var types = typeof(CoreModule).Assembly.GetTypes().Where(t => t is { IsPublic: true, IsClass: true } && t.GetMethod("ExecuteAsync") is not null).ToList();
        Assert.NotEmpty(types);
        Assert.Equal([], types.Where(t => !known.Contains(t.FullName) && t.GetConstructors().Any(c => c.GetParameters().Length > 6)).Select(t => t.FullName));
    }

    [Fact]
    public void Texts_are_there_in_both_languages_and_never_the_same()
    {
        // Names and signs that are the same in every language.
        string[] same = [];
        var pairs = Repository.Files(".ar.resx").Select(ar => (En: ar.Replace(".ar.resx", ".resx", StringComparison.Ordinal), Ar: ar)).ToList();
        Assert.True(pairs.Count >= 2);
        foreach (var (en, ar) in pairs)
        {
            var (english, arabic) = (TextsOf(en), TextsOf(ar));
            Assert.NotEmpty(english);
            // Arabic has plural forms of its own (DECISIONS 40).
            Assert.Equal([], english.Keys.Except(arabic.Keys).Select(key => $"{ar}: {key} is missing"));
            Assert.Equal([], arabic.Keys.Except(english.Keys).Where(key => !IsArabicPlural(key)).Select(key => $"{en}: {key} is missing"));
            Assert.Equal([], english.Where(t => arabic[t.Key] == t.Value && !same.Contains(t.Key)).Select(t => $"{ar}: {t.Key} is not translated"));
        }
    }

    [Fact]
    public void What_is_left_out_on_postgres_never_opens_a_database()
    {
        string[] desks = ["TestDesk.StartAsync", "DoubleDesk.StartAsync", "HelpdeskApp.StartAsync", "ProductProcess.StartAsync", "ScenarioDesk.StartAsync", "TestDatabase."];
        var leftOut = LeftOut().Matches(Repository.Read("test.sh")).Select(m => $"Helpdesk.Tests/{m.Groups[1].Value.Replace('.', '/')}/").ToList();
        Assert.NotEmpty(leftOut);
        var files = Repository.Files(".cs").Where(f => leftOut.Exists(folder => f.StartsWith(folder, StringComparison.Ordinal)) && !f.EndsWith("/HouseRuleTests.cs", StringComparison.Ordinal)).ToList();
        Assert.True(files.Count > leftOut.Count);
        Assert.Equal([], files.Where(f => desks.Any(d => Repository.Read(f).Contains(d, StringComparison.Ordinal))));
    }

    [GeneratedRegex(@"FullyQualifiedName!~Helpdesk\.Tests\.([\w.]+)\.[&']")]
    private static partial Regex LeftOut();

    private static bool IsArabicPlural(string key) => key.Split('.')[^1] is "zero" or "two" or "few" or "many";

    private static Dictionary<string, string> TextsOf(string file) =>
        XDocument.Parse(Repository.Read(file)).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);

    private static string Render(EventMap map)
    {
        var text = new StringBuilder("# Who reacts to what\n\nRendered from `EventMap` by `HouseRuleTests`; `UPDATE_DOCS=1 dotnet test --filter HouseRuleTests` writes it anew.\n\n")
            .Append("| event | reaction | when |\n|---|---|---|\n");
        foreach (var reaction in map.All)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {reaction.Event.Name} | {reaction.Handler.Name} | {(reaction.Timing == ReactionTiming.Inline ? "in the same transaction" : "after the commit")} |\n");
        return text.ToString();
    }
}
