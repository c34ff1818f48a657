using System.Diagnostics;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Bench.Live;

/// <summary>One run: a crowd connects, hears, is cut and comes back.</summary>
/// <param name="live">The desk.</param>
/// <param name="clients">How many there are.</param>
/// <param name="times">Takes what is timed.</param>
/// <param name="amounts">Takes everything else.</param>
public sealed class LiveRun(LiveDesk live, int clients, Figures times, Figures amounts)
{
    private const int PerSecond = 20;
    private const int Seconds = 15;
    private const int PresenceChanges = 20;
    private const int FloodUpdates = 1000;
    private const int Missed = 500;
    private const int AtOnce = 100;
    private static readonly TimeSpan BetweenPresence = TimeSpan.FromMilliseconds(500);
    private static readonly Aim[] InTime = [new("p50 ms", 50), new("p99 ms", 250)];

    /// <summary>Columns of the times.</summary>
    public static string[] TimeColumns => ["p50 ms", "p99 ms", "max ms", "product's CPU %", "clients' CPU %"];

    /// <summary>Column of the amounts.</summary>
    public const string Amount = "amount";

    /// <summary>Runs.</summary>
    /// <param name="number">Which run: 0 for the first.</param>
    public async Task RunAsync(int number)
    {
        await using var crowd = new CrowdProcess();
        var (heap, memory) = Memory();
        amounts.Add("process with nobody connected, MB", [memory / 1048576.0]);
        await ConnectAsync(crowd);
        var (heapWith, memoryWith) = Memory();
        amounts.Add("heap of a connection, kB", [(heapWith - heap) / 1024.0 / clients]);
        amounts.Add("working set of a connection, kB", [(memoryWith - memory) / 1024.0 / clients]);

        await UpdatesAsync(crowd, $"{PerSecond} notes/s, each to {clients} clients", [live.Everybodys], clients, InTime);
        await UpdatesAsync(crowd, $"{PerSecond} notes/s, each to {LiveDesk.PerGroup} of {clients} clients", live.Groups, LiveDesk.PerGroup, InTime);
        await PresenceAsync(crowd, number);
        await FloodAsync(crowd);
        amounts.Add($"process after the flood with {clients} clients, MB", [Environment.WorkingSet / 1048576.0], new Aim(Amount, 400));
        await CatchUpAsync(crowd);
    }

    /// <summary>The managed heap and the working set of this process, in bytes, after everything unused is given back.</summary>
    public static (long Heap, long WorkingSet) Memory()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return (GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
    }

    private async Task ConnectAsync(CrowdProcess crowd)
    {
        var hub = new UriBuilder(new Uri(live.Desk.Url, "/hubs/agent")) { Scheme = "ws" }.Uri;
        await TimedAsync(crowd, $"connecting, {clients} clients", [], async started =>
        {
            var answer = await crowd.DoAsync(new CrowdOrder("connect") { Hub = hub, Cookies = live.Cookies, Clients = clients });
            amounts.Add($"all {clients} connected after, s", [Stopwatch.GetElapsedTime(started, answer.Last).TotalSeconds]);
            return answer;
        });
    }

    // Each from the call of the use case: its commit is part of what an agent waits for.
    private Task UpdatesAsync(CrowdProcess crowd, string what, IReadOnlyList<TicketId> tickets, int hearing, Aim[] aims) => TimedAsync(crowd, what, aims, async _ =>
    {
        await crowd.DoAsync(new CrowdOrder("listen") { Property = "messageId" });
        var stamps = new Dictionary<long, long>();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / PerSecond));
        for (var i = 0; i < PerSecond * Seconds && await timer.WaitForNextTickAsync(); i++)
        {
            var start = Stopwatch.GetTimestamp();
            stamps[(await live.NoteAsync(tickets[i % tickets.Count])).Value] = start;
        }

        return await TakeAsync(crowd, stamps, stamps.Count * hearing, what);
    });

    private Task PresenceAsync(CrowdProcess crowd, int number) => TimedAsync(crowd, $"an agent's state, to {clients} clients", InTime, async _ =>
    {
        await crowd.DoAsync(new CrowdOrder("listen") { Property = "agentId" });
        var stamps = new Dictionary<long, long>();
        using var timer = new PeriodicTimer(BetweenPresence);
        foreach (var member in live.Members.Take(PresenceChanges))
        {
            await timer.WaitForNextTickAsync();
            stamps[member.Agent!.Value.Value] = Stopwatch.GetTimestamp();
            await live.ChooseAsync(member, away: number % 2 == 0);
        }

        return await TakeAsync(crowd, stamps, stamps.Count * clients, "presence");
    });

    private async Task FloodAsync(CrowdProcess crowd)
    {
        await crowd.DoAsync(new CrowdOrder("listen") { Property = "messageId" });
        var start = Stopwatch.GetTimestamp();
        var answer = await TakeAsync(crowd, await AnnounceAsync(FloodUpdates), FloodUpdates * clients, "flood");
        amounts.Add(
            $"flood of {FloodUpdates} updates to {clients} clients, deliveries/s", [answer.Received / Stopwatch.GetElapsedTime(start, answer.Last).TotalSeconds],
            new Aim(Amount, 200_000, AtLeast: true));
    }

    private Task CatchUpAsync(CrowdProcess crowd) => TimedAsync(crowd, $"catching up on {Missed} updates, {clients} clients cut at once", [], async _ =>
    {
        await crowd.DoAsync(new CrowdOrder("cut"));
        await crowd.DoAsync(new CrowdOrder("listen") { Property = "messageId" });
        await AnnounceAsync(Missed);
        await crowd.DoAsync(new CrowdOrder("resume"));
        var answer = await crowd.DoAsync(new CrowdOrder("take") { Expected = Missed * clients });
        amounts.Add($"caught up of {Missed}, per client", [(double)answer.Received / clients], new Aim(Amount, Missed, AtLeast: true));
        return answer;
    });

    private async Task<Dictionary<long, long>> AnnounceAsync(int count)
    {
        var stamps = new Dictionary<long, long>();
        while (stamps.Count < count)
        {
            var start = Stopwatch.GetTimestamp();
            foreach (var update in await live.AnnounceAsync(live.Everybodys, AtOnce)) stamps[update] = start;
        }

        return stamps;
    }

    private static async Task<CrowdAnswer> TakeAsync(CrowdProcess crowd, Dictionary<long, long> stamps, int expected, string what)
    {
        var answer = await crowd.DoAsync(new CrowdOrder("take") { Stamps = stamps, Expected = expected });
        return answer.Received == expected ? answer : throw new InvalidOperationException($"{what}: {answer.Received} of {expected} deliveries arrived.");
    }

    private async Task TimedAsync(CrowdProcess crowd, string what, Aim[] aims, Func<long, Task<CrowdAnswer>> measure)
    {
        var (start, product, theirs) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime.TotalMilliseconds, crowd.CpuMilliseconds);
        var answer = await measure(start);
        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds / 100;
        times.Add(
            what, [answer.P50, answer.P99, answer.Max, (Environment.CpuUsage.TotalTime.TotalMilliseconds - product) / took, (answer.CpuMilliseconds - theirs) / took], aims);
    }
}
