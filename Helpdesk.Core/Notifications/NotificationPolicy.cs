namespace Helpdesk.Core.Notifications;

/// <summary>What a workspace says.</summary>
/// <param name="On">What is on for who has not chosen.</param>
/// <param name="Locked">Cells its members cannot change.</param>
public sealed record WorkspaceNotifications(NotificationMatrix On, NotificationMatrix Locked)
{
    /// <summary>What holds until somebody says otherwise.</summary>
    public static WorkspaceNotifications Usual { get; } = new(NotificationMatrix.Usual, default);
}

/// <summary>Hours in which nothing disturbs.</summary>
/// <param name="From">When they begin, where the agent is.</param>
/// <param name="Until">When they end; before <paramref name="From"/> when that is the next day.</param>
/// <param name="Zone">The agent's IANA zone.</param>
/// <param name="CriticalAnyway">Whether what cannot wait disturbs all the same.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly Until, string Zone, bool CriticalAnyway)
{
    /// <summary>What the page offers (SEEDS 25: 22:00 to 06:00, off until chosen).</summary>
    public static readonly (TimeOnly From, TimeOnly Until) Offered = (new TimeOnly(22, 0), new TimeOnly(6, 0));

    /// <summary>Whether an instant lies in them; their first minute does, their last does not.</summary>
    public bool Hold(DateTimeOffset now)
    {
        var here = TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out var zone) ? TimeZoneInfo.ConvertTime(now, zone) : now.ToUniversalTime();
        return TimeOnly.FromDateTime(here.DateTime).IsBetween(From, Until);
    }
}

/// <summary>What one member has chosen.</summary>
/// <param name="Chosen">The cells the member has decided; the others follow the workspace.</param>
/// <param name="On">What they were decided to.</param>
/// <param name="Quiet">Quiet hours; none unless chosen.</param>
/// <param name="MutedUntil">Until when nothing disturbs at all.</param>
public sealed record OwnNotifications(NotificationMatrix Chosen, NotificationMatrix On, QuietHours? Quiet, DateTimeOffset? MutedUntil)
{
    /// <summary>Nothing chosen.</summary>
    public static OwnNotifications Nothing { get; } = new(default, default, null, null);
}

/// <summary>How a notification reaches its reader.</summary>
public static class NotificationPolicy
{
    private const NotificationChannels Disturbing = NotificationChannels.Toast | NotificationChannels.Sound | NotificationChannels.Push;

    /// <summary>Whether a kind cannot wait for the morning (SEEDS 14.1: critical types pass quiet hours).</summary>
    public static bool IsCritical(NotificationKind kind) => kind is NotificationKind.Delayed or NotificationKind.OfferMade;

    /// <summary>What is on for a member: a locked cell as the workspace says, a chosen one as chosen, any other as the workspace says.</summary>
    public static NotificationMatrix Effective(OwnNotifications own, WorkspaceNotifications workspace)
    {
        var decided = own.Chosen.Bits & ~workspace.Locked.Bits;
        return new NotificationMatrix((own.On.Bits & decided) | (workspace.On.Bits & ~decided));
    }

    /// <summary>
    /// The channels a notification takes now. Quiet hours and mutes take away what disturbs and leave the list, so that nothing is lost; only quiet
    /// hours let pass what is critical, and only when their owner says so.
    /// </summary>
    /// <param name="kind">What happened.</param>
    /// <param name="own">What the reader has chosen.</param>
    /// <param name="workspace">What the workspace says.</param>
    /// <param name="ticketMuted">Whether the reader has muted the ticket it is about.</param>
    /// <param name="now">The instant.</param>
    public static NotificationChannels Decide(
        NotificationKind kind, OwnNotifications own, WorkspaceNotifications workspace, bool ticketMuted, DateTimeOffset now)
    {
        var wanted = Effective(own, workspace)[kind];
        var quiet = own.Quiet is { } hours && hours.Hold(now) && !(hours.CriticalAnyway && IsCritical(kind));
        return ticketMuted || own.MutedUntil > now || quiet ? wanted & ~Disturbing : wanted;
    }
}
