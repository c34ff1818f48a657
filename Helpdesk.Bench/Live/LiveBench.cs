namespace Helpdesk.Bench.Live;

/// <summary>Promise two, live means live, measured: many hub clients in a process of their own, then console pages in a real browser.</summary>
public static class LiveBench
{
    /// <summary>Measures and writes the section.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var given = new Arguments(args, "clients", "runs", "redis");
        var (clients, runs) = (given.Number("clients", 1000), given.Number("runs", 3));
        if (clients % LiveDesk.PerGroup != 0) throw new UsageException($"--clients must be a multiple of {LiveDesk.PerGroup}: that many hear of each small department.");
        var redis = given.Text("redis");
        var settings = new Dictionary<string, string>();
        if (redis is not null) settings["Helpdesk:Redis"] = redis;

        var (times, amounts) = (new Figures("live", LiveRun.TimeColumns), new Figures("amounts", LiveRun.Amount));
        await using var desk = await BenchDesk.StartAsync(BenchDesk.Databases[^1], settings);
        var live = await LiveDesk.FillAsync(desk, clients);
        for (var run = 0; run < runs; run++) await new LiveRun(live, clients, times, amounts).RunAsync(run);
        for (var run = 0; run < runs; run++) await ConsolePages.MeasureAsync(live, amounts);
        PerformancePage.Write(redis is null ? "live" : "live --redis", redis is null ? [desk.Database] : [desk.Database, "Redis"], [
            "Latencies run from the call of the use case in the product, its commit included, to the client's process, by the machine's one clock. CPU is of one core.",
            "", .. times.ToTable().Lines, "", .. amounts.ToTable().Lines]);
        return 0;
    }
}
