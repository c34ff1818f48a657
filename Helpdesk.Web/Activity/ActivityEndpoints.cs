using Helpdesk.Core.Activity;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Web.Doors;

namespace Helpdesk.Web.Activity;

/// <summary>The activity log as a file.</summary>
public static class ActivityEndpoints
{
    /// <summary>Maps <c>/settings/activity.csv</c>.</summary>
    public static void MapActivityExport(this IEndpointRouteBuilder routes) => routes.MapGet("/settings/activity.csv", ExportAsync);

    private static async Task<IResult> ExportAsync(
        long? agent, string? action, string? entity, DateTimeOffset? from, DateTimeOffset? until, string? text,
        ExportActivity export, IActorAccessor actor, HttpContext context, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ViewActivity) is { } denied) return ((Result)denied).ToHttp();
        var filter = new ActivityFilter(agent is { } id ? new AgentId(id) : null, action, entity, from, until, text);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Stream(async body => await export.ExecuteAsync(filter, body, ct), "text/csv; charset=utf-8", "activity.csv");
    }
}
