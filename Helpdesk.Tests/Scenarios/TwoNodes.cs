using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Dev.WppConnect;
using Xunit;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace Helpdesk.Tests.Scenarios;

/// <summary>Two nodes on one database are one desk: what one accepts is live on the other, and one of them may die (FAULTS 20).</summary>
[Collection(ScenarioCollection.Name)]
public sealed partial class TwoNodes(ITestOutputHelper output)
{
    private const int Burst = 100;
    private const int Phones = 10;

    [Fact]
    public async Task A_second_node_that_would_not_hear_the_first_is_not_ready_and_takes_over_when_that_one_is_dead()
    {
        await using var first = await ProductProcess.StartAsync();
        await using var second = await first.BesideAsync();
        // From its first answer on, though it may not have seen yet that the first lives.
        var (ready, why) = await second.ReadinessAsync();
        Assert.False(ready, "the second was ready");
        Assert.Contains(TestDatabase.Provider == "Sqlite" ? "Helpdesk__Database" : "Helpdesk__Redis", why, StringComparison.Ordinal);
        Assert.True((await first.ReadinessAsync()).Ready, "the first goes on");

        await first.KillAsync();
        var killed = Stopwatch.GetTimestamp();
        await Eventually.TrueAsync(async () => (await second.ReadinessAsync()).Ready, "the second is alone and ready", TimeSpan.FromSeconds(40));
        output.WriteLine($"ready {Stopwatch.GetElapsedTime(killed).TotalSeconds:0.0} s after the kill");
    }

    [Fact]
    [Trait("Run", "Faults")]
    public async Task A_second_node_on_another_redis_and_another_folder_is_not_ready_until_they_are_one()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var another = await RedisServer.StartAsync();
        await using var first = await ProductProcess.StartAsync(new() { ["Helpdesk__Redis"] = redis.Url });
        await using var second = await first.BesideAsync(new() { ["Helpdesk__Redis"] = another.Url });
        if (TestDatabase.Provider == "Sqlite")
        {
            Assert.Contains("SQLite serves one", (await second.ReadinessAsync()).Text, StringComparison.Ordinal);
            return;
        }

        Assert.False((await second.ReadinessAsync()).Ready, "the second was ready in its first moment");
        await SaysAsync("This node's Redis is not that of node ", "Other nodes' changes come late");
        // Both words are one: as if the setting were mended.
        var name = Assert.Single((await redis.AskAsync("KEYS", "helpdesk:*:identity")).Items!).Text!;
        await another.AskAsync("SET", name, (await redis.AskAsync("GET", name)).Text!);
        await Eventually.TrueAsync(async () => (await second.ReadinessAsync()).Text.StartsWith("{\"status\":\"Healthy\"", StringComparison.Ordinal), "both have one Redis");

        var mount = Path.Combine(second.Folder, "files");
        Directory.Delete(mount);
        Directory.CreateDirectory(mount);
        await SaysAsync("This node's folder of files is not that of node ");
        Directory.Delete(mount, recursive: true);
        Directory.CreateSymbolicLink(mount, Path.Combine(first.Folder, "files"));
        await Eventually.TrueAsync(async () => (await second.ReadinessAsync()).Ready, "both have one folder");
        Assert.True((await first.ReadinessAsync()).Ready, "the first goes on");

