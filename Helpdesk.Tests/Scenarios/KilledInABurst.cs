using System.Data.Common;
using System.Globalization;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Dev.WppConnect;
using Xunit;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace Helpdesk.Tests.Scenarios;

/// <summary>The worst moment to die: in the middle of a burst, with more written while nobody listens. Nothing is lost, nothing doubled (DECISIONS 1, 49).</summary>
[Collection(ScenarioCollection.Name)]
public sealed class KilledInABurst(ITestOutputHelper output)
{
    private const int Burst = 200;
    private const int Phones = 10;

    [Fact]
    public Task Everything_written_in_a_burst_and_while_the_product_was_dead_is_there_once() => DieAsync(kills: 1);

    [Fact]
    [Trait("Run", "Faults")]
    public Task Twenty_deaths_in_a_row_lose_and_double_nothing() => DieAsync(kills: 20);

    private async Task DieAsync(int kills)
    {
        await using var desk = await ScenarioDesk.StartAsync(settings: new() { ["Work__Reconcile"] = "00:00:05", ["Work__InboundLease"] = "00:00:03" });
        var phones = Enumerable.Range(0, Phones).Select(i => desk.Number.Phone($"2010012345{i:D2}", $"Customer {i}")).ToList();
        var (written, random) = (new List<string>(), new Random(20261121));

        for (var kill = 0; kill < kills; kill++)
        {
            var before = await StoredAsync(desk);
            var sending = Write(phones, written, $"burst {kill}");
            var enough = before + random.Next(5, Burst / 4);
            await Eventually.TrueAsync(async () => await StoredAsync(desk) > enough, "the burst is being stored");
            await desk.Product.KillAsync();
            await Task.WhenAll(sending);
            var atDeath = await StoredAsync(desk);
            Assert.InRange(atDeath, before + 1, written.Count - 1);

            await Task.WhenAll(Write(phones, written, $"down {kill}"));
            await desk.Product.RestartAsync();
            await Eventually.TrueAsync(async () => await StoredAsync(desk) >= written.Count, "all are stored", TimeSpan.FromSeconds(90));
            output.WriteLine($"death {kill + 1}: written {written.Count}, webhooks answered so far {desk.WhatsApp.Double.PostedWebhooks}, stored at the kill {atDeath}, stored now {await StoredAsync(desk)}");
        }

        Assert.True(desk.WhatsApp.Double.FailedWebhooks >= Burst, "no webhook failed: the product was never down");
        await ScenarioDesk.ShowOpenAsync(desk.Lina);
        await Expect(desk.Lina.Locator(".row")).ToHaveCountAsync(Phones);
        Assert.Equal(written.Order(StringComparer.Ordinal), (await TextsAsync(desk)).Order(StringComparer.Ordinal));
        // What reconcile brought a second time is still being ended as a copy when the last message is on the screens.
        await Eventually.TrueAsync(async () => (await EntriesAsync(desk, "\"Finished\" = 0")).Count == 0, "every entry has ended", TimeSpan.FromSeconds(90));
        Assert.Empty(await EntriesAsync(desk, "\"State\" = 'Failed'"));
    }

    private static List<Task<DoubleMessage>> Write(List<CustomerPhone> phones, List<string> written, string what)
    {
        var texts = Enumerable.Range(0, Burst).Select(i => string.Create(CultureInfo.InvariantCulture, $"{what} {i:D3}")).ToList();
        written.AddRange(texts);
        return texts.Select((text, i) => phones[i % Phones].SendTextAsync(text)).ToList();
    }

    private static async Task<int> StoredAsync(ScenarioDesk desk) =>
        (int)(await ReadAsync(desk, """SELECT COUNT(*) FROM "Messages" WHERE "Kind" = 'Customer'""", r => r.GetInt64(0))).Single();

    private static Task<List<string>> EntriesAsync(ScenarioDesk desk, string which) =>
        ReadAsync(desk, $"""SELECT "Id" || ' ' || "Kind" || ' ' || "State" || ' ' || COALESCE("Reason", '') FROM "InboundEntries" WHERE {which}""", r => r.GetString(0));

    private static Task<List<string>> TextsAsync(ScenarioDesk desk) => ReadAsync(desk, """SELECT "Text" FROM "Messages" WHERE "Kind" = 'Customer'""", r => r.GetString(0));

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
}
