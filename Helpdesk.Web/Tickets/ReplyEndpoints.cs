using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Files;
using Helpdesk.Web.Doors;
using Microsoft.AspNetCore.Mvc;

namespace Helpdesk.Web.Tickets;

/// <summary>Replies with a file, which a circuit should not carry.</summary>
public static class ReplyEndpoints
{
    /// <summary>The largest file of a reply, in bytes: WhatsApp's own limit for pictures and videos; the composer stops there too.</summary>
    public const long LargestFile = 16 * 1024 * 1024;

    /// <summary>Maps <c>POST /api/tickets/{id}/replies</c>.</summary>
    public static void MapReplies(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/tickets/{id:long}/replies", ReplyAsync).WithMetadata(new RequestSizeLimitAttribute(LargestFile + 65536));

    private static async Task<IResult> ReplyAsync(
        long id, [FromForm] string? text, [FromForm] string clientId, [FromForm] long seen, [FromForm] bool sendAnyway, IFormFile file,
        SendReply send, IFileStore files, IActorAccessor actor, CancellationToken ct)
    {
        if (actor.Lacks(Permission.WorkTickets) is { } denied) return ((Result)denied).ToHttp();
        if (file.Length is 0 or > LargestFile) return ((Result)MessageErrors.FileRejected).ToHttp();
        await using var bytes = file.OpenReadStream();
        var stored = await files.SaveAsync(actor.Current.Tenant, bytes, ct);
        if (!FileType.MayBeSent(stored.ContentType)) return ((Result)MessageErrors.FileRejected.With(file.FileName)).ToHttp();
        var request = new ReplyRequest(new TicketId(id), text ?? "", clientId, seen, sendAnyway, new InboundFile(stored, file.FileName));
        return (await send.ExecuteAsync(request, ct)).ToHttp();
    }
}
