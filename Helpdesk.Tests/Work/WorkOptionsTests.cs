using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Channels;
using Helpdesk.Infrastructure.Channels.WhatsApp;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Work;

/// <summary>Each setting of the workers does something (DECISIONS 47). The numbers are no defaults: a setting nobody reads would be seen.</summary>
public sealed class WorkOptionsTests
{
    private const int Chats = 14;
    private static readonly TimeSpan Lease = new(0, 7, 13);
    private static readonly TimeSpan Poll = new(0, 11, 17);

    [Fact]
    public async Task Chats_are_received_side_by_side_and_stay_taken_as_the_settings_say()
    {
        var crowd = new Crowd();
        await using var desk = await CrowdedAsync(crowd, new() { ["Work:InboundParallel"] = "6", ["Work:InboundLease"] = $"{Lease}" });
        await WriteAsync(desk);
        crowd.Hold();
        await desk.StartAsync(service => service is InboundWorker);
        await Eventually.TrueAsync(() => crowd.Inside == 6, "six chats are received at once");
        Assert.Equal([desk.Clock.GetUtcNow() + Lease], await desk.LookAsync(db => db.InboundEntries.Select(e => e.LeasedUntil).Distinct().ToListAsync()));
        crowd.LetGo();
        await Eventually.TrueAsync(() => desk.LookAsync(async db => await db.Tickets.CountAsync() == Chats), "every chat is received");
        Assert.Equal(6, crowd.Most);
    }

    [Fact]
    public async Task Chats_are_sent_to_side_by_side_and_stay_taken_as_the_settings_say()
    {
        var crowd = new Crowd();
        await using var desk = await CrowdedAsync(crowd, new() { ["Work:SendParallel"] = "11", ["Work:SendLease"] = $"{Lease}" });
        await WriteAsync(desk);
        await desk.WorkJournalAsync();
        foreach (var ticket in await desk.LookAsync(db => db.Tickets.AsNoTracking().ToListAsync())) Assert.Null((await desk.ReplyAsync(desk.Admin, ticket, "hello")).Error);
        crowd.Hold();
        await desk.StartAsync(service => service is SendWorker);
        await Eventually.TrueAsync(() => crowd.Inside == 11, "eleven chats are sent to at once");
        var leases = await desk.LookAsync(db => db.QueuedSends.Where(s => s.LeasedUntil != null).Select(s => s.LeasedUntil).ToListAsync());
        Assert.Equal(Enumerable.Repeat<DateTimeOffset?>(desk.Clock.GetUtcNow() + Lease, 11), leases);
        crowd.LetGo();
        Assert.Equal(11, crowd.Most);
    }

    [Fact]
    public async Task A_queue_nobody_wakes_is_looked_at_again_after_the_time_set()
    {
        var clock = new ListeningClock(new ManualClock());
        await using var desk = await TestDesk.StartAsync(clock: clock, settings: new() { ["Work:Poll"] = $"{Poll}" });
        await desk.Given.ArrivesAsync(desk.Number, Webhook.Text("KEY1", "hello", clock.GetUtcNow()));
        var due = clock.GetUtcNow() + TimeSpan.FromMinutes(1);
        await desk.LookAsync(db => db.InboundEntries.ExecuteUpdateAsync(set => set.SetProperty(e => e.DueAt, due)));
        await desk.StartAsync(service => service is InboundWorker);
        await Eventually.TrueAsync(() => clock.Asked.Contains(Poll), "the worker waits for the time set");
        clock.Real.Advance(Poll);
        await Eventually.TrueAsync(() => desk.LookAsync(db => db.Set<Ticket>().AnyAsync()), "what fell due is found");
    }

    private static Task<TestDesk> CrowdedAsync(Crowd crowd, Dictionary<string, string?> settings) => TestDesk.StartAsync(settings: settings, services: services => services
        .AddScoped<UnitOfWork>()
        .AddScoped<IUnitOfWork>(scope => new Waiting(scope.GetRequiredService<UnitOfWork>(), crowd)));

    private static async Task WriteAsync(TestDesk desk)
    {
        for (var i = 0; i < Chats; i++)
            await desk.Given.ArrivesAsync(desk.Number, Webhook.Text($"KEY{i}", "hello", desk.Clock.GetUtcNow(), $"20109876540{i:00}@c.us", $"Customer {i}"));
    }

    /// <summary>Counts who is about to save, and holds them there.</summary>
    private sealed class Crowd
    {
        private TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _inside;
        private int _most;

        public Crowd() => _gate.SetResult();

        public int Inside => Volatile.Read(ref _inside);

        public int Most => Volatile.Read(ref _most);

        public void Hold()
        {
            _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _most = 0;
        }

        public void LetGo() => _gate.SetResult();

        public async Task<Result> PassAsync(Func<Task<Result>> save)
        {
            InterlockedMost(Interlocked.Increment(ref _inside));
            try
            {
                await _gate.Task;
                return await save();
            }
            finally
            {
                Interlocked.Decrement(ref _inside);
            }
        }

        private void InterlockedMost(int now)
        {
            for (var most = Most; now > most && Interlocked.CompareExchange(ref _most, now, most) != most; most = Most)
            {
            }
        }
    }

    private sealed class Waiting(UnitOfWork real, Crowd crowd) : IUnitOfWork
    {
        public Task<Result> SaveAsync(CancellationToken ct) => crowd.PassAsync(() => real.SaveAsync(ct));
    }
}
