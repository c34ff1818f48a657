using System.Globalization;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Live;

/// <summary>Who cares about an update: a workspace, a kind and an id. Made only by the named functions here (DESIGN 3).</summary>
public readonly record struct LiveTopic
{
    private LiveTopic(TenantId tenant, string kind, long id) => (Tenant, Kind, Id) = (tenant, kind, id);

    public TenantId Tenant { get; }

    public string Kind { get; }

    public long Id { get; }

    /// <summary>Every ticket of the workspace: lists and counts of who sees all.</summary>
    public static LiveTopic Tickets(TenantId tenant) => new(tenant, "tickets", 0);

    /// <summary>One ticket and its thread.</summary>
    public static LiveTopic Ticket(TenantId tenant, long ticket) => new(tenant, "ticket", ticket);

    /// <summary>The tickets of one department.</summary>
    public static LiveTopic Department(TenantId tenant, long department) => new(tenant, "department", department);

    /// <summary>The tickets one member holds or owns, wherever they lie.</summary>
    public static LiveTopic Agent(TenantId tenant, long agent) => new(tenant, "agent", agent);

    /// <summary>What one member is told, and nobody else.</summary>
    public static LiveTopic Notices(TenantId tenant, long agent) => new(tenant, "notices", agent);

    /// <summary>The workspace's numbers and mailboxes, and what failed to arrive on them.</summary>
    public static LiveTopic Channels(TenantId tenant) => new(tenant, "channels", 0);

    /// <summary>The workspace itself: its members, what they may do, and its settings.</summary>
    public static LiveTopic People(TenantId tenant) => new(tenant, "people", 0);

    /// <summary>Who is here, away or on a break.</summary>
    public static LiveTopic Presence(TenantId tenant) => new(tenant, "presence", 0);

    /// <summary>What one member is being asked to take.</summary>
    public static LiveTopic Offers(TenantId tenant, long agent) => new(tenant, "offers", agent);

    /// <summary>Sign-ins that end.</summary>
    public static LiveTopic Sessions(TenantId tenant) => new(tenant, "sessions", 0);

    /// <summary>As stored in the live log: without the workspace, which is the row's own.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind}:{Id}");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static LiveTopic Parse(TenantId tenant, ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        return new LiveTopic(tenant, text[..colon].ToString(), long.Parse(text[(colon + 1)..], CultureInfo.InvariantCulture));
    }
}
