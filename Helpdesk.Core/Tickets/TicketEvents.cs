using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Tickets;

/// <summary>Something happened to a ticket.</summary>
public interface ITicketEvent : IDomainEvent
{
    /// <summary>Which one.</summary>
    TicketId Ticket { get; }
}

/// <summary>A customer's message opened a ticket, perhaps following an earlier one.</summary>
public sealed record TicketOpened(TicketId Ticket, TicketId? Follows) : ITicketEvent;

/// <summary>A ticket changed hands; <paramref name="By"/> is null when the system did it.</summary>
public sealed record TicketAssigned(TicketId Ticket, AgentId? From, AgentId To, AgentId? By) : ITicketEvent;

/// <summary>A ticket's status moved; <paramref name="By"/> is null when the system or the customer did it.</summary>
public sealed record TicketStatusChanged(TicketId Ticket, TicketStatus From, TicketStatus To, AgentId? By) : ITicketEvent;

/// <summary>A ticket became more or less urgent.</summary>
public sealed record TicketPrioritised(TicketId Ticket, TicketPriority To, AgentId By) : ITicketEvent;
