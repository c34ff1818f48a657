namespace Helpdesk.Core.Tickets;

/// <summary>Identifies a ticket; people see its number instead.</summary>
public readonly record struct TicketId(long Value)
{
    /// <summary>Ids rise with time.</summary>
    public static bool operator <(TicketId left, TicketId right) => left.Value < right.Value;

    /// <summary>Ids rise with time.</summary>
    public static bool operator >(TicketId left, TicketId right) => left.Value > right.Value;
}

/// <summary>One WhatsApp number or mailbox of the workspace.</summary>
public readonly record struct ChannelAccountId(long Value);

/// <summary>What a ticket can be about.</summary>
public readonly record struct CategoryId(long Value);
