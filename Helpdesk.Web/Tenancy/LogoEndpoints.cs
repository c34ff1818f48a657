using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Files;
using Helpdesk.Infrastructure.Tenancy;

namespace Helpdesk.Web.Tenancy;

/// <summary>Serves companies' logos, which sign-in pages show to anybody, and leads short addresses to them.</summary>
public static class LogoEndpoints
{
    /// <summary>Where a logo lies; the version changes with the picture, so that browsers may keep it.</summary>
    public static string Path(string slug, string key) => $"/w/{slug}/logo?v={Uri.EscapeDataString(key[^Math.Min(8, key.Length)..])}";

    /// <summary>Maps <c>/w/{slug}</c> and <c>/w/{slug}/logo</c>.</summary>
    public static void MapWorkspaceAddresses(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/w/{slug}", (string slug) => Results.LocalRedirect($"/signin?w={Uri.EscapeDataString(slug)}")).AllowAnonymous();
        routes.MapGet("/w/{slug}/logo", ServeAsync).AllowAnonymous();
    }

    private static async Task<IResult> ServeAsync(string slug, HttpContext context, PublicWorkspaces workspaces, IFileStore files, CancellationToken ct)
    {
        if (await workspaces.OfSlugAsync(slug, ct) is not { LogoKey: { } key } workspace || files.OpenRead(workspace.Id, key) is not { } picture) return Results.NotFound();
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        context.Response.Headers.CacheControl = "public, max-age=86400";
        var head = new byte[16];
        await picture.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        picture.Position = 0;
        return Results.Stream(picture, FileType.Of(head));
    }
}
