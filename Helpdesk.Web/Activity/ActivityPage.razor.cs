using System.Globalization;
using Helpdesk.Core.Activity;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Microsoft.AspNetCore.WebUtilities;

namespace Helpdesk.Web.Activity;

/// <summary>Who did what to what, newest first.</summary>
public sealed partial class ActivityPage
{
    private const int Page = 100;
    private readonly List<ActivityRow> _rows = [];
    private IReadOnlyList<AgentRow> _agents = [];
    private ActivityCursor? _next;
    private string _who = "";
    private string _action = "";
    private string _text = "";
    private DateOnly? _from;
    private DateOnly? _until;

    /// <inheritdoc/>
    protected override IReadOnlyList<Permission> Opens => [Permission.ViewActivity];

    private ActivityFilter Filter => new(
        long.TryParse(_who, CultureInfo.InvariantCulture, out var agent) ? new AgentId(agent) : null, _action, null,
        _from is { } from ? Midnight(from) : null, _until is { } until ? Midnight(until.AddDays(1)) : null, _text);

    private string ExportAddress => QueryHelpers.AddQueryString("/settings/activity.csv", new Dictionary<string, string?>
    {
        ["agent"] = _who,
        ["action"] = _action,
        ["from"] = Filter.From?.ToString("O", CultureInfo.InvariantCulture),
        ["until"] = Filter.Until?.ToString("O", CultureInfo.InvariantCulture),
        ["text"] = _text,
    }.Where(p => !string.IsNullOrEmpty(p.Value)).ToDictionary());

    /// <inheritdoc/>
    protected override async Task ReadAsync()
    {
        _agents = await UseCases.RunAsync<IAgentDirectory, IReadOnlyList<AgentRow>>((agents, ct) => agents.ListAsync(ct), Gone);
        _rows.Clear();
        await ReadPageAsync(null);
    }

    private Task MoreAsync() => ReadPageAsync(_next);

    private async Task ReadPageAsync(ActivityCursor? after)
    {
        var page = await UseCases.RunAsync<IActivityQueries, Result<Slice<ActivityRow, ActivityCursor>>>((q, ct) => q.ListAsync(Filter, after, Page, ct), Gone);
        if (!Tell(page.Error)) return;
        _rows.AddRange(page.Value.Rows);
        _next = page.Value.Next;
    }

    private DateTimeOffset Midnight(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, Shell.Zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
