using Microsoft.AspNetCore.Antiforgery;

namespace Helpdesk.Web.Operations;

/// <summary>Refuses a request without this browser's antiforgery token, in a field or the header <c>RequestVerificationToken</c> (ABUSE 32).</summary>
public sealed class AntiforgeryFilter(IAntiforgery antiforgery) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        await antiforgery.IsRequestValidAsync(context.HttpContext) ? await next(context) : Results.BadRequest();
}
