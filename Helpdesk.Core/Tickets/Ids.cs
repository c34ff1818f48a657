namespace Helpdesk.Core.Tickets;

/// <summary>Identifies a ticket; people see its number instead.</summary>
public readonly record struct TicketId(long Value);

/// <summary>One WhatsApp number or mailbox of the workspace.</summary>
public readonly record struct ChannelAccountId(long Value);
