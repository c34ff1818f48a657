using System.Diagnostics;
using System.Globalization;

namespace Helpdesk.Bench.Load;

/// <summary>What lists, search, opening, creating and ingest cost on databases of a real desk's size.</summary>
public static class LoadBench
{
    private static readonly string[] NotBuilt = ["search a number", "search the tail of a phone", "search the text of messages"];

    /// <summary>Measures and writes the section.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var given = new Arguments(args, "tickets", "messages", "runs");
        var (sizes, messages, runs) = (given.Numbers("tickets", 10_000, 100_000), given.Number("messages", 1_000_000), given.Number("runs", 3));
        if (sizes.FirstOrDefault(s => s % LoadFill.Template != 0 || s > LoadFill.MostTickets) is > 0 and var odd)
            throw new UsageException($"--tickets: {odd} is not a multiple of {LoadFill.Template} up to {LoadFill.MostTickets}.");
        if (messages < sizes.Max()) throw new UsageException("--messages must be at least as many as tickets: none is without one.");

        var (databases, lines) = (new List<string>(), new List<string>());
        foreach (var postgres in BenchDesk.Databases)
        {
            foreach (var tickets in sizes)
            {
                await using var desk = await BenchDesk.StartAsync(postgres, new Dictionary<string, string> { ["Api:PerMinute"] = "1000000" });
                var figures = new Figures("load", Pace.Columns);
                await MeasureAsync(desk, figures, tickets, messages, runs);
                databases.Add(desk.Database);
                lines.AddRange([string.Create(CultureInfo.InvariantCulture, $"### {desk.Database}, {tickets:#,0} tickets, {messages:#,0} messages"), "", .. figures.ToTable().Lines, ""]);
            }
        }

        PerformancePage.Write("load", databases, [
            "Reads are calls of the API by an administrator, *Mine* and *of one department* by an agent. Each client makes its next call when the last is answered;",
            $"*sustained* is as fast as the webhook is answered, until the last ticket is told. Not built: {string.Join(", ", NotBuilt)}.", "", .. lines]);
        return 0;
    }

    private static async Task MeasureAsync(BenchDesk desk, Figures figures, int tickets, int messages, int runs)
    {
        var filling = Stopwatch.GetTimestamp();
        var agent = await LoadFill.FillAsync(desk, tickets, messages);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{desk.Database}: {tickets} tickets in {Stopwatch.GetElapsedTime(filling).TotalSeconds:0} s"));
        using var reads = await LoadReads.PrepareAsync(desk, agent);
        using var writes = new LoadWrites(desk, tickets);
        await writes.BurstAsync(new Figures("warm", Pace.Columns));
        for (var run = 0; run < runs; run++)
        {
            foreach (var clients in (int[])[1, 4])
            {
                await reads.RunAsync(figures, clients);
                await writes.CreateAsync(figures, clients);
            }

            await writes.BurstAsync(figures);
        }
    }
}
