using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Notifications;

/// <summary>A member's <see cref="OwnNotifications"/>; there are none until the member chooses.</summary>
public sealed class NotificationChoices : Aggregate, ITenantOwned
{
    /// <summary>The longest one can be muted for.</summary>
    public static readonly TimeSpan LongestMute = TimeSpan.FromDays(31);

    private NotificationChoices()
    {
    }

    /// <summary>The member.</summary>
    public AgentId Id { get; private set; }

    public TenantId TenantId { get; private set; }

    /// <summary>The cells the member has decided.</summary>
    public NotificationMatrix Chosen { get; private set; }

    /// <summary>What they were decided to.</summary>
    public NotificationMatrix On { get; private set; }

    public bool QuietOn { get; private set; }

    public TimeOnly QuietFrom { get; private set; } = QuietHours.Offered.From;

    public TimeOnly QuietUntil { get; private set; } = QuietHours.Offered.Until;

    public string QuietZone { get; private set; } = "UTC";

    public bool CriticalAnyway { get; private set; }

    public DateTimeOffset? MutedUntil { get; private set; }

    /// <summary>As the policy takes them.</summary>
    public OwnNotifications Values =>
        new(Chosen, On, QuietOn ? new QuietHours(QuietFrom, QuietUntil, QuietZone, CriticalAnyway) : null, MutedUntil);

    /// <summary>A member chooses for the first time.</summary>
    public static NotificationChoices Create(AgentId agent) => new() { Id = agent };

    /// <summary>Chooses, or says what cannot be meant.</summary>
    public Error? Change(OwnNotifications values, DateTimeOffset now)
    {
        if (values.Quiet is { } quiet && (quiet.From == quiet.Until || !TimeZoneInfo.TryFindSystemTimeZoneById(quiet.Zone, out _))) return NotificationErrors.QuietHours;
        if (values.MutedUntil > now + LongestMute) return NotificationErrors.Mute;
        (Chosen, On) = (values.Chosen, new NotificationMatrix(values.On.Bits & values.Chosen.Bits));
        QuietOn = values.Quiet is not null;
        if (values.Quiet is { } hours) (QuietFrom, QuietUntil, QuietZone, CriticalAnyway) = (hours.From, hours.Until, hours.Zone, hours.CriticalAnyway);
        MutedUntil = values.MutedUntil > now ? values.MutedUntil : null;
        Edited();
        Raise(new NotificationRulesChanged(Id));
        return null;
    }
}

/// <summary>A workspace's <see cref="WorkspaceNotifications"/>; there are none until somebody changes them.</summary>
public sealed class NotificationDefaults : Aggregate, ITenantOwned, ILogged
{
    private NotificationDefaults()
    {
    }

    public long Id { get; private set; }

    public TenantId TenantId { get; private set; }

    public NotificationMatrix On { get; private set; } = NotificationMatrix.Usual;

    public NotificationMatrix Locked { get; private set; }

    string ILogged.LogName => "notifications";

    /// <summary>As the policy takes them.</summary>
    public WorkspaceNotifications Values => new(On, Locked);

    /// <summary>Makes them.</summary>
    public static NotificationDefaults Create(long id) => new() { Id = id };

    /// <summary>Changes them.</summary>
    public void Change(WorkspaceNotifications values)
    {
        (On, Locked) = (values.On, values.Locked);
        Edited();
        Raise(new NotificationRulesChanged(null));
    }
}

/// <summary>How a member is told, or everybody when none is named, has changed.</summary>
public sealed record NotificationRulesChanged(AgentId? Agent) : IDomainEvent;

/// <summary>Refusals about notifications.</summary>
public static class NotificationErrors
{
    public static readonly Error QuietHours = new("notification.quiet-hours", ErrorKind.Invalid);
    public static readonly Error Mute = new("notification.mute", ErrorKind.Invalid);

    /// <summary>The browser's subscription is none: no public https address, or keys that are not of RFC 8291's form.</summary>
    public static readonly Error Subscription = new("notification.subscription", ErrorKind.Invalid);

    /// <summary>A member has more devices than anybody uses.</summary>
    public static readonly Error Devices = new("notification.devices", ErrorKind.Conflict);
}
