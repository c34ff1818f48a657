using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Presence;

/// <summary>An agent asks for no new work, or for work again.</summary>
public sealed class ChooseState(IPresenceStore presence, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Chooses for the acting member.</summary>
    public async Task<Result> ExecuteAsync(bool away, CancellationToken ct)
    {
        if (actor.Lacks(Permission.WorkTickets) is { } denied) return denied;
        if (actor.Current.Agent is not { } me || await presence.FindAsync(me, ct) is not { } status) return PeopleErrors.NoSuchAgent;
        var connections = await presence.ConnectionsAsync(me, ct);
        if (status.Choose(away, connections.Select(c => c.State), clock.GetUtcNow()) is { } refused) return refused;
        return await work.SaveAsync(ct);
    }
}
