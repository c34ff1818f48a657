using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Helpdesk.Core;
using Helpdesk.Core.Channels;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure;
using Helpdesk.Infrastructure.Channels;
using Helpdesk.Infrastructure.Channels.WhatsApp;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Live;
using Helpdesk.Infrastructure.Operations;
using Helpdesk.Infrastructure.Outbox;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Infrastructure.Routing;
using Helpdesk.Infrastructure.Work;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Helpdesk.Tests.Support;

/// <summary>
/// The product below its doors, on a real database of its own. Only the journal's writer and the live pump run; queues are worked when a
/// test says so, by the real workers' own code, so that a test decides what happens before what.
/// </summary>
public sealed class TestDesk : IAsyncDisposable
{
    /// <summary>Any 32 bytes: the template database was made with the same.</summary>
    public const string MasterKey = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private readonly IHost _host;
    private readonly List<IHostedService> _running = [];

    private TestDesk(IHost host, TestDatabase database, string folder, TimeProvider clock)
    {
        (_host, Database, Folder, Time) = (host, database, folder, clock);
        Given = new Given(host.Services);
    }

    public TestDatabase Database { get; }

    public string Folder { get; }

    public TimeProvider Time { get; }

    /// <summary>The clock to move; only where the desk was started with one, which is the usual.</summary>
    public ManualClock Clock => (ManualClock)Time;

    public IServiceProvider Services => _host.Services;

    public Given Given { get; }

    /// <summary>The workspace's administrator.</summary>
    public Actor Admin { get; private set; } = null!;

    public TenantId Tenant => Admin.Tenant;

    /// <summary>The workspace's number.</summary>
    public ChannelAccountId Number { get; private set; }

