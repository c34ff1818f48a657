using System.ComponentModel;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Web.Tickets;

/// <summary>A ticket in the API's lists. Times are UTC; ids fit a JavaScript number.</summary>
public sealed record TicketBody(
    long Id,
    string Number,
    TicketStatus Status,
    TicketPriority Priority,
    [property: Description("Neither resolved nor closed.")] bool IsActive,
    long CustomerId,
    string CustomerName,
    [property: Description("The number or mailbox the customer wrote to.")] long AccountId,
    long DepartmentId,
    [property: Description("Who holds it now.")] long? AssigneeId,
    string? AssigneeName,
    [property: Description("Who answers for it: the first to hold it.")] long? OwnerId,
    [property: Description("The last public line, cut.")] string LastLine,
    LastSpeaker LastSpeaker,
    DateTimeOffset LastMessageAt,
    WaitingOn WaitingOn,
    [property: Description("Since the first customer message nobody has answered.")] DateTimeOffset? WaitingSince,
    [property: Description("Since when the customer has waited longer than the workspace lets one wait; null while they have not.")] DateTimeOffset? DelayedSince,
    [property: Description("When a customer who waits will have waited too long, by the rules of now.")] DateTimeOffset? DueAt,
    [property: Description("The thread's sequence of the customer's last message: to be sent back as seen.")] long LastInboundSequence)
{
    /// <summary>As a row is shown.</summary>
    public static TicketBody Of(TicketRow row) => new(
        row.Id.Value, row.Number, row.Status, row.Priority, row.IsActive, row.CustomerId.Value, row.CustomerName, row.AccountId.Value, row.DepartmentId.Value,
        row.AssigneeId?.Value, row.AssigneeName, row.OwnerId?.Value, row.LastLine, row.LastSpeaker, row.LastMessageAt, row.WaitingOn, row.WaitingSince,
        row.DelayedSince, row.DueAt, row.LastInboundSequence);
}

/// <summary>A ticket with what stands around it.</summary>
public sealed record TicketDetailsBody(
    TicketBody Ticket,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FirstResponseAt,
    string DepartmentName,
    string? OwnerName,
    string AccountName,
    IReadOnlyList<AddressBody> Addresses,
    [property: Description("The customer's other tickets, newest first, at most 20.")] IReadOnlyList<TicketHistoryBody> Others)
{
    /// <summary>As details are shown.</summary>
    public static TicketDetailsBody Of(TicketDetails details) => new(
        TicketBody.Of(details.Row), details.CreatedAt, details.FirstResponseAt, details.DepartmentName, details.OwnerName, details.AccountName,
        [.. details.Addresses.Select(AddressBody.Of)], [.. details.History.Select(TicketHistoryBody.Of)]);
}

/// <summary>One of a customer's tickets.</summary>
public sealed record TicketHistoryBody(long Id, string Number, TicketStatus Status, string LastLine, DateTimeOffset CreatedAt)
{
    /// <summary>As a row is shown.</summary>
    public static TicketHistoryBody Of(TicketHistoryRow row) => new(row.Id.Value, row.Number, row.Status, row.LastLine, row.CreatedAt);
}

/// <summary>One way a customer is known.</summary>
public sealed record AddressBody(Core.Customers.IdentityKind Kind, [property: Description("Digits; of a phone number with its dialling code, without a plus sign.")] string Value)
{
    /// <summary>As an address is shown.</summary>
    public static AddressBody Of(Core.Customers.CustomerAddress address) => new(address.Kind, address.Value);
}

/// <summary>Who shall hold a ticket.</summary>
public sealed record AssigneeBody(long AgentId);

/// <summary>How urgent a ticket shall be.</summary>
public sealed record PriorityBody(TicketPriority Priority);

/// <summary>How a ticket is set aside, and what the caller knows of its thread.</summary>
public sealed record AsideBody(
    [property: Description("pending: until the customer answers; onHold: for another reason.")] TicketStatus Status,
    [property: Description("The highest sequence the caller has read. When the customer has written since, the call is refused.")] long Seen);

/// <summary>What the caller knows of a thread.</summary>
public sealed record SeenBody([property: Description("The highest sequence the caller has read. When the customer has written since, the call is refused.")] long Seen);
