using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Files;
using Microsoft.Net.Http.Headers;

namespace Helpdesk.Web.Tickets;

/// <summary>Serves files of messages: the workspace's own, after authorisation on each request, inline only for the short safe list (DESIGN 4).</summary>
public static class FileEndpoints
{
    /// <summary>Maps <c>/files/{id}</c>.</summary>
    public static void MapFiles(this IEndpointRouteBuilder routes) => routes.MapGet("/files/{id:long}", ServeAsync);

    private static async Task<IResult> ServeAsync(long id, HttpContext context, IAttachmentQueries attachments, IFileStore files, IActorAccessor actor, CancellationToken ct)
    {
        if (await attachments.FindAsync(id, ct) is not { } file || files.OpenRead(actor.Current.Tenant, file.FileKey) is not { } bytes) return Results.NotFound();
        var inline = FileType.MayShowInline(file.ContentType);
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        context.Response.Headers.CacheControl = "private, max-age=300";
        var disposition = new ContentDispositionHeaderValue(inline ? "inline" : "attachment");
        disposition.SetHttpFileName(file.Name);
        context.Response.Headers.ContentDisposition = disposition.ToString();
        return Results.Stream(bytes, inline ? file.ContentType : FileType.Unknown, enableRangeProcessing: true);
    }
}
