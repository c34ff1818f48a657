using Helpdesk.Infrastructure.Tenancy;

namespace Helpdesk.Web.Doors;

/// <summary>Whose public page this request asks for: by the address's slug (<c>?w=</c>), else by its host. None for the installation's own.</summary>
public sealed class PublicPlace(IHttpContextAccessor http, PublicWorkspaces workspaces)
{
    private Task<PublicWorkspace?>? _found;

    /// <summary>The workspace, asked once per request.</summary>
    public Task<PublicWorkspace?> FindAsync() => _found ??= AskAsync();

    private async Task<PublicWorkspace?> AskAsync()
    {
        if (http.HttpContext is not { } context) return null;
        return context.Request.Query["w"].ToString() is { Length: > 0 } slug
            ? await workspaces.OfSlugAsync(slug, context.RequestAborted)
            : await workspaces.OfHostAsync(context.Request.Host.Host, context.RequestAborted);
    }
}
