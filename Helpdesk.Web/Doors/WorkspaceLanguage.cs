using Helpdesk.Infrastructure.Identity;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Localization;

namespace Helpdesk.Web.Doors;

/// <summary>
/// The language of the workspace, for whoever has chosen none: of a signed-in person the one worked in, of a page for everybody the one whose
/// page it is. What the browser would like comes after it: a company's desk looks the same to all its people.
/// </summary>
public sealed class WorkspaceLanguage : RequestCultureProvider
{
    /// <inheritdoc/>
    public override async Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext) =>
        (await OfMemberAsync(httpContext) ?? await OfPlaceAsync(httpContext)) is { } language ? new ProviderCultureResult(language) : null;

    private static async ValueTask<string?> OfMemberAsync(HttpContext context)
    {
        if (SignedIn.Read(context.User) is not { } signedIn) return null;
        var members = context.RequestServices.GetRequiredService<MembershipDirectory>();
        return (await members.FindAsync(signedIn.User, signedIn.Tenant, context.RequestAborted))?.Workspace.Language;
    }

    // Only pages are asked for: an unknown host is looked up in the database.
    private static async ValueTask<string?> OfPlaceAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null
            ? null
            : (await context.RequestServices.GetRequiredService<PublicPlace>().FindAsync())?.Language;
}
