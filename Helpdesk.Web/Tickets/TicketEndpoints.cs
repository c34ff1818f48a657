using System.ComponentModel;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Web.Api;
using Helpdesk.Web.Doors;

namespace Helpdesk.Web.Tickets;

/// <summary>Tickets for programs: the console's queries and use cases, shown as JSON.</summary>
public static class TicketEndpoints
{
    /// <summary>Maps <c>/tickets</c>.</summary>
    public static void MapTickets(this IEndpointRouteBuilder api)
    {
        var tickets = api.MapGroup("/tickets").WithTags("Tickets");
        tickets.MapGet("", ListAsync).Needs(Permission.ViewTickets).Produces<Page<TicketBody>>()
            .WithSummary("Lists tickets, newest message first.");
        tickets.MapGet("/{id:long}", FindAsync).Needs(Permission.ViewTickets).Produces<TicketDetailsBody>()
            .WithSummary("Shows a ticket.");
        tickets.MapPost("/{id:long}/claim", ClaimAsync).Needs(Permission.WorkTickets).Changes().Produces(StatusCodes.Status204NoContent)
            .WithSummary("Takes a ticket nobody holds.").WithDescription("For personal tokens: the token's owner gets it.");
        tickets.MapPut("/{id:long}/assignee", AssignAsync).Needs(Permission.AssignTickets).Changes().Produces(StatusCodes.Status204NoContent)
            .WithSummary("Gives a ticket to a colleague, whoever holds it.");
        tickets.MapPut("/{id:long}/priority", PrioritiseAsync).Needs(Permission.WorkTickets).Changes().Produces(StatusCodes.Status204NoContent)
            .WithSummary("Says how urgent a ticket is.").WithDescription("For personal tokens.");
        tickets.MapPost("/{id:long}/set-aside", SetAsideAsync).Needs(Permission.WorkTickets).Changes().Produces(StatusCodes.Status204NoContent)
            .WithSummary("Sets a ticket aside that somebody holds.").WithDescription("It is open again when the customer writes, or by reopen.");
        tickets.MapPost("/{id:long}/resolve", ResolveAsync).Needs(Permission.WorkTickets).Changes().Produces(StatusCodes.Status204NoContent)
            .WithSummary("Marks a ticket as done.").WithDescription("It comes back when the customer writes, and closes by itself when not.");
        tickets.MapPost("/{id:long}/close", CloseAsync).Needs(Permission.WorkTickets).Changes().Produces(StatusCodes.Status204NoContent)
            .WithSummary("Ends a ticket.");
        tickets.MapPost("/{id:long}/reopen", ReopenAsync).Needs(Permission.WorkTickets).Changes().Produces(StatusCodes.Status204NoContent)
            .WithSummary("Brings a ticket back that is resolved, closed or set aside.");
    }

    private static async Task<IResult> ListAsync(
        HttpContext context, ITicketQueries queries, PageCursors cursors,
        [Description("One of the console's lists; mine is the token owner's.")] Named<TicketView>? view, Named<TicketStatus>? status,
        [Description("Of this department.")] long? department, [Description("Held by this agent.")] long? assignee,
        [Description("Of this customer.")] long? customer, [Description("From the page before.")] string? cursor,
        [Description("1 to 200; 50 when not said.")] int? limit, CancellationToken ct)
    {
        var wish = new PageWish(cursor, limit);
        if (wish.Check() is { } refused) return refused;
        TicketCursor? after = null;
        if (wish.Cursor is { } text)
        {
            after = cursors.ReadTicket(text);
            if (after is null) return Paging.BadCursor;
        }

        var filter = new TicketFilter(
            view?.Value, status?.Value, department is { } d ? new DepartmentId(d) : null, assignee is { } a ? new AgentId(a) : null, customer is { } c ? new CustomerId(c) : null);
        return (await queries.FindAsync(filter, after, wish.Take, ct))
            .ToPage(context, TicketBody.Of, cursors.WriteTicket);
    }

    private static async Task<IResult> FindAsync(long id, ITicketQueries queries, CancellationToken ct) =>
        await queries.DetailsAsync(new TicketId(id), ct) is { } details ? Results.Ok(TicketDetailsBody.Of(details)) : ((Result)TicketErrors.NotFound).ToHttp();

    private static async Task<IResult> ClaimAsync(long id, ClaimTicket claim, CancellationToken ct) =>
        (await claim.ExecuteAsync(new TicketId(id), ct)).ToHttp();

    private static async Task<IResult> AssignAsync(long id, AssigneeBody body, AssignTicket assign, CancellationToken ct) =>
        (await assign.ExecuteAsync(new TicketId(id), new AgentId(body.AgentId), ct)).ToHttp();

    private static async Task<IResult> PrioritiseAsync(long id, PriorityBody body, PrioritiseTicket prioritise, CancellationToken ct) =>
        (await prioritise.ExecuteAsync(new TicketId(id), body.Priority, ct)).ToHttp();

    private static async Task<IResult> SetAsideAsync(long id, AsideBody body, SetTicketAside aside, CancellationToken ct) =>
        (await aside.ExecuteAsync(new TicketId(id), body.Status, body.Seen, ct)).ToHttp();

    private static async Task<IResult> ResolveAsync(long id, SeenBody body, ResolveTicket resolve, CancellationToken ct) =>
        (await resolve.ExecuteAsync(new TicketId(id), body.Seen, ct)).ToHttp();

    private static async Task<IResult> CloseAsync(long id, SeenBody body, CloseTicket close, CancellationToken ct) =>
        (await close.ExecuteAsync(new TicketId(id), body.Seen, ct)).ToHttp();

    private static async Task<IResult> ReopenAsync(long id, ReopenTicket reopen, CancellationToken ct) =>
        (await reopen.ExecuteAsync(new TicketId(id), ct)).ToHttp();
}
