using System.Globalization;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Tickets;
using Helpdesk.Web.Doors;
using Helpdesk.Web.Layout;
using Helpdesk.Web.Realtime;
using Helpdesk.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Helpdesk.Web.Supervision;

/// <summary>
/// Everything a supervisor watches, pushed: pictures come when something happened, clocks tick in the browser, and what turns late by itself is
/// drawn again in its second from the picture at hand.
/// </summary>
public sealed partial class LivePage
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly HeldOrder<DepartmentId> _queueOrder = new();
    private readonly HeldOrder<AgentId> _agentOrder = new();
    private ElementReference _root;
    private DotNetObjectReference<LivePage>? _self;
    private IJSObjectReference? _attached;
    private IDisposable? _subscription;
    private ITimer? _wake;
    private SupervisionNow _now = SupervisionNow.Nothing;
    private SupervisionNow _shown = SupervisionNow.Nothing;
    private SupervisionDay _day = SupervisionDay.Nothing;
    private LiveView? _view;
    private IReadOnlyList<BreakReasonRow> _reasons = [];
    private Dictionary<AgentId, string> _names = [];
    private Dictionary<DepartmentId, string> _departments = [];
    private DateTimeOffset _at;
    private DateTimeOffset _minute;
    private int _asked;
    private int _taken;
    private LiveAsk? _ask;
    private DepartmentId? _giving;
    private CancellationToken _gone;

    /// <summary>The department looked at; all when there is none.</summary>
    [SupplyParameterFromQuery(Name = "department")] public long? DepartmentId { get; set; }

    /// <summary>The conversation looked at.</summary>
    [SupplyParameterFromQuery(Name = "peek")] public long? PeekId { get; set; }

    [CascadingParameter] private Shell Shell { get; set; } = default!;

    [Inject] private SupervisionFeed Feed { get; set; } = default!;

    [Inject] private CurrentAgent Me { get; set; } = default!;

    [Inject] private CircuitUseCases UseCases { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private TimeProvider Clock { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    [Inject] private IStringLocalizer<Texts> T { get; set; } = default!;

    [Inject] private IStringLocalizer<LiveTexts> L { get; set; } = default!;

    private TicketId? Peeked => PeekId is { } id ? new TicketId(id) : null;

    private AgentLine? AskedLine => _ask is { } ask ? _view?.Agents.FirstOrDefault(a => a.Agent.Id == ask.Agent) : null;

    private int? Places => _shown.Queues is [var only] ? only.BreakPlaces : null;

    /// <summary>The pointer or the focus is in a table, or has left it.</summary>
    [JSInvokable]
    public void Hold(string part, bool held)
    {
        (part == "queues" ? (Action<bool>)_queueOrder.Hold : _agentOrder.Hold)(held);
        if (!held) Draw();
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        _subscription?.Dispose();
        _wake?.Dispose();
        try
        {
            if (_attached is not null) await _attached.InvokeVoidAsync("dispose");
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its listeners with it.
        }

        _self?.Dispose();
        await base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (!Me.Can(Permission.SuperviseAgents)) return;
        // Kept: what was on its way when the page left still asks.
        _gone = Gone;
        _subscription = Feed.Subscribe(() => _ = OnScreenAsync(TakeAsync));
        Listen(LiveTopic.People(Me.Tenant), _ => ReadReasonsAsync());
        Shell.OnReturn(ReadAsync, Gone);
        await ReadAsync();
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_view is not null) Draw();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || !Me.Can(Permission.SuperviseAgents)) return;
        _self = DotNetObjectReference.Create(this);
        await using var module = await Js.InvokeAsync<IJSObjectReference>("import", "/Supervision/LivePage.razor.js");
        _attached = await module.InvokeAsync<IJSObjectReference>("attach", _root, _self);
    }

    private Task ReadAsync() => Task.WhenAll(TakeAsync(), ReadReasonsAsync());

    private async Task ReadReasonsAsync()
    {
        var reasons = await UseCases.RunAsync<IPresenceQueries, IReadOnlyList<BreakReasonRow>>((presence, ct) => presence.ReasonsAsync(ct), Gone);
        _reasons = [.. reasons.Where(r => r.Active)];
    }

    private async Task TakeAsync()
    {
        if (_gone.IsCancellationRequested) return;
        var turn = ++_asked;
        SupervisionNow now;
        SupervisionDay day;
        try
        {
            (now, day) = await Feed.CurrentAsync();
        }
        catch (Exception failure) when (failure is not OperationCanceledException && _view is not null)
        {
            // The picture stays: the board has logged the failure, reads again and tells.
            return;
        }

        // Whoever asked later has the newer picture, also when it came sooner.
        if (turn < _taken) return;
        (_taken, _now, _day) = (turn, now, day);
        Draw();
    }

    private void Draw()
    {
        _at = Shell.LocalNow;
        _minute = new DateTimeOffset(_at.Year, _at.Month, _at.Day, _at.Hour, _at.Minute, 0, _at.Offset);
        _departments = _now.Queues.ToDictionary(q => q.Id, q => q.Name);
        _names = _now.Agents.ToDictionary(a => a.Id, a => a.Name);
        _shown = DepartmentId is { } id && _departments.ContainsKey(new DepartmentId(id)) ? _now.In(new DepartmentId(id)) : _now;
        // Within a minute bars stand still: a row is drawn again for what happened, not for a hair's breadth.
        var view = LiveView.Of(_shown, _day, _at, _minute);
        _view = view with { Queues = _queueOrder.Arrange(view.Queues, q => q.Queue.Id), Agents = _agentOrder.Arrange(view.Agents, a => a.Agent.Id) };
        StateHasChanged();
        WakeAt(_shown.NextChange(_at));
    }

    // What turns late turns in its second without anybody doing anything; and the bars move on each minute.
    private void WakeAt(DateTimeOffset? change)
    {
        var wait = (change - _at is { } soon && soon < Minute ? soon : Minute) + TimeSpan.FromMilliseconds(5);
        _wake ??= Clock.CreateTimer(_ => _ = OnScreenAsync(RedrawAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _wake.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private Task RedrawAsync()
    {
        if (!_gone.IsCancellationRequested) Draw();
        return Task.CompletedTask;
    }

    private void Release<TKey>(HeldOrder<TKey> order)
        where TKey : notnull
    {
        order.Release();
        Draw();
    }

    private string? DepartmentOf(TicketId ticket) =>
        _now.Tickets.FirstOrDefault(t => t.Id == ticket) is { } live ? _departments.GetValueOrDefault(live.Place.Department) : null;

    private void Peek(TicketId ticket) => Go("peek", PeekId == ticket.Value ? null : ticket.Value);

    private void Filter(ChangeEventArgs e) => Go("department", long.TryParse(e.Value as string, CultureInfo.InvariantCulture, out var id) ? id : null);

    // In the address, so that it can be passed on, and the way back closes what was opened.
    private void Go(string name, long? value) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, value));
}
