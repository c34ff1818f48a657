using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Web.Realtime;

/// <summary>
/// Tells the hub clients that watch the board who is here and how long the queues are: first everything, then only what changed. One reading per
/// workspace, shared with the consoles of the node, and none while nobody watches (DECISIONS 19, 30).
/// </summary>
public sealed class HubBoards(AgentBoards agents, HeldTicketCounts counts)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TenantId, HubBoard> _boards = [];

    /// <summary>Sends the board, and from then on what changes.</summary>
    public async Task<Result> WatchAsync(HubClient client, IActorAccessor actor)
    {
        if (actor.Lacks(Permission.ViewTickets) is { } denied) return denied;
        HubBoard board;
        lock (_lock)
        {
            var tenant = client.Caller.Tenant;
            if (!_boards.TryGetValue(tenant, out board!)) _boards[tenant] = board = new HubBoard(agents.Of(tenant), counts.Of(tenant));
            board.Add(client);
        }

        try
        {
            await board.ShowAsync(client);
            return Result.Ok;
        }
        catch
        {
            Leave(client);
            throw;
        }
    }

    /// <summary>Sends nothing more.</summary>
    public void Leave(HubClient client)
    {
        lock (_lock)
        {
            if (!_boards.TryGetValue(client.Caller.Tenant, out var board) || !board.Remove(client)) return;
            _boards.Remove(client.Caller.Tenant);
            board.Dispose();
        }
    }
}

/// <summary>The board of one workspace, as the clients that watch it know it.</summary>
internal sealed class HubBoard : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<HubClient, bool> _watching = [];
    private readonly Watched<IReadOnlyList<AgentNow>> _boards;
    private readonly Watched<HeldCounts> _counts;
    private readonly IReadOnlyList<IDisposable> _subscriptions;
    private Dictionary<AgentId, AgentNow>? _agents;
    private Dictionary<DepartmentId, QueueSignal>? _queues;

    public HubBoard(Watched<IReadOnlyList<AgentNow>> boards, Watched<HeldCounts> counts)
    {
        (_boards, _counts) = (boards, counts);
        _subscriptions = [boards.Subscribe(OnAgents), counts.Subscribe(OnCounts)];
    }

    /// <summary>Counts a client in; it is told nothing until it has been shown the board.</summary>
    public void Add(HubClient client)
    {
        lock (_lock) _watching.TryAdd(client, false);
    }

    /// <summary>Counts one out.</summary>
    /// <returns>Whether it was the last.</returns>
    public bool Remove(HubClient client)
    {
        lock (_lock) return _watching.Remove(client) && _watching.Count == 0;
    }

    /// <summary>Tells one everything; what changes comes after it.</summary>
    public async Task ShowAsync(HubClient client)
    {
        var (agents, counts) = (await _boards.CurrentAsync(), await _counts.CurrentAsync());
        lock (_lock)
        {
            // What was told in between is newer.
            _agents ??= agents.ToDictionary(a => a.Id);
            _queues ??= Queues(counts);
            client.Line.Tell(HubFrame.Of(nameof(IAgentClient.Board), new BoardSignal(
                [.. _agents.Values.Select(AgentSignal.Of)],
                [.. _agents.Values.Where(a => a.Break is not null).Select(BreakSignal.Of)],
                [.. _queues.Where(q => Sees(client, q.Key)).Select(q => q.Value)])));
            if (_watching.ContainsKey(client)) _watching[client] = true;
        }
    }

    public void Dispose()
    {
        foreach (var subscription in _subscriptions) subscription.Dispose();
    }

    private void OnAgents(IReadOnlyList<AgentNow> agents)
    {
        lock (_lock)
        {
            var (before, now) = (_agents, agents.ToDictionary(a => a.Id));
            _agents = now;
            if (before is null) return;
            List<AgentSignal> changed = [.. now.Values.Select(AgentSignal.Of).Where(a => !before.TryGetValue(new AgentId(a.AgentId), out var was) || AgentSignal.Of(was) != a)];
            // Who is no longer a member is gone for everybody.
            changed.AddRange(before.Values.Where(b => !now.ContainsKey(b.Id)).Select(b => AgentSignal.Of(b) with { State = AgentState.Offline, Load = 0 }));
            if (changed.Count > 0) Tell(nameof(IAgentClient.PresenceChanged), changed);
            foreach (var agent in now.Values.Where(a => a.Break != before.GetValueOrDefault(a.Id)?.Break)) Tell(nameof(IAgentClient.BreakChanged), BreakSignal.Of(agent));
        }
    }

    private void OnCounts(HeldCounts counts)
    {
        lock (_lock)
        {
            var (before, now) = (_queues, Queues(counts));
            _queues = now;
            if (before is null) return;
            foreach (var (department, queue) in now.Where(q => before.GetValueOrDefault(q.Key) != q.Value)) Tell(nameof(IAgentClient.QueueChanged), queue, department);
            foreach (var department in before.Keys.Where(d => !now.ContainsKey(d))) Tell(nameof(IAgentClient.QueueChanged), new QueueSignal(department.Value, 0, null, 0), department);
        }
    }

    private void Tell(string name, object change, DepartmentId? about = null)
    {
        var message = HubFrame.Of(name, change);
        foreach (var (client, shown) in _watching)
            if (shown && (about is not { } department || Sees(client, department))) client.Line.Tell(message);
    }

    private static Dictionary<DepartmentId, QueueSignal> Queues(HeldCounts counts) => counts.Places.GroupBy(p => p.Place.Department).ToDictionary(
        d => d.Key, d => new QueueSignal(d.Key.Value, d.Sum(p => p.Queued), d.Min(p => p.QueuedSince), d.Sum(p => p.Delayed)));

    // Whole queues only: who sees single tickets of a department is not told how many there are.
    private static bool Sees(HubClient client, DepartmentId department) =>
        client.Actor.Granted.Contains(Permission.ViewAllTickets) || client.Actor.Departments.Contains(department);
}
