using System.ComponentModel;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Web.Api;
using Helpdesk.Web.Doors;

namespace Helpdesk.Web.Routing;

/// <summary>Where a ticket shall go: to an agent or into a department's queue, not both.</summary>
public sealed record TransferBody(
    [property: Description("The agent; leave out for a queue.")] long? AgentId = null,
    [property: Description("The department whose queue; leave out for an agent.")] long? DepartmentId = null,
    [property: Description("What the next one should know; kept as an internal note of personal tokens.")] string? Note = null,
    [property: Description("Asks the agent first; until the answer the ticket stays where it is.")] bool Ask = false,
    [property: Description("Although the agent is full or not here; needs SuperviseAgents.")] bool EvenIfFull = false);

/// <summary>What a ticket shall be about; null for nothing said.</summary>
public sealed record CategoryChoiceBody(long? CategoryId);

/// <summary>What tickets can be about.</summary>
public sealed record CategoryBody(long Id, string Name, [property: Description("An agent must have all of them to be given such a ticket.")] IReadOnlyList<string> Skills, bool Active);

/// <summary>One change of who holds a ticket, by names.</summary>
public sealed record MoveBody(
    DateTimeOffset At,
    MoveCause Cause,
    string? From,
    string? To,
    [property: Description("The department whose queue it came into.")] string? Queue,
    [property: Description("Null when routing or the desk did it.")] string? By);

/// <summary>Where a ticket has been, and why nobody has it.</summary>
public sealed record TicketRoutingBody(
    long? CategoryId,
    [property: Description("Newest first, at most 50.")] IReadOnlyList<MoveBody> Moves,
    [property: Description("Why nobody has it yet; null while somebody does, or is about to.")] ChoiceReason? WaitsBecause,
    [property: Description("Tickets of the queue that come before it; null outside a queue.")] int? Ahead)
{
    /// <summary>As the console shows it.</summary>
    public static TicketRoutingBody Of(TicketRouting routing) => new(
        routing.Category?.Value, [.. routing.Moves.Select(m => new MoveBody(m.At, m.Cause, m.From, m.ToName, m.Queue, m.By))],
        routing.Outlook?.Choice is { Agent: null, Reason: var reason } ? reason : null, routing.Outlook?.Ahead);
}

/// <summary>Tickets on their way between agents, for programs.</summary>
public static class RoutingEndpoints
{
    /// <summary>Maps <c>/categories</c> and what moves a ticket.</summary>
    public static void MapRouting(this IEndpointRouteBuilder api)
    {
        api.MapGet("/categories", CategoriesAsync).WithTags("Tickets").Needs(Permission.ViewTickets).Produces<Page<CategoryBody>>()
            .WithSummary("Lists what tickets can be about.");
        var tickets = api.MapGroup("/tickets/{id:long}").WithTags("Tickets");
        tickets.MapGet("/routing", RoutingAsync).Needs(Permission.ViewTickets).Produces<TicketRoutingBody>()
            .WithSummary("Shows where a ticket has been, what it is about, and why nobody has it.");
        tickets.MapPost("/transfer", TransferAsync).Needs(Permission.AssignTickets).Changes().Produces(StatusCodes.Status204NoContent)
            .WithSummary("Passes a ticket on to an agent or into a department's queue.");
        tickets.MapPost("/release", ReleaseAsync).Needs(Permission.WorkTickets).Changes().Produces(StatusCodes.Status204NoContent)
            .WithSummary("Puts a ticket back into its department's queue.");
        tickets.MapPost("/accept", AcceptAsync).Needs(Permission.WorkTickets).Changes().Produces(StatusCodes.Status204NoContent)
            .WithSummary("Takes a ticket the token's owner is being asked to take.").WithDescription("For personal tokens.");
        tickets.MapPost("/decline", DeclineAsync).Needs(Permission.WorkTickets).Changes().Produces(StatusCodes.Status204NoContent)
            .WithSummary("Says no to a ticket the token's owner is being asked to take.").WithDescription("For personal tokens. The next one is asked at once.");
        tickets.MapPut("/category", CategoriseAsync).Needs(Permission.WorkTickets).Changes().Produces(StatusCodes.Status204NoContent)
            .WithSummary("Says what a ticket is about.");
    }

    private static async Task<IResult> CategoriesAsync(ICategoryStore categories, CancellationToken ct) =>
        Results.Ok(new Page<CategoryBody>([.. (await categories.ListAsync(ct)).Select(c => new CategoryBody(c.Id.Value, c.Name, c.Skills, c.Active))], null));

    private static async Task<IResult> RoutingAsync(long id, IRoutingQueries queries, CancellationToken ct) =>
        await queries.OfTicketAsync(new TicketId(id), ct) is { } routing ? Results.Ok(TicketRoutingBody.Of(routing)) : ((Result)TicketErrors.NotFound).ToHttp();

    private static async Task<IResult> TransferAsync(long id, TransferBody body, TransferTicket transfer, CancellationToken ct)
    {
        var target = new TransferTarget(body.AgentId is { } a ? new AgentId(a) : null, body.DepartmentId is { } d ? new DepartmentId(d) : null, body.Ask, body.EvenIfFull);
        return (await transfer.ExecuteAsync(new TicketId(id), target, body.Note ?? "", ct)).ToHttp();
    }

    private static async Task<IResult> ReleaseAsync(long id, ReleaseTicket release, CancellationToken ct) =>
        (await release.ExecuteAsync(new TicketId(id), ct)).ToHttp();

    private static async Task<IResult> AcceptAsync(long id, AcceptOffer accept, CancellationToken ct) =>
        (await accept.ExecuteAsync(new TicketId(id), ct)).ToHttp();

    private static async Task<IResult> DeclineAsync(long id, DeclineOffer decline, CancellationToken ct) =>
        (await decline.ExecuteAsync(new TicketId(id), ct)).ToHttp();

    private static async Task<IResult> CategoriseAsync(long id, CategoryChoiceBody body, CategoriseTicket categorise, CancellationToken ct) =>
        (await categorise.ExecuteAsync(new TicketId(id), body.CategoryId is { } category ? new CategoryId(category) : null, ct)).ToHttp();
}
