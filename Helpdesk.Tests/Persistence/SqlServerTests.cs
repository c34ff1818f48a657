using System.Reflection;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Channels;
using Helpdesk.Infrastructure.Conversations;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Infrastructure.Live;
using Helpdesk.Infrastructure.Operations;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Infrastructure.Presence;
using Helpdesk.Infrastructure.Routing;
using Helpdesk.Infrastructure.Secrets;
using Helpdesk.Infrastructure.Sla;
using Helpdesk.Infrastructure.Tenancy;
using Helpdesk.Infrastructure.Tickets;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Helpdesk.Tests.Persistence;

/// <summary>
/// SQL Server is a preview: without a server at hand, every method that speaks to the database is driven on its provider, with made-up
/// arguments and answers, to prove that each query translates and each statement is built (DECISIONS 36).
/// </summary>
public sealed class SqlServerTests : IDisposable
{
    // They write what a unit of work has collected; driven below by one that has something.
    private static readonly Type[] OfAUnitOfWork =
        [typeof(UnitOfWork), typeof(ThreadAppends), typeof(WaitResumptions), typeof(TicketNumbers), typeof(LiveWriter), typeof(Reactions), typeof(RoutingTurns), typeof(WaitingDelays)];

    // Migrations are looked at by MigrationTests.
    private static readonly Type[] NeedsAServer = [typeof(Startup)];

    // They store what others have put into the context, answer from the node's cache, or answer the installation's operator, who is not the one acting here.
    private static readonly string[] SilentAlone =
        ["Challenges.SaveAsync", "SecondFactors.TakeAppCodeAsync", "ImportBatch.CommitAsync", "WorkspaceQueries.AllAsync", "DeskRulesDirectory.CurrentAsync"];

    private static readonly Actor Someone = Actor.Member(
        new TenantId(1), new AgentId(1), new UserId(1), Permissions.Everything, new HashSet<DepartmentId>()).From(new RequestOrigin("203.0.113.7", "tests", "console"));

