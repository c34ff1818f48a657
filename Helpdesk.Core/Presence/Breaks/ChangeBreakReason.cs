using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Presence;

/// <summary>Adds or changes reasons for breaks.</summary>
public sealed class ChangeBreakReason(IBreakStore breaks, IIdSource ids, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Adds one.</summary>
    public async Task<Result<long>> AddAsync(string name, int minutes, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageRouting) is { } denied) return denied;
        var reason = BreakReason.Create(ids.Next(), name, minutes);
        if (!reason.Succeeded) return reason.Error;
        breaks.Add(reason.Value);
        var saved = await work.SaveAsync(ct);
        return saved.Succeeded ? reason.Value.Id : saved.Error == SaveErrors.Duplicate ? BreakErrors.NameTaken : saved.Error;
    }

    /// <summary>Changes one, or offers it no longer.</summary>
    public async Task<Result> ExecuteAsync(long id, string name, int minutes, bool active, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageRouting) is { } denied) return denied;
        if (await breaks.FindReasonAsync(id, ct) is not { } reason) return BreakErrors.NoSuchReason;
        if (reason.Change(name, minutes) is { } refused) return refused;
        reason.Offer(active);
        var saved = await work.SaveAsync(ct);
        return saved.Error == SaveErrors.Duplicate ? BreakErrors.NameTaken : saved;
    }
}
