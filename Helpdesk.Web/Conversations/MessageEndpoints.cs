using System.ComponentModel;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Web.Api;
using Helpdesk.Web.Doors;

namespace Helpdesk.Web.Conversations;

/// <summary>Threads for programs.</summary>
public static class MessageEndpoints
{
    /// <summary>Maps <c>/tickets/{id}/messages</c>, <c>/replies</c> and <c>/notes</c>.</summary>
    public static void MapMessages(this IEndpointRouteBuilder api)
    {
        var thread = api.MapGroup("/tickets/{id:long}").WithTags("Messages");
        thread.MapGet("/messages", ListAsync).Needs(Permission.ViewTickets).Produces<ThreadBody>()
            .WithSummary("Reads a ticket's thread backwards from its end.");
        thread.MapPost("/replies", ReplyAsync).Needs(Permission.WorkTickets).Changes().Produces<CreatedBody>(StatusCodes.Status201Created)
            .WithSummary("Answers the customer.")
            .WithDescription("For personal tokens. The reply is queued and leaves in the order of its chat; the thread shows how far it has come.");
        thread.MapPost("/notes", NoteAsync).Needs(Permission.WorkTickets).Changes().Produces<CreatedBody>(StatusCodes.Status201Created)
            .WithSummary("Leaves a note that only colleagues see.").WithDescription("For personal tokens.");
    }

    private static async Task<IResult> ListAsync(
        HttpContext context, long id, IConversationQueries queries, [Description("What was shown before this message.")] long? before,
        [Description("1 to 200; 50 when not said.")] int? limit, CancellationToken ct)
    {
        var wish = new PageWish(null, limit);
        if (wish.Check() is { } refused) return refused;
        if (await queries.ThreadAsync(new TicketId(id), before is { } mark ? new MessageId(mark) : null, wish.Take, ct) is not { } page)
            return ((Result)TicketErrors.NotFound).ToHttp();
        var earlier = page.HasEarlier ? page.Messages[0].Id.Value : (long?)null;
        if (earlier is { } next) context.LinkNext("before", $"{next}");
        return Results.Ok(new ThreadBody([.. page.Messages.Select(MessageBody.Of)], earlier, page.LastSequence));
    }

    private static async Task<IResult> ReplyAsync(HttpContext context, long id, ReplyBody body, SendReply send, CancellationToken ct)
    {
        var request = new ReplyRequest(new TicketId(id), body.Text, body.ClientId ?? NewClientId(), body.Seen, body.SendAnyway);
        return (await send.ExecuteAsync(request, ct)).ToHttp(message => Created(context, id, message));
    }

    private static async Task<IResult> NoteAsync(HttpContext context, long id, NoteBody body, AddNote add, CancellationToken ct) =>
        (await add.ExecuteAsync(new TicketId(id), body.Text, body.ClientId ?? NewClientId(), ct)).ToHttp(note => Created(context, id, note));

    private static string NewClientId() => $"api-{Guid.NewGuid():N}";

    private static IResult Created(HttpContext context, long ticket, MessageId message)
    {
        context.Response.Headers.Location = $"{ApiRoutes.Root}/tickets/{ticket}/messages";
        return Results.Json(new CreatedBody(message.Value), statusCode: StatusCodes.Status201Created);
    }
}
