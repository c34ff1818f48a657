using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Web.Activity;
using Helpdesk.Web.Conversations;
using Helpdesk.Web.Customers;
using Helpdesk.Web.Doors;
using Helpdesk.Web.Identity;
using Helpdesk.Web.Routing;
using Helpdesk.Web.Tickets;
using Microsoft.AspNetCore.Mvc;

namespace Helpdesk.Web.Api;

/// <summary>The API's addresses and what holds for all of them. Each capability maps its own.</summary>
public static class ApiRoutes
{
    /// <summary>Under it lies version 1; what breaks a caller goes under another.</summary>
    public const string Root = "/api/v1";

    /// <summary>Where its description is to be had.</summary>
    public const string Document = Root + "/openapi.json";

    /// <summary>The largest body, in bytes: the longest message in any alphabet, escaped, with room around it.</summary>
    public const int LargestBody = 64 * 1024;

    /// <summary>Maps all of it.</summary>
    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi(Document).AllowAnonymous().RequireRateLimiting(ApiLimits.Policy);
        var api = routes.MapGroup(Root)
            .RequireRateLimiting(ApiLimits.Policy)
            .DisableAntiforgery()
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        api.MapTickets();
        api.MapRouting();
        api.MapMessages();
        api.MapCustomers();
        api.MapAgents();
        api.MapDepartments();
        api.MapActivity();
        api.MapHubTickets();
    }

    /// <summary>Whether a request is one of the API's.</summary>
    public static bool IsApi(this HttpContext context) => context.Request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase);

    /// <summary>Refuses at the door who lacks a permission, and says in the API's description which it is. The use case asks again.</summary>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder route, Permission permission) => route
        .AddEndpointFilter((context, next) => context.HttpContext.RequestServices.GetRequiredService<IActorAccessor>().Lacks(permission) is { } denied
            ? ValueTask.FromResult<object?>(((Result)denied).ToHttp())
            : next(context))
        .WithMetadata(new NeededPermission(permission));

    /// <summary>A change: says what refusals it has besides those of all.</summary>
    public static RouteHandlerBuilder Changes(this RouteHandlerBuilder route) =>
        route.ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}

/// <summary>What an operation needs.</summary>
public sealed record NeededPermission(Permission Permission);