    private readonly string _folder = Directory.CreateTempSubdirectory("desk-nowhere-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_query_and_store_method_is_translated()
    {
        var methods = MethodsOverTheDatabase();
        Assert.True(methods.Count > 60, $"only {methods.Count} methods were found");
        Assert.All(NeedsAServer.Concat(OfAUnitOfWork), type => Assert.Contains(methods, m => m.Implementation == type || NeedsAServer.Contains(type)));
        var silent = methods.ToHashSet();
        foreach (var rows in new[] { 0, 1 })
        {
            var server = new NowhereServer(rows);
            using var host = Host(server);
            foreach (var method in methods)
            {
                var before = server.Commands.Count;
                await DriveAsync(host, method);
                if (server.Commands.Count > before) silent.Remove(method);
            }
        }

        // Whoever answers later asks the database; what answers at once only notes something.
        Assert.Equal([], silent.Where(m => m.Method.ReturnType.IsAssignableTo(typeof(Task)) && !OfAUnitOfWork.Contains(m.Implementation) && !SilentAlone.Contains(m.ToString())).Select(m => $"{m} sent no command"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_whole_unit_of_work_is_written(int rows)
    {
        var server = new NowhereServer(rows);
        using var host = Host(server);
        await host.Services.GetRequiredService<TenantCache<TenantSettings>>().GetAsync(Someone.Tenant, () => Task.FromResult(new TenantSettings(
            "Desk", "UTC", "en", "", "{####}", TimeSpan.Zero, TimeSpan.FromDays(1), new Dictionary<ChannelAccountId, DepartmentId>(), new HashSet<ChannelAccountId>())));
        // No zone is called as a made-up answer is.
        await host.Services.GetRequiredService<TenantCache<WorkspaceCalendars>>().GetAsync(
            Someone.Tenant, () => Task.FromResult(new WorkspaceCalendars(BusinessCalendar.Always, new Dictionary<DepartmentId, BusinessCalendar>())));
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorContext>().Set(Someone);
        var (messages, now) = (scope.ServiceProvider.GetRequiredService<IMessageStore>(), TimeProvider.System.GetUtcNow());
        var ticket = Ticket.Open(new TicketId(2), new CustomerId(2), new ChannelAccountId(1), new DepartmentId(1), null, now);
        scope.ServiceProvider.GetRequiredService<ITicketStore>().Add(ticket);
        // Where nothing is found there is no thread to append to, not even the line of what happened.
        if (rows == 0) ticket.TakeEvents();
        if (rows == 1)
        {
            var inbound = new InboundMessage { ExternalId = "K", Address = new CustomerAddress(IdentityKind.Phone, "1"), Text = "hi", SentAt = now };
            messages.Append(Message.FromCustomer(new MessageId(1), ticket.Id, ticket.AccountId, inbound, null));
            var reply = Message.Reply(new MessageId(2), ticket.Id, ticket.AccountId, new AgentId(1), "client", "hello", now);
            messages.Append(reply, new ThreadGuard(1, new AgentId(1)));
            messages.Append(Message.Note(new MessageId(3), ticket.Id, new AgentId(1), "client-2", "note", now));
            messages.Reword(reply);
            messages.ResumeWait(Earlier(4));
            messages.EndWait(Earlier(5));
        }

        scope.ServiceProvider.GetRequiredService<ILiveAnnouncements>().Announce(LiveKind.TicketChanged, 2, null, LiveTopic.Tickets(Someone.Tenant));
        Assert.Null((await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().SaveAsync(default)).Error);
        string[] written = rows == 1
            ? ["[TicketCounters]", "[LastReplySequence]", "[LastInboundSequence]", "[WaitEndedByReply]", "[EndedWaitSince]", "[LiveHeads]", "[LiveLog]", "[Messages]"]
            : ["INSERT INTO [TicketCounters]", "INSERT INTO [LiveHeads]", "INSERT INTO [LiveLog]", "INSERT INTO [Tickets]"];
        Assert.All(written, part => Assert.Contains(server.Commands, c => c.Contains(part, StringComparison.Ordinal)));

        Message Earlier(long id)
        {
            var earlier = Message.Reply(new MessageId(id), ticket.Id, ticket.AccountId, new AgentId(1), $"client-{id}", "hello", now);
            earlier.Place(1, now);
            return earlier;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Directories_caches_and_the_live_pump_are_translated(int rows)
    {
        var server = new NowhereServer(rows);
        using var host = Host(server);
        await SentAsync(() => host.Services.GetRequiredService<MembershipDirectory>().FindAsync(new UserId(1), new TenantId(1), default).AsTask());
        await SentAsync(() => host.Services.GetRequiredService<ChannelDirectory>().AllAsync(default).AsTask());
        await SentAsync(() => host.Services.GetRequiredService<RotateKey>().RunAsync(default));
        var leases = host.Services.GetRequiredService<NodeLeases>();
        await SentAsync(() => leases.TakeAsync(5, hasBackplane: true, default));
        await SentAsync(() => leases.BeginAsync(5, default));
        await SentAsync(() => leases.RenewAsync(5, 1, default));
        await SentAsync(() => leases.EldersAsync(5, new NodeSeat(1, default, new Dictionary<long, DateTimeOffset>()), default));
        await SentAsync(() => leases.SweepAsync(default));
        await SentAsync(() => Task.FromResult(host.Services.GetRequiredService<Microsoft.AspNetCore.DataProtection.Repositories.IXmlRepository>().GetAllElements()));
        var pump = host.Services.GetServices<IHostedService>().OfType<LivePump>().Single();
        await pump.StartAsync(default);
        host.Services.GetRequiredService<ILiveBackplane>().Pulse(new TenantId(1));
        await Eventually.TrueAsync(() => server.Commands.Any(c => c.Contains("[LiveLog]", StringComparison.Ordinal)), "the pump reads the log");
        await pump.StopAsync(default);

        async Task SentAsync(Func<Task> drive)
        {
            var before = server.Commands.Count;
            await TranslatedAsync(drive, "a directory");
            Assert.True(server.Commands.Count > before);
        }
    }

    private IHost Host(NowhereServer server) => TestDesk.Build(
        _folder,
        TimeProvider.System,
        new Dictionary<string, string?> { ["Helpdesk:Database"] = "SqlServer", ["Helpdesk:Connection"] = "Server=nowhere;Database=desk" },
        services => services.AddSingleton<IIdSource, RisingIds>().ConfigureDbContext<HelpdeskDb>(options => options.AddInterceptors(server)));

    // Every public method of every registered class that is given the database.
    private List<Driven> MethodsOverTheDatabase()
    {
        IServiceCollection services = null!;
        using var host = TestDesk.Build(_folder, TimeProvider.System, [], s => services = s);
        return
        [
            .. services.Where(s => s is { IsKeyedService: false, ImplementationType.Assembly: { } a } && a == typeof(HelpdeskDb).Assembly)
                .Select(s => (s.ServiceType, s.ImplementationType))
                .Where(s => s.ImplementationType!.GetConstructors().Any(c => c.GetParameters().Any(p => p.ParameterType == typeof(HelpdeskDb))))
                .Where(s => !NeedsAServer.Contains(s.ImplementationType))
                .SelectMany(s => s.ImplementationType!.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
                    .Where(m => !m.IsSpecialName && !m.GetParameters().Any(p => p.ParameterType.IsByRefLike)).SelectMany(Closed).Select(m => new Driven(s.ServiceType, s.ImplementationType!, m))),
        ];
    }

    // Queues are claimed by type.
    private static IEnumerable<MethodInfo> Closed(MethodInfo method) => !method.IsGenericMethodDefinition
        ? [method]
        : new[] { typeof(Ticket).Assembly, typeof(HelpdeskDb).Assembly }.SelectMany(a => a.GetTypes())
            .Where(t => t is { IsClass: true } && t.IsAssignableTo(typeof(IQueuedWork))).Select(t => method.MakeGenericMethod(t));

    private static async Task DriveAsync(IHost host, Driven driven)
    {
        foreach (var arguments in MadeUp.ArgumentsFor(driven.Method))
        {
            await using var scope = host.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ActorContext>().Set(Someone);
            var service = scope.ServiceProvider.GetRequiredService(driven.Service);
            await TranslatedAsync(() => driven.Method.Invoke(service, arguments) as Task ?? Task.CompletedTask, driven.ToString());
        }
    }

    // What is made up may not be to a method's liking; only what EF and the provider say counts.
    private static async Task TranslatedAsync(Func<Task> drive, string what)
    {
        try
        {
            var driving = drive();
            await driving;
            // A turn that is handed out is given back, or the next one driven waits for it for ever.
            if (driving.GetType().GetProperty("Result")?.GetValue(driving) is IDisposable turn) turn.Dispose();
        }
        catch (Exception thrown)
        {
            var failure = thrown is TargetInvocationException { InnerException: { } inner } ? inner : thrown;
            var refusedByEf = failure.TargetSite?.DeclaringType?.FullName is { } where
                && (where.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) || where.StartsWith("Microsoft.Data", StringComparison.Ordinal));
            var nothingFound = failure is DbUpdateConcurrencyException || failure.Message.StartsWith("Sequence contains no elements", StringComparison.Ordinal);
            Assert.True(!refusedByEf || nothingFound, $"{what}: {failure}");
        }
    }

    private sealed record Driven(Type Service, Type Implementation, MethodInfo Method)
    {
        public override string ToString() => $"{Implementation.Name}.{Method.Name}";
    }

    /// <summary>A node's number is taken on a database.</summary>
    private sealed class RisingIds : IIdSource
    {
        private long _last = 1L << 40;

        public long Next() => Interlocked.Increment(ref _last);
    }
}
