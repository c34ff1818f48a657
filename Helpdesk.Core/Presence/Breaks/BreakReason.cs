using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Presence;

/// <summary>Why one takes a break, and how long it is planned to last.</summary>
public sealed class BreakReason : Aggregate, ITenantOwned, ILogged
{
    private BreakReason()
    {
    }

    public long Id { get; private set; }

    public TenantId TenantId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Planned length in whole minutes.</summary>
    public int Minutes { get; private set; }

    /// <summary>Whether it can be chosen; what was taken for it stays in the history.</summary>
    public bool Active { get; private set; } = true;

    string ILogged.LogName => Name;

    /// <summary>Makes one, or says what is wrong.</summary>
    public static Result<BreakReason> Create(long id, string name, int minutes)
    {
        var reason = new BreakReason { Id = id };
        return reason.Change(name, minutes) is { } refused ? refused : reason;
    }

    /// <summary>Changes name and length.</summary>
    public Error? Change(string name, int minutes)
    {
        name = name.Trim();
        if (name.Length is 0 or > 40) return BreakErrors.Name;
        if (minutes is < 1 or > 480) return BreakErrors.Minutes;
        (Name, Minutes) = (name, minutes);
        Edited();
        Raise(new BreakReasonChanged(Id));
        return null;
    }

    /// <summary>Offers it no longer, or again.</summary>
    public void Offer(bool active)
    {
        if (Active == active) return;
        Active = active;
        Edited();
        Raise(new BreakReasonChanged(Id));
    }
}

/// <summary>A reason for breaks was added or changed.</summary>
public sealed record BreakReasonChanged(long Reason) : IDomainEvent;

/// <summary>Refusals about breaks.</summary>
public static class BreakErrors
{
    public static readonly Error Name = new("break.name", ErrorKind.Invalid);
    public static readonly Error NameTaken = new("break.name-taken", ErrorKind.Conflict);
    public static readonly Error Minutes = new("break.minutes", ErrorKind.Invalid);
    public static readonly Error NoSuchReason = new("break.no-such-reason", ErrorKind.NotFound);
    public static readonly Error NotFound = new("break.not-found", ErrorKind.NotFound);
    public static readonly Error Already = new("break.already", ErrorKind.Conflict);
    public static readonly Error Over = new("break.over", ErrorKind.Conflict);
    public static readonly Error Offline = new("break.offline", ErrorKind.Conflict);
}