    /// <summary>A desk with a workspace, and a number of a server at <paramref name="serverUrl"/>.</summary>
    public static async Task<TestDesk> StartAsync(
        string serverUrl = "http://127.0.0.1:9", TimeProvider? clock = null, Dictionary<string, string?>? settings = null,
        Action<IServiceCollection>? services = null, int perMinute = 600)
    {
        var folder = Directory.CreateTempSubdirectory("desk-").FullName;
        var database = await TestDatabase.MigratedAsync(folder);
        var time = clock ?? new ManualClock();
        var desk = new TestDesk(Build(folder, time, [.. database.Settings, .. settings ?? []], services), database, folder, time);
        try
        {
            await desk.OpenAsync(serverUrl, perMinute);
            return desk;
        }
        catch
        {
            await desk.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts every worker but Quartz, as the host would.</summary>
    public Task StartWorkersAsync() => StartAsync(service => service.GetType().Assembly == typeof(UseCaseRunner).Assembly);

    /// <summary>Starts workers of one kind.</summary>
    public async Task StartAsync(Func<IHostedService, bool> which)
    {
        foreach (var service in Services.GetServices<IHostedService>().Where(which).Where(s => !_running.Contains(s)).ToList())
        {
            await service.StartAsync(default);
            _running.Add(service);
        }
    }

    public Task<TResult> RunAsync<TService, TResult>(Actor actor, Func<TService, Task<TResult>> call)
        where TService : notnull => Given.RunAsync(actor, call);

    /// <summary>Looks into the database as the workspace.</summary>
    public Task<TResult> LookAsync<TResult>(Func<HelpdeskDb, Task<TResult>> look) => Given.LookAsync(Actor.System(Tenant), look);

    /// <summary>A webhook arrives and everything due is worked.</summary>
    public async Task HearsAsync(params JsonObject[] webhooks)
    {
        foreach (var webhook in webhooks) Assert.Equal(Acceptance.Accepted, await Given.ArrivesAsync(Number, webhook));
        await WorkJournalAsync();
    }

    /// <summary>Works the inbound journal until nothing is due.</summary>
    public Task<int> WorkJournalAsync()
    {
        var worker = Hosted<InboundWorker>();
        return WorkAsync<InboundEntry>((row, ct) => Worker.Inbound(worker, row, ct));
    }

    /// <summary>Works the send queue until nothing is due.</summary>
    public Task<int> WorkSendsAsync()
    {
        var worker = Hosted<SendWorker>();
        return WorkAsync<QueuedSend>((row, ct) => Worker.Send(worker, row, ct));
    }

    /// <summary>Works the outbox until nothing is due.</summary>
    public Task<int> WorkOutboxAsync()
    {
        var worker = Hosted<OutboxDispatcher>();
        return WorkAsync<OutboxRow>((row, ct) => Worker.Outbox(worker, row, ct));
    }

    /// <summary>Works the departments' turns until none is due.</summary>
    public Task<int> WorkRoutingAsync()
    {
        var worker = Hosted<RoutingWorker>();
        return WorkAsync<RoutingTurn>((row, ct) => Worker.Routing(worker, row, ct));
    }

    /// <summary>Looks at what has fallen due, as the tick of each second does.</summary>
    public async Task TickAsync() => await ActivatorUtilities.CreateInstance<DeadlineTick>(Services).Execute(null!, default);

    /// <summary>The workspace's only ticket.</summary>
    public Task<Ticket> TicketAsync() => LookAsync(db => db.Tickets.AsNoTracking().SingleAsync());

    /// <summary>A ticket's customer messages, replies and notes in the order of the thread.</summary>
    public Task<List<Message>> MessagesAsync(params MessageKind[] kinds) => LookAsync(db =>
        db.Messages.AsNoTracking().Where(m => kinds.Length == 0 ? m.Kind != MessageKind.Event : kinds.Contains(m.Kind)).OrderBy(m => m.Sequence).ToListAsync());

    /// <summary>Replies as an agent who has the whole thread on screen.</summary>
    public async Task<Result<MessageId>> ReplyAsync(Actor agent, Ticket ticket, string text, string? clientId = null, long? seen = null)
    {
        var last = await LookAsync(db => db.Tickets.Where(t => t.Id == ticket.Id).Select(t => t.LastSequence).SingleAsync());
        var request = new ReplyRequest(ticket.Id, text, clientId ?? $"client-{Guid.NewGuid():N}", seen ?? last);
        return await RunAsync<SendReply, Result<MessageId>>(agent, u => u.ExecuteAsync(request, default));
    }

    /// <summary>What needs a person.</summary>
    public async Task<FailureList> FailuresAsync() => (await RunAsync<IFailureQueries, Result<FailureList>>(Admin, q => q.ListAsync(default))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var service in Enumerable.Reverse(_running)) await service.StopAsync(default);
        _host.Dispose();
        await Database.DisposeAsync();
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }

    internal static IHost Build(string folder, TimeProvider clock, IEnumerable<KeyValuePair<string, string?>> settings, Action<IServiceCollection>? services)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, ContentRootPath = folder });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Helpdesk:DataFolder"] = folder, ["Helpdesk:MasterKey"] = MasterKey });
        foreach (var (name, value) in settings) builder.Configuration[name] = value;
        builder.Services.AddSingleton(clock).AddCore().AddInfrastructure(builder.Configuration);
        builder.Services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1);
        services?.Invoke(builder.Services);
        return builder.Build();
    }

    /// <summary>The real worker of a kind.</summary>
    public T Hosted<T>() => Services.GetServices<IHostedService>().OfType<T>().Single();

    private async Task OpenAsync(string serverUrl, int perMinute)
    {
        var token = await RunAsync<Startup, string?>(Actor.Installation, s => s.RunAsync(default));
        await StartAsync(service => service is JournalWriter or LivePump);
        Admin = await Given.WorkspaceAsync(token!);
        Number = await Given.NumberAsync(Admin, await Given.ServerAsync(Admin, serverUrl), perMinute: perMinute);
    }

    // As QueueWorker does, but here and now: rows of one key one after the other, the rest given back when one is not finished.
    private async Task<int> WorkAsync<T>(Func<ClaimedWork, CancellationToken, Task<bool>> work)
        where T : class, IQueuedWork, ITenantOwned
    {
        for (var done = 0; ;)
        {
            var claimed = await RunAsync<WorkClaims, IReadOnlyList<ClaimedWork>>(Actor.Installation, c => c.ClaimAsync<T>(200, TimeSpan.FromSeconds(45), default));
            if (claimed.Count == 0) return done;
            foreach (var run in claimed.GroupBy(row => (row.Tenant, Key: row.OrderKey.Length == 0 ? $"{row.Id}" : row.OrderKey)))
            {
                var rows = run.OrderBy(row => row.Id).ToList();
                var unfinished = 0;
                while (unfinished < rows.Count && await work(rows[unfinished], default)) unfinished++;
                done += unfinished;
                long[] rest = [.. rows.Skip(unfinished + 1).Select(row => row.Id)];
                if (rest.Length > 0) await RunAsync<WorkClaims, int>(Actor.Installation, c => c.ReleaseAsync<T>(rest, default));
            }
        }
    }

    private static class Worker
    {
        [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "WorkAsync")]
        public static extern Task<bool> Inbound(InboundWorker worker, ClaimedWork row, CancellationToken ct);

        [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "WorkAsync")]
        public static extern Task<bool> Send(SendWorker worker, ClaimedWork row, CancellationToken ct);

        [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "WorkAsync")]
        public static extern Task<bool> Routing(RoutingWorker worker, ClaimedWork row, CancellationToken ct);

        [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "WorkAsync")]
        public static extern Task<bool> Outbox(OutboxDispatcher worker, ClaimedWork row, CancellationToken ct);
    }
}
