using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Routing;

/// <summary>What happens to the open tickets of an agent who goes.</summary>
public enum LeavePolicy
{
    /// <summary>They stay with the agent.</summary>
    Keep,

    /// <summary>They go back to their departments' queues.</summary>
    Redistribute,
}

/// <summary>How a workspace shares out its work and how long its customers may wait.</summary>
/// <param name="AwayAfter">How long a page may lie untouched before its agent counts as away; zero for never.</param>
/// <param name="OnBreak">What a break does to open tickets (SEEDS 5.1: moved to others).</param>
/// <param name="OnSignOut">What signing out does.</param>
/// <param name="OnConnectionLost">What losing the connection for longer than the grace does.</param>
/// <param name="IdleAfter">How long after the last message a conversation that waits for its customer stops counting as load; zero for never.</param>
/// <param name="WaveSize">Tickets of the backlog an agent who has just come gets at once.</param>
/// <param name="WavePause">Time between two such waves.</param>
/// <param name="MissedOffers">Offers an agent may let pass in a row before they count as away.</param>
/// <param name="DelayAfter">How long a customer may wait for an answer (SEEDS 24.5: 3 minutes).</param>
/// <param name="DelayInHours">Whether only business hours count towards it.</param>
/// <param name="WhatsAppWeight">What one WhatsApp conversation takes of an agent's capacity.</param>
public sealed record DeskRuleValues(
    TimeSpan AwayAfter, LeavePolicy OnBreak, LeavePolicy OnSignOut, LeavePolicy OnConnectionLost, TimeSpan IdleAfter, int WaveSize, TimeSpan WavePause,
    int MissedOffers, TimeSpan DelayAfter, bool DelayInHours, int WhatsAppWeight)
{
    /// <summary>What holds until somebody says otherwise.</summary>
    public static DeskRuleValues Usual { get; } = new(
        TimeSpan.FromMinutes(10), LeavePolicy.Redistribute, LeavePolicy.Redistribute, LeavePolicy.Redistribute, TimeSpan.FromMinutes(60), 3, TimeSpan.FromSeconds(20),
        3, TimeSpan.FromMinutes(3), false, 1);

    /// <summary>What one conversation of a channel takes of an agent's capacity.</summary>
    public int WeightOf(ChannelKind channel) => channel switch
    {
        ChannelKind.WhatsApp => WhatsAppWeight,
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, null),
    };

    /// <summary>The refusal of what cannot be meant, else null.</summary>
    public Error? Check() =>
        AwayAfter != TimeSpan.Zero && (AwayAfter < TimeSpan.FromMinutes(1) || AwayAfter > TimeSpan.FromHours(8)) ? RoutingErrors.AwayAfter
        : IdleAfter < TimeSpan.Zero || IdleAfter > TimeSpan.FromDays(7) ? RoutingErrors.IdleAfter
        : WaveSize is < 1 or > 100 || WavePause < TimeSpan.FromSeconds(1) || WavePause > TimeSpan.FromMinutes(10) ? RoutingErrors.Wave
        : MissedOffers is < 1 or > 20 ? RoutingErrors.MissedOffers
        : DelayAfter < TimeSpan.FromSeconds(10) || DelayAfter > TimeSpan.FromDays(7) ? RoutingErrors.DelayAfter
        : WhatsAppWeight is < 1 or > 10 ? RoutingErrors.Weight
        : null;
}

/// <summary>A workspace's <see cref="DeskRuleValues"/>; there is none until somebody changes them.</summary>
public sealed class DeskRules : Aggregate, ITenantOwned, ILogged
{
    private DeskRules()
    {
    }

    public long Id { get; private set; }

    public TenantId TenantId { get; private set; }

    public DeskRuleValues Values { get; private set; } = DeskRuleValues.Usual;

    string ILogged.LogName => "routing";

    /// <summary>Makes them.</summary>
    public static DeskRules Create(long id) => new() { Id = id };

    /// <summary>Changes all together, or says which is wrong.</summary>
    public Error? Change(DeskRuleValues values)
    {
        if (values.Check() is { } refused) return refused;
        Values = values;
        Edited();
        Raise(new RoutingRulesChanged());
        return null;
    }
}

/// <summary>How one department gives out its tickets.</summary>
/// <param name="Strategy">How an agent is chosen.</param>
/// <param name="PreviousFirst">Whether who had the customer before comes first.</param>
/// <param name="Language">What the customer's language means.</param>
/// <param name="HoursOnly">Whether tickets are given out in business hours only.</param>
/// <param name="OfferFor">How long an agent is asked before the next one is; zero for giving without asking.</param>
/// <param name="DelayAfter">How long a customer of this department may wait; none for the workspace's.</param>
public sealed record DepartmentRuleValues(
    RoutingStrategy Strategy, bool PreviousFirst, LanguageRule Language, bool HoursOnly, TimeSpan OfferFor, TimeSpan? DelayAfter)
{
    /// <summary>What holds until somebody says otherwise (SEEDS 21: least loaded).</summary>
    public static DepartmentRuleValues Usual { get; } = new(RoutingStrategy.LeastLoaded, true, LanguageRule.Prefer, false, TimeSpan.Zero, null);

    /// <summary>The refusal of what cannot be meant, else null.</summary>
    public Error? Check() =>
        OfferFor != TimeSpan.Zero && (OfferFor < TimeSpan.FromSeconds(5) || OfferFor > TimeSpan.FromMinutes(10)) ? RoutingErrors.OfferFor
        : DelayAfter is { } delay && (delay < TimeSpan.FromSeconds(10) || delay > TimeSpan.FromDays(7)) ? RoutingErrors.DelayAfter
        : null;
}

