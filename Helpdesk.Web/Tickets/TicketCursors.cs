using Helpdesk.Core.Tickets;
using Helpdesk.Web.Api;

namespace Helpdesk.Web.Tickets;

/// <summary>Places in lists of tickets, as callers of the API and the hub carry them.</summary>
internal static class TicketCursors
{
    private const string List = "tickets";

    /// <summary>Seals a place.</summary>
    public static string WriteTicket(this PageCursors cursors, TicketCursor last) => cursors.Write(List, last.LastMessageAt.UtcTicks, last.Id.Value);

    /// <summary>Opens one; null when it is none of these lists.</summary>
    public static TicketCursor? ReadTicket(this PageCursors cursors, string text) =>
        cursors.Read(List, text, 2) is [var ticks, var last] ? new TicketCursor(new DateTimeOffset(ticks, TimeSpan.Zero), new TicketId(last)) : null;
}
