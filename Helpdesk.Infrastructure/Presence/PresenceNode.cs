using System.Collections.Concurrent;
using System.Threading.Channels;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Execution;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Helpdesk.Infrastructure.Presence;

/// <summary>
/// Who is connected to this node: pages and hub clients alike. Tells <see cref="HearConnections"/> when that changes for an agent, and only then. A connection that comes back within <see cref="Flutter"/>, as a reload does, was never lost.
/// </summary>
public sealed partial class PresenceNode(UseCaseRunner runner, NodeLeases leases, ThisNode node, TimeProvider clock, ILogger<PresenceNode> log) : BackgroundService
{
    /// <summary>How long nothing is said of a lost connection.</summary>
    public static readonly TimeSpan Flutter = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private readonly ConcurrentDictionary<(TenantId Tenant, AgentId Agent), Here> _here = new();
    private readonly Channel<(TenantId Tenant, AgentId Agent)> _changed = Channel.CreateUnbounded<(TenantId, AgentId)>();
    private volatile bool _stopping;
    private Task? _stopped;

    /// <summary>This run of the node.</summary>
    public long Node => node.Id;

    /// <summary>A page or hub client of an agent is connected, or works.</summary>
    public void Active(TenantId tenant, AgentId agent, SessionId session, string connection)
    {
        var here = _here.GetOrAdd((tenant, agent), _ => new Here());
        here.Touch(connection, session, clock.GetUtcNow());
        if (here.Told != NodeReport.Active) _changed.Writer.TryWrite((tenant, agent));
    }

    /// <summary>One is lost.</summary>
    public void Gone(TenantId tenant, AgentId agent, string connection)
    {
        // When the node stops it takes its connections with it: they come back to another (DECISIONS 30).
        if (!_stopping && _here.TryGetValue((tenant, agent), out var here)) here.Leave(connection, clock.GetUtcNow());
    }

    /// <summary>A session is over for good: what was connected with it, or was until a moment ago, has signed out and is not waited for.</summary>
    public void SignedOut(TenantId tenant, SessionId session)
    {
        foreach (var (key, here) in _here.Where(h => h.Key.Tenant == tenant))
            if (here.End(session)) _changed.Writer.TryWrite(key);
    }

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await node.JoinAsync(cancellationToken);
        await leases.BeginAsync(Node, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        // A host may be told to stop twice.
        lock (_here) return _stopped ??= LeaveAsync(cancellationToken);
    }

    /// <summary>Others have let go of this node's agents: all are told anew. Nothing to do where nobody is served.</summary>
    public async Task BeginAgainAsync(CancellationToken ct)
    {
        if (ExecuteTask is null) return;
        await leases.BeginAsync(Node, ct);
        foreach (var here in _here.Values) here.Told = null;
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(TellAsync(stoppingToken), WatchAsync(stoppingToken));

    private async Task LeaveAsync(CancellationToken ct)
    {
        await base.StopAsync(ct);
        await leases.StopServingAsync(Node, ct);
    }

    private async Task TellAsync(CancellationToken ct)
    {
        await foreach (var (tenant, agent) in _changed.Reader.ReadAllAsync(ct))
        {
            if (!_here.TryGetValue((tenant, agent), out var here) || here.Wanted(clock.GetUtcNow(), await AwayAfterAsync(tenant, ct)) is not { } report || report == here.Told) continue;
            try
            {
                Result heard;
                do heard = await runner.RunAsync<HearConnections, Result>(Actor.System(tenant), use => use.ExecuteAsync(agent, Node, report, ct));
                while (heard.Error == SaveErrors.Conflict);
                here.Told = report;
            }
            catch (Exception failure) when (!ct.IsCancellationRequested)
            {
                // Said again at the next look.
                Log.Failed(log, failure, agent.Value);
            }
        }
    }

    private async Task WatchAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Look, clock);
        while (await timer.WaitForNextTickAsync(ct))
        {
            var now = clock.GetUtcNow();
            foreach (var tenant in _here.GroupBy(h => h.Key.Tenant))
            {
                var awayAfter = await AwayAfterAsync(tenant.Key, ct);
                foreach (var (key, here) in tenant)
                    if (here.Wanted(now, awayAfter) is { } wanted && wanted != here.Told) _changed.Writer.TryWrite(key);
            }
        }
    }

    private async Task<TimeSpan> AwayAfterAsync(TenantId tenant, CancellationToken ct)
    {
        try
        {
            return (await runner.RunAsync<IDeskRules, DeskSettings>(Actor.System(tenant), rules => rules.CurrentAsync(ct))).Desk.AwayAfter;
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            // The database is away: nobody becomes idle for that.
            Log.Failed(log, failure, 0);
            return TimeSpan.Zero;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The presence of agent {Agent} could not be told; trying again.")]
        public static partial void Failed(ILogger logger, Exception failure, long agent);
    }

    private sealed class Here
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<string, SessionId> _open = [];
        private DateTimeOffset _active;
        private SessionId _last;
        private DateTimeOffset _leftAt;
        private bool _signedOut;

        /// <summary>What was last said.</summary>
        public NodeReport? Told { get; set; }

        public void Touch(string connection, SessionId session, DateTimeOffset now)
        {
            lock (_lock)
            {
                _open[connection] = session;
                (_active, _last, _signedOut) = (now, session, false);
            }
        }

        public void Leave(string connection, DateTimeOffset now)
        {
            lock (_lock)
                if (_open.Remove(connection)) _leftAt = now;
        }

        /// <summary>Whether that was the last of the agent.</summary>
        public bool End(SessionId session)
        {
            lock (_lock)
            {
                foreach (var connection in _open.Where(c => c.Value == session).Select(c => c.Key).ToList()) _open.Remove(connection);
                return _signedOut |= _open.Count == 0 && _last == session;
            }
        }

        /// <summary>What is to be said now; nothing while it may only flutter.</summary>
        public NodeReport? Wanted(DateTimeOffset now, TimeSpan awayAfter)
        {
            lock (_lock)
            {
                if (_open.Count > 0) return awayAfter > TimeSpan.Zero && now - _active >= awayAfter ? NodeReport.Idle : NodeReport.Active;
                return _signedOut ? NodeReport.SignedOut
                    : Told is NodeReport.Active or NodeReport.Idle && now - _leftAt >= Flutter ? NodeReport.Lost
                    : null;
            }
        }
    }
}