/// <summary>A department's <see cref="DepartmentRuleValues"/>; there is none until somebody changes them.</summary>
public sealed class DepartmentRules : Aggregate, ITenantOwned, ILogged
{
    private DepartmentRules()
    {
    }

    /// <summary>The department.</summary>
    public DepartmentId Id { get; private set; }

    public TenantId TenantId { get; private set; }

    public DepartmentRuleValues Values { get; private set; } = DepartmentRuleValues.Usual;

    string ILogged.LogName => $"department:{Id.Value}";

    /// <summary>Makes them.</summary>
    public static DepartmentRules Create(DepartmentId department) => new() { Id = department };

    /// <summary>Changes all together, or says which is wrong.</summary>
    public Error? Change(DepartmentRuleValues values)
    {
        if (values.Check() is { } refused) return refused;
        Values = values;
        Edited();
        Raise(new RoutingRulesChanged());
        return null;
    }
}

/// <summary>How work is shared out was changed.</summary>
public sealed record RoutingRulesChanged : IDomainEvent;

/// <summary>All rules of a workspace, from the node's cache.</summary>
public sealed record DeskSettings(DeskRuleValues Desk, IReadOnlyDictionary<DepartmentId, DepartmentRuleValues> Departments)
{
    /// <summary>A department's rules.</summary>
    public DepartmentRuleValues Of(DepartmentId department) => Departments.GetValueOrDefault(department) ?? DepartmentRuleValues.Usual;

    /// <summary>How long a customer of a department may wait.</summary>
    public TimeSpan DelayAfter(DepartmentId department) => Of(department).DelayAfter ?? Desk.DelayAfter;
}

/// <summary>The acting workspace's rules.</summary>
public interface IDeskRules
{
    /// <summary>All of them, from the node's cache.</summary>
    Task<DeskSettings> CurrentAsync(CancellationToken ct);

    /// <summary>All of them as they are stored this moment: the node's cache learns of a change a little later.</summary>
    Task<DeskSettings> ReadAsync(CancellationToken ct);

    /// <summary>The workspace's, tracked; none until somebody has changed them.</summary>
    Task<DeskRules?> FindAsync(CancellationToken ct);

    /// <summary>A department's, tracked; none until somebody has changed them.</summary>
    Task<DepartmentRules?> FindAsync(DepartmentId department, CancellationToken ct);

    void Add(DeskRules rules);

    void Add(DepartmentRules rules);
}

/// <summary>Changes how work is shared out and how long one may wait.</summary>
public sealed class ChangeRouting(IDeskRules rules, IDepartmentStore departments, IIdSource ids, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Changes the workspace's rules.</summary>
    public async Task<Result> ExecuteAsync(DeskRuleValues values, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageRouting) is { } denied) return denied;
        if (await rules.FindAsync(ct) is not { } kept) rules.Add(kept = DeskRules.Create(ids.Next()));
        if (kept.Change(values) is { } refused) return refused;
        return await work.SaveAsync(ct);
    }

    /// <summary>Changes a department's.</summary>
    public async Task<Result> OfDepartmentAsync(DepartmentId department, DepartmentRuleValues values, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageRouting) is { } denied) return denied;
        if (await departments.FindAsync(department, ct) is null) return DepartmentErrors.NotFound;
        if (await rules.FindAsync(department, ct) is not { } kept) rules.Add(kept = DepartmentRules.Create(department));
        if (kept.Change(values) is { } refused) return refused;
        return await work.SaveAsync(ct);
    }
}

/// <summary>Refusals about routing.</summary>
public static class RoutingErrors
{
    public static readonly Error AwayAfter = new("routing.away-after", ErrorKind.Invalid);
    public static readonly Error IdleAfter = new("routing.idle-after", ErrorKind.Invalid);
    public static readonly Error Wave = new("routing.wave", ErrorKind.Invalid);
    public static readonly Error MissedOffers = new("routing.missed-offers", ErrorKind.Invalid);
    public static readonly Error DelayAfter = new("routing.delay-after", ErrorKind.Invalid);
    public static readonly Error Weight = new("routing.weight", ErrorKind.Invalid);
    public static readonly Error OfferFor = new("routing.offer-for", ErrorKind.Invalid);

    /// <summary>The agent is not here to take it.</summary>
    public static readonly Error NotHere = new("agent.not-here", ErrorKind.Conflict);

    /// <summary>The agent is here and would be given it all again.</summary>
    public static readonly Error StillHere = new("agent.still-here", ErrorKind.Conflict);

    /// <summary>There is no such offer any more, or it was somebody else's.</summary>
    public static readonly Error OfferOver = new("offer.over", ErrorKind.NotFound);
}
