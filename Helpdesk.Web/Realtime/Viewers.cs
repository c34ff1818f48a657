using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;
using Helpdesk.Web.Doors;

namespace Helpdesk.Web.Realtime;

/// <summary>
/// Who has which ticket open and who writes a reply there: this node's pages say it here, and those of every node are heard (<see cref="ILiveSignals"/>).
/// Kept in memory while it lasts; a node hears of who was there before it began to listen at their next word, within <see cref="LiveSignal.ViewingEvery"/>.
/// </summary>
public sealed class Viewers : IDisposable
{
    // More tickets than are looked at in one moment; beyond them nobody is shown.
    private const int Most = 20_000;
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<TenantId, IDisposable> _heard = [];
    private readonly Dictionary<Spot, Dictionary<AgentId, Stay>> _there = [];
    private readonly Dictionary<(Spot Spot, AgentId Agent), int> _pages = [];
    private readonly Dictionary<Spot, List<Action<TicketId>>> _listeners = [];
    private readonly Dictionary<TenantId, List<Action<TicketId>>> _everywhere = [];
    private readonly ILiveSignals _signals;
    private readonly TimeProvider _clock;
    private readonly ITimer _sweep;

    /// <summary>Hears nothing yet: the first page of a workspace begins.</summary>
    public Viewers(ILiveSignals signals, TimeProvider clock)
    {
        (_signals, _clock) = (signals, clock);
        _sweep = clock.CreateTimer(_ => EndLapsed(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Calls back with the ticket whenever somebody comes to it, leaves it, begins or stops to write there; quick, and never throwing.</summary>
    public IDisposable Subscribe(TenantId tenant, TicketId ticket, Action<TicketId> onChanged)
    {
        var spot = new Spot(tenant, ticket);
        lock (_gate)
        {
            Listen(tenant);
            if (!_listeners.TryGetValue(spot, out var listeners)) _listeners[spot] = listeners = [];
            listeners.Add(onChanged);
        }

        return new Leaving(() => Unsubscribe(_listeners, spot, onChanged));
    }

    /// <summary>The same for every ticket of a workspace.</summary>
    public IDisposable Subscribe(TenantId tenant, Action<TicketId> onChanged)
    {
        lock (_gate)
        {
            Listen(tenant);
            if (!_everywhere.TryGetValue(tenant, out var listeners)) _everywhere[tenant] = listeners = [];
            listeners.Add(onChanged);
        }

        return new Leaving(() => Unsubscribe(_everywhere, tenant, onChanged));
    }

    /// <summary>Who is at a ticket now, and whether they write a reply.</summary>
    public IReadOnlyList<(AgentId Agent, bool Writes)> At(TenantId tenant, TicketId ticket)
    {
        lock (_gate) return _there.TryGetValue(new Spot(tenant, ticket), out var stays) ? [.. stays.Select(s => (s.Key, s.Value.Writes))] : [];
    }

    /// <summary>A page of this node begins to show a ticket to an agent.</summary>
    public void Open(TenantId tenant, TicketId ticket, AgentId agent)
    {
        lock (_gate)
        {
            Listen(tenant);
            var page = (new Spot(tenant, ticket), agent);
            _pages[page] = _pages.GetValueOrDefault(page) + 1;
        }

        Show(tenant, ticket, agent);
    }

    /// <summary>It still does: said again every <see cref="LiveSignal.ViewingEvery"/>.</summary>
    public void Show(TenantId tenant, TicketId ticket, AgentId agent) => _signals.Send(new LiveSignal(tenant, LiveSignalKind.Viewing, ticket.Value, agent.Value));

    /// <summary>It does no longer. Who has the ticket open on another page, of whatever node, is still there.</summary>
    public void Close(TenantId tenant, TicketId ticket, AgentId agent)
    {
        lock (_gate)
        {
            var page = (new Spot(tenant, ticket), agent);
            var left = _pages.GetValueOrDefault(page) - 1;
            if (left > 0)
            {
                _pages[page] = left;
                return;
            }

            _pages.Remove(page);
        }

        _signals.Send(new LiveSignal(tenant, LiveSignalKind.Left, ticket.Value, agent.Value));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sweep.Dispose();
        lock (_gate)
            foreach (var heard in _heard.Values) heard.Dispose();
    }

    private void Listen(TenantId tenant)
    {
        if (!_heard.ContainsKey(tenant)) _heard[tenant] = _signals.Subscribe(tenant, Hear);
    }

    private void Unsubscribe<TKey>(Dictionary<TKey, List<Action<TicketId>>> from, TKey key, Action<TicketId> onChanged) where TKey : notnull
    {
        lock (_gate)
        {
            if (!from.TryGetValue(key, out var listeners)) return;
            listeners.Remove(onChanged);
            if (listeners.Count == 0) from.Remove(key);
        }
    }

    private void Hear(LiveSignal signal)
    {
        var (spot, agent) = (new Spot(signal.Tenant, new TicketId(signal.Ticket)), new AgentId(signal.Agent));
        IReadOnlyList<Action<TicketId>> told;
        bool stillHere;
        lock (_gate)
        {
            if (_there.Count >= Most && !_there.ContainsKey(spot)) return;
            if (_there.Count == 0) _sweep.Change(Sweep, Sweep);
            told = Set(spot, agent, stay => stay.After(signal.Kind, _clock.GetUtcNow())) ? ListenersOf(spot) : [];
            stillHere = signal.Kind == LiveSignalKind.Left && _pages.ContainsKey((spot, agent));
        }

        foreach (var tell in told) tell(spot.Ticket);
        // The agent's last page on another node is closed, but not the one here.
        if (stillHere) Show(spot.Tenant, spot.Ticket, agent);
    }

    private void EndLapsed()
    {
        var now = _clock.GetUtcNow();
        List<(TicketId Ticket, IReadOnlyList<Action<TicketId>> Listeners)> told;
        lock (_gate)
        {
            var lapsed = (from there in _there from stay in there.Value where stay.Value != stay.Value.At(now) select (Spot: there.Key, Agent: stay.Key)).ToList();
            foreach (var (spot, agent) in lapsed) Set(spot, agent, stay => stay.At(now));
            told = [.. lapsed.Select(l => l.Spot).Distinct().Select(spot => (spot.Ticket, ListenersOf(spot)))];
            if (_there.Count == 0) _sweep.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        foreach (var (ticket, listeners) in told)
            foreach (var tell in listeners) tell(ticket);
    }

    // Whether it shows.
    private bool Set(Spot spot, AgentId agent, Func<Stay, Stay> change)
    {
        if (!_there.TryGetValue(spot, out var stays)) stays = [];
        var before = stays.GetValueOrDefault(agent);
        var after = change(before);
        if (after.Is) stays[agent] = after;
        else stays.Remove(agent);
        if (stays.Count > 0) _there[spot] = stays;
        else _there.Remove(spot);
        return (before.Is, before.Writes) != (after.Is, after.Writes);
    }

    private IReadOnlyList<Action<TicketId>> ListenersOf(Spot spot) => [.. _listeners.GetValueOrDefault(spot, []), .. _everywhere.GetValueOrDefault(spot.Tenant, [])];

    private readonly record struct Spot(TenantId Tenant, TicketId Ticket);

    // One agent at one ticket: until when the last words about it hold, unless they are said again.
    private readonly record struct Stay(DateTimeOffset? ViewsUntil, DateTimeOffset? WritesUntil)
    {
        public bool Is => ViewsUntil is not null || WritesUntil is not null;

        public bool Writes => WritesUntil is not null;

        public Stay After(LiveSignalKind kind, DateTimeOffset now) => kind switch
        {
            LiveSignalKind.Viewing => this with { ViewsUntil = now + LiveSignal.ViewingLasts },
            LiveSignalKind.Typing => this with { WritesUntil = now + LiveSignal.TypingLasts },
            LiveSignalKind.Stopped => this with { WritesUntil = null },
            LiveSignalKind.Left => default,
            _ => this,
        };

        public Stay At(DateTimeOffset now) => new(ViewsUntil > now ? ViewsUntil : null, WritesUntil > now ? WritesUntil : null);
    }

    private sealed class Leaving(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}

/// <summary>A colleague at a ticket.</summary>
/// <param name="Writes">Whether a reply is being written there.</param>
public sealed record Viewer(AgentId Agent, string Name, bool Writes);

/// <summary>A circuit's view of who is at a ticket: its agent's colleagues by name, never its agent.</summary>
public sealed class ViewersFeed(Viewers viewers, AgentBoard board, CurrentAgent me)
{
    /// <inheritdoc cref="Viewers.Subscribe(TenantId, TicketId, Action{TicketId})"/>
    public IDisposable Subscribe(TicketId ticket, Action<TicketId> onChanged) => viewers.Subscribe(me.Tenant, ticket, onChanged);

    /// <inheritdoc cref="Viewers.Subscribe(TenantId, Action{TicketId})"/>
    public IDisposable Subscribe(Action<TicketId> onChanged) => viewers.Subscribe(me.Tenant, onChanged);

    /// <summary>A page of the circuit begins to show a ticket.</summary>
    public void Open(TicketId ticket) => viewers.Open(me.Tenant, ticket, me.Me);

    /// <inheritdoc cref="Viewers.Show"/>
    public void Show(TicketId ticket) => viewers.Show(me.Tenant, ticket, me.Me);

    /// <inheritdoc cref="Viewers.Close"/>
    public void Close(TicketId ticket) => viewers.Close(me.Tenant, ticket, me.Me);

    /// <summary>The colleagues at a ticket now, by name; who is no member of the workspace is not shown.</summary>
    public async ValueTask<IReadOnlyList<Viewer>> CurrentAsync(TicketId ticket)
    {
        var others = viewers.At(me.Tenant, ticket).Where(v => v.Agent != me.Me).ToDictionary(v => v.Agent, v => v.Writes);
        if (others.Count == 0) return [];
        return [.. (await board.CurrentAsync()).Where(a => others.ContainsKey(a.Id)).Select(a => new Viewer(a.Id, a.Name, others[a.Id]))];
    }

    /// <summary>The same for several tickets: those where somebody is.</summary>
    public async ValueTask<Dictionary<TicketId, IReadOnlyList<Viewer>>> CurrentAsync(IEnumerable<TicketId> tickets)
    {
        var there = new Dictionary<TicketId, IReadOnlyList<Viewer>>();
        foreach (var ticket in tickets)
            if (await CurrentAsync(ticket) is { Count: > 0 } viewers) there[ticket] = viewers;
        return there;
    }
}
