using System.ComponentModel;
using Helpdesk.Core.Activity;
using Helpdesk.Core.Identity;
using Helpdesk.Web.Api;

namespace Helpdesk.Web.Activity;

/// <summary>A line of the activity log.</summary>
public sealed record ActivityBody(
    long Id, DateTimeOffset At, string? Who, [property: Description("Such as ticket.changed.")] string Action, string Entity, long EntityId,
    [property: Description("What people knew it by.")] string Name, IReadOnlyList<ActivityChangeBody> Changes, string? Address, string? AgentString,
    [property: Description("console, command, or token: and its name.")] string Via);

/// <summary>One value before and after.</summary>
public sealed record ActivityChangeBody(string Property, string? Before, string? After);

/// <summary>The activity log for programs.</summary>
public static class ActivityListEndpoints
{
    private const string List = "activity";

    /// <summary>Maps <c>/activity</c>.</summary>
    public static void MapActivity(this IEndpointRouteBuilder api) => api.MapGet("/activity", ListAsync).WithTags("Activity")
        .Needs(Permission.ViewActivity).Produces<Page<ActivityBody>>().WithSummary("Lists who changed what, newest first.");

    private static async Task<IResult> ListAsync(
        HttpContext context, IActivityQueries queries, PageCursors cursors, [Description("Done by this agent.")] long? agent,
        [Description("Exactly this; with a dot at the end everything of that sort.")] string? action, [Description("What it happened to.")] string? entity,
        [Description("Not before.")] DateTimeOffset? from, [Description("Before.")] DateTimeOffset? until, [Description("Part of a name, an address or a value.")] string? text,
        [Description("From the page before.")] string? cursor, [Description("1 to 200; 50 when not said.")] int? limit, CancellationToken ct)
    {
        var wish = new PageWish(cursor, limit);
        if (wish.Check() is { } refused) return refused;
        ActivityCursor? after = null;
        if (wish.Cursor is { } sealedText)
        {
            if (cursors.Read(List, sealedText, 1) is not [var last]) return Paging.BadCursor;
            after = new ActivityCursor(last);
        }

        var filter = new ActivityFilter(agent is { } a ? new AgentId(a) : null, action, entity, from?.ToUniversalTime(), until?.ToUniversalTime(), text);
        return (await queries.ListAsync(filter, after, wish.Take, ct)).ToPage(context, Shown, last => cursors.Write(List, last.Id));
    }

    private static ActivityBody Shown(ActivityRow row) => new(
        row.Id, row.At, row.Who, row.Action, row.Entity, row.EntityId, row.Name, [.. row.Changes.Select(c => new ActivityChangeBody(c.Property, c.Before, c.After))],
        row.Address, row.AgentString, row.Via);
}