        Task SaysAsync(params string[] words) => Eventually.TrueAsync(
            async () => await second.ReadinessAsync() is { Ready: false } said && Array.TrueForAll(words, w => Regex.Unescape(said.Text).Contains(w, StringComparison.Ordinal)),
            words[0], TimeSpan.FromSeconds(40));
    }

    [Fact]
    public async Task What_one_accepts_is_live_on_the_other_and_when_one_is_killed_the_other_misses_nothing()
    {
        await using var redis = await RedisServer.StartAsync("open sesame");
        Dictionary<string, string> settings = new() { ["Helpdesk__Redis"] = redis.Url, ["Work__InboundLease"] = "00:00:03", ["Work__Reconcile"] = "00:00:05" };
        await using var desk = await ScenarioDesk.StartAsync(settings: settings);
        await using var other = await desk.Product.BesideAsync(settings);
        if (TestDatabase.Provider == "Sqlite")
        {
            await Eventually.TrueAsync(async () => (await other.ReadinessAsync()).Text.Contains("Helpdesk__Database", StringComparison.Ordinal), "SQLite serves one node only");
            return;
        }

        var omar = await desk.ColleagueAsync("Omar Saleh", "omar@rimal.example", other.Url);
        await ScenarioDesk.ShowOpenAsync(desk.Lina);
        await using var here = await HubListener.ConnectAsync(desk.Product.Url, desk.Lina);
        await using var there = await HubListener.ConnectAsync(other.Url, desk.Lina);
        var begun = await HeadAsync(desk);

        // Who is here crosses.
        await ScenarioDesk.ChooseAsync(omar, "p-away");
        await Eventually.TrueAsync(() => here.Heard.Contains("\"state\":\"away\"", StringComparison.Ordinal), "a client of the first node hears what an agent of the second chose");
        await ScenarioDesk.ChooseAsync(omar, "p-online");

        // What one accepts is on the other's screen; the first message also pays for what the process compiles on its way.
        var phones = Enumerable.Range(0, Phones).Select(i => desk.Number.Phone($"2010012345{i:D2}", $"Customer {i}")).ToList();
        var written = new List<string>();
        foreach (var text in (string[])["Is it ready?", "And do you deliver?"])
        {
            var since = Stopwatch.GetTimestamp();
            written.Add(text);
            await phones[0].SendTextAsync(text);
            output.WriteLine($"accepted by one node, on the other's screen after {await ScenarioDesk.ShownAfterAsync(omar, text, since):0} ms");
        }

        // Who looks and who writes crosses.
        var pen = ScenarioDesk.Row(desk.Lina, "Customer 0").Locator(".row-pen");
        await ScenarioDesk.Row(omar, "Customer 0").ClickAsync();
        // By then the composer listens, too.
        await Expect(ScenarioDesk.Row(desk.Lina, "Customer 0").Locator(".row-eye")).ToHaveCountAsync(1, new() { Timeout = 20_000 });
        await omar.Locator(".composer textarea").PressSequentiallyAsync("Yes, and");
        await Expect(pen).ToHaveCountAsync(1, new() { Timeout = 20_000 });
        await omar.Locator(".composer textarea").FillAsync("");
        await Expect(pen).ToHaveCountAsync(0, new() { Timeout = 20_000 });

        // In the middle of a burst the first node dies; its agents and its webhooks go to the other.
        var sending = Write(phones, written, "before");
        var enough = await CountAsync(desk, CustomerMessages) + 20;
        await Eventually.TrueAsync(async () => await CountAsync(desk, CustomerMessages) > enough, "the burst is being stored");
        await desk.Product.KillAsync();
        var killed = Stopwatch.GetTimestamp();
        desk.WhatsApp.Double.WebhookUrl = new UriBuilder(desk.WhatsApp.Double.WebhookUrl!) { Port = new Uri(other.Url).Port }.Uri.ToString();
        var atDeath = await CountAsync(desk, CustomerMessages);
        Assert.InRange(atDeath, 1, written.Count - 1);
        await desk.Lina.GotoAsync($"{other.Url}/?view=all");
        await Expect(desk.Lina.Locator("html[data-live=ok]")).ToBeAttachedAsync(new() { Timeout = 30_000 });
        output.WriteLine($"the killed node's agent has a live page on the other after {Stopwatch.GetElapsedTime(killed).TotalSeconds:0.0} s");
        await Task.WhenAll([.. sending, .. Write(phones, written, "after")]);

        await Eventually.TrueAsync(async () => await CountAsync(desk, CustomerMessages) >= written.Count, "all are stored", TimeSpan.FromSeconds(90));
        await Eventually.TrueAsync(async () => await CountAsync(desk, """SELECT COUNT(*) FROM "InboundEntries" WHERE "Finished" = 0""") == 0, "what the dead node had begun has been taken over", TimeSpan.FromSeconds(90));
        await Eventually.TrueAsync(async () => await CountAsync(desk, """SELECT COUNT(*) FROM "OutboxRows" WHERE "Finished" = 0""") == 0, "its outbox, too", TimeSpan.FromSeconds(90));
        Assert.Equal(written.Order(StringComparer.Ordinal), (await ReadAsync(desk, """SELECT "Text" FROM "Messages" WHERE "Kind" = 'Customer'""", r => r.GetString(0))).Order(StringComparer.Ordinal));

        // Shown: every row, and a thread in full.
        await Expect(desk.Lina.Locator(".row")).ToHaveCountAsync(Phones, new() { Timeout = 15_000 });
        await Expect(omar.Locator(".row")).ToHaveCountAsync(Phones, new() { Timeout = 15_000 });
        await ScenarioDesk.Row(omar, "Customer 3").ClickAsync();
        await Expect(omar.Locator("article.msg[data-seq]")).ToHaveCountAsync(written.Count(t => t.EndsWith('3')));

        // Told: each sequence once, in order, whichever node wrote it.
        var announced = await ReadAsync(
            desk, string.Create(CultureInfo.InvariantCulture, $"""SELECT "Sequence" FROM "LiveLog" WHERE "Kind" = 'MessageReceived' AND "Sequence" > {begun} ORDER BY "Sequence" """), r => r.GetInt64(0));
        IReadOnlyList<long> Told() => [.. Received().Matches(there.Heard).Select(m => long.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture))];
        await Eventually.TrueAsync(() => Told().LastOrDefault() >= announced[^1], "the hub client has heard the last", TimeSpan.FromSeconds(30));
        output.WriteLine($"written {written.Count}, stored at the kill {atDeath}, announced {announced.Count}, told {Told().Count}, missed {announced.Except(Told()).Count()}, repeated {Told().Count - Told().Distinct().Count()}");
        Assert.Equal(announced, Told());
        Assert.True(here.IsCut, "the killed node's hub connection was not cut");
        Assert.Empty(desk.PageErrors);
    }

    [Theory]
    [InlineData("en", "Updates may come a few seconds late.")]
    [InlineData("ar", "قد تتأخر التحديثات بضع ثوانٍ")]
    public async Task While_redis_is_away_a_page_says_in_its_language_that_updates_may_come_late_and_goes_on(string culture, string words)
    {
        await using var redis = await RedisServer.StartAsync();
        await using var desk = await ScenarioDesk.StartAsync(culture, new() { ["Helpdesk__Redis"] = redis.Url, ["Live__Retry"] = "00:00:00.5" });
        var bar = desk.Lina.Locator(".slowbar .bar");
        await Expect(bar).ToHaveCountAsync(0);
        await redis.KillAsync();
        await Expect(bar).ToBeVisibleAsync();
        await Expect(bar).ToContainTextAsync(words);
        await desk.Number.Phone("201001234567", "Mona").SendTextAsync("Still there?");
        await Expect(ScenarioDesk.Row(desk.Lina, "Mona")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await redis.RestartAsync();
        await Expect(bar).ToHaveCountAsync(0, new() { Timeout = 15_000 });
        Assert.Empty(desk.PageErrors);
    }

    private const string CustomerMessages = """SELECT COUNT(*) FROM "Messages" WHERE "Kind" = 'Customer'""";

    private static List<Task<DoubleMessage>> Write(List<CustomerPhone> phones, List<string> written, string what)
    {
        var texts = Enumerable.Range(0, Burst).Select(i => string.Create(CultureInfo.InvariantCulture, $"{what} {i:D3}")).ToList();
        written.AddRange(texts);
        return texts.Select((text, i) => phones[i % Phones].SendTextAsync(text)).ToList();
    }

    private static async Task<long> HeadAsync(ScenarioDesk desk) => await CountAsync(desk, """SELECT "Sequence" FROM "LiveHeads" """);

    private static async Task<long> CountAsync(ScenarioDesk desk, string sql) => (await ReadAsync(desk, sql, r => r.GetInt64(0))).Single();

    // Beside the product: what is stored is what counts.
    private static async Task<List<T>> ReadAsync<T>(ScenarioDesk desk, string sql, Func<DbDataReader, T> read)
    {
        await using var connection = await desk.Product.Database.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) rows.Add(read(reader));
        return rows;
    }

    [GeneratedRegex(""""
        "target":"MessageReceived","arguments":\[\{"sequence":(\d+)
        """")]
    private static partial Regex Received();
}
