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
public sealed record TicketAssigned(TicketId Ticket, AgentId? From, AgentId To, AgentId? By, MoveCause Cause, string? Why = null) : ITicketEvent;

/// <summary>A ticket came into a department's queue; <paramref name="By"/> is null when the system or the customer did it.</summary>
public sealed record TicketQueued(TicketId Ticket, DepartmentId Department, AgentId? From, MoveCause Cause, AgentId? By) : ITicketEvent;

/// <summary>An agent is asked to take a ticket.</summary>
public sealed record TicketOffered(TicketId Ticket, DepartmentId Department, AgentId To) : ITicketEvent;

/// <summary>An agent who was asked said no, or nothing; <paramref name="From"/> is the colleague who asked, null when routing did.</summary>
public sealed record OfferEnded(TicketId Ticket, DepartmentId Department, AgentId Asked, AgentId? From, bool Declined) : ITicketEvent;

/// <summary>A ticket's status moved; <paramref name="By"/> is null when the system or the customer did it.</summary>
public sealed record TicketStatusChanged(TicketId Ticket, TicketStatus From, TicketStatus To, AgentId? By, AgentId? Holder) : ITicketEvent;

/// <summary>A ticket became more or less urgent.</summary>
public sealed record TicketPrioritised(TicketId Ticket, TicketPriority To, AgentId By) : ITicketEvent;

/// <summary>What a ticket is about was said.</summary>
public sealed record TicketCategorised(TicketId Ticket, CategoryId? Category) : ITicketEvent;
