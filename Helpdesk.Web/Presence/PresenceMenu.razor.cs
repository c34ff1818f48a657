using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Web.Doors;
using Helpdesk.Web.Layout;
using Helpdesk.Web.Realtime;
using Helpdesk.Web.Resources;
using Helpdesk.Web.Shared;
using Helpdesk.Web.Tickets;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Helpdesk.Web.Presence;

/// <summary>One's own state, load and break, and what to change of them; nothing for who works no tickets.</summary>
public sealed partial class PresenceMenu : LiveComponentBase
{
    private IReadOnlyDictionary<DepartmentId, int> _limits = new Dictionary<DepartmentId, int>();
    private IReadOnlyList<BreakReasonRow> _reasons = [];
    private LeavePolicy _onSignOut;
    private IReadOnlyList<AgentNow> _agents = [];
    private AgentNow? _own;
    private BreakPlaces? _places;
    private int _inLine;
    private IDisposable? _feed;

    [CascadingParameter] private Shell Shell { get; set; } = default!;

    [Inject] private CurrentAgent Me { get; set; } = default!;

    [Inject] private AgentBoard Board { get; set; } = default!;

    [Inject] private CircuitUseCases UseCases { get; set; } = default!;

    [Inject] private ErrorText Errors { get; set; } = default!;

    [Inject] private IStringLocalizer<Texts> T { get; set; } = default!;

    private BreakNow? Running => _own is { State: AgentState.Break, Break: { StartedAt: not null } taken } ? taken : null;

    private string Label => T["presence.label", T[TicketWords.Key(_own!.State)].Value, Isolate.Of($"{_own.Load}"), Isolate.Of($"{_own.Capacity}")];

    private string InLine => _inLine == 1 ? T["presence.break.next"] : T["presence.break.line", Isolate.Of($"{_inLine}")];

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _feed?.Dispose();
        return base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (!Me.Can(Permission.WorkTickets)) return;
        Listen(LiveTopic.People(Me.Tenant), _ => ReadAsync());
        _feed = Board.Subscribe(agents => _ = InvokeAsync(() => Show(agents)));
        Shell.OnReturn(ReadAsync, Gone);
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        _reasons = [.. (await UseCases.RunAsync<IPresenceQueries, IReadOnlyList<BreakReasonRow>>((q, ct) => q.ReasonsAsync(ct), Gone)).Where(r => r.Active)];
        _limits = (await UseCases.RunAsync<IPeopleQueries, IReadOnlyList<DepartmentRow>>((q, ct) => q.DepartmentsAsync(ct), Gone)).ToDictionary(d => d.Id, d => d.BreakPlaces);
        _onSignOut = (await UseCases.RunAsync<IDeskRules, DeskSettings>((rules, ct) => rules.CurrentAsync(ct), Gone)).Desk.OnSignOut;
        Show(await Board.CurrentAsync());
    }

    private void Show(IReadOnlyList<AgentNow> agents)
    {
        _agents = agents;
        _own = _agents.FirstOrDefault(a => a.Id == Me.Me);
        if (_own is not null) (_places, _inLine) = (BreakPlaces.Tightest(_own.Departments, _limits, _agents), BreakPlaces.InLine(Me.Me, _agents));
        StateHasChanged();
    }

    private string Room(AgentNow own) => own.Load < own.Capacity ? Plural.Of(T, "presence.room", own.Capacity - own.Load) : T["presence.room.none"];

    private string SignOut(AgentNow own) =>
        own.Held > 0 && _onSignOut == LeavePolicy.Redistribute ? T["presence.signout.hand-over", Isolate.Of($"{own.Held}")] : T["signout"];

    private string Time(DateTimeOffset instant) => DayNames.Time(Shell.Local(instant));

    private Task ChooseAsync(bool away) => DoAsync<ChooseState, Result>((choose, ct) => choose.ExecuteAsync(away, ct));

    private Task EndAsync() => DoAsync<EndBreak, Result>((end, ct) => end.ExecuteAsync(Me.Me, ct));

    private async Task TakeAsync(BreakReasonRow reason)
    {
        var taken = await DoAsync<TakeBreak, Result<BreakState>>((take, ct) => take.ExecuteAsync(reason.Id, ct));
        if (taken is { Succeeded: true, Value: BreakState.Waiting }) Shell.Toasts.Tell(T["presence.break.wait"], "hourglass");
    }

    private async Task<TResult> DoAsync<TUseCase, TResult>(Func<TUseCase, CancellationToken, Task<TResult>> call)
        where TUseCase : notnull
        where TResult : IOutcome
    {
        var result = await UseCases.RunAsync(call);
        if (result.Error is { } error) Shell.Toasts.Refused(Errors.For(error));
        return result;
    }
}
