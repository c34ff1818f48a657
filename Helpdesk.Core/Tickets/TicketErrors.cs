using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Tickets;

/// <summary>Refusals about tickets.</summary>
public static class TicketErrors
{
    public static readonly Error NotFound = new("ticket.not-found", ErrorKind.NotFound);
    public static readonly Error AlreadyAssigned = new("ticket.already-assigned", ErrorKind.Conflict);
    public static readonly Error AlreadyYours = new("ticket.already-yours", ErrorKind.Conflict);
    /// <summary>The agent holds as much as their capacity.</summary>
    public static readonly Error NoRoom = new("agent.no-room", ErrorKind.Conflict);

    /// <summary>The acting agent does.</summary>
    public static readonly Error NoRoomForYou = new("ticket.no-room", ErrorKind.Conflict);

    public static readonly Error Unassigned = new("ticket.unassigned", ErrorKind.Conflict);
    public static readonly Error AlreadyThere = new("ticket.already-there", ErrorKind.Conflict);
    public static readonly Error Closed = new("ticket.closed", ErrorKind.Conflict);
    public static readonly Error Active = new("ticket.active", ErrorKind.Conflict);
    public static readonly Error NotActive = new("ticket.not-active", ErrorKind.Conflict);

    /// <summary>Only pending and on hold set a ticket aside.</summary>
    public static readonly Error NotAside = new("ticket.not-aside", ErrorKind.Invalid);

    public static readonly Error NewerMessage = new("ticket.newer-message", ErrorKind.Conflict);
}
