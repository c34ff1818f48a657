using Helpdesk.Core.Live;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Web.Doors;
using Helpdesk.Web.Layout;
using Helpdesk.Web.Realtime;
using Helpdesk.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Helpdesk.Web.Tickets;

/// <summary>One view's conversations, live: a changed ticket is read once and its row moves, comes or goes.</summary>
public sealed partial class TicketList
{
    private const int Page = 50;
    private readonly Dictionary<TicketId, TicketRow?> _early = [];
    private ElementReference _root;
    private LoadedRows? _rows;
    private List<TicketRow> _items = [];
    private Dictionary<TicketId, IReadOnlyList<Viewer>> _viewers = [];
    private DotNetObjectReference<TicketList>? _self;
    private IJSObjectReference? _attached;
    private bool _denied;

    /// <summary>Which list.</summary>
    [Parameter, EditorRequired] public TicketView View { get; set; }

    /// <summary>The ticket beside it.</summary>
    [Parameter] public TicketId? Open { get; set; }

    /// <summary>A row was chosen.</summary>
    [Parameter] public EventCallback<TicketRow> OnOpen { get; set; }

    [CascadingParameter] private Shell Shell { get; set; } = default!;

    [Inject] private CurrentAgent Me { get; set; } = default!;

    [Inject] private CircuitUseCases UseCases { get; set; } = default!;

    [Inject] private TicketRows Rows { get; set; } = default!;

    [Inject] private ViewersFeed Viewers { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    [Inject] private IStringLocalizer<Texts> T { get; set; } = default!;

    /// <summary>The browser says whether rows must stay where they are.</summary>
    [JSInvokable]
    public Task HoldAsync(bool hold)
    {
        _rows?.Hold(hold);
        return RefreshAsync();
    }

    /// <summary>The browser has come near the end.</summary>
    [JSInvokable]
    public async Task MoreAsync()
    {
        if (_rows?.Next is not { } next) return;
        var page = await ReadPageAsync(next);
        _rows.Append(page.Rows, page.Next);
        await RefreshAsync();
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
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
        _denied = !Me.Can(Core.Identity.Permission.ViewTickets);
        if (_denied) return;
        Listen(Me.TicketTopics, TakeAsync);
        Listen<TicketId>(tell => [Viewers.Subscribe(tell)], LookAsync);
        Shell.OnReturn(ReadAsync, Gone);
        await ReadAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || _denied) return;
        _self = DotNetObjectReference.Create(this);
        await using var module = await Js.InvokeAsync<IJSObjectReference>("import", "/Tickets/TicketList.razor.js");
        _attached = await module.InvokeAsync<IJSObjectReference>("attach", _root, _self);
    }

    private async Task ReadAsync()
    {
        _early.Clear();
        var page = await ReadPageAsync(null);
        _rows ??= new LoadedRows(View, Me.Me);
        _rows.Reset(page.Rows, page.Next);
        // What changed while the page was being read may be newer than the page.
        foreach (var (id, row) in _early) _rows.Apply(id, row);
        _early.Clear();
        await RefreshAsync();
    }

    private Task<Slice<TicketRow, TicketCursor>> ReadPageAsync(TicketCursor? after) =>
        UseCases.RunAsync<ITicketQueries, Slice<TicketRow, TicketCursor>>((tickets, ct) => tickets.ListAsync(View, after, Page, ct), Gone);

    private async Task TakeAsync(IReadOnlyList<LiveUpdate> updates)
    {
        foreach (var ticket in updates.GroupBy(update => update.Id))
        {
            var id = new TicketId(ticket.Key);
            var row = await Rows.GetAsync(Me, id, ticket.Max(update => update.Sequence));
            if (_rows is null) _early[id] = row;
            else _rows.Apply(id, row);
        }

        await RefreshAsync();
    }

    private async Task LookAsync(IReadOnlyList<TicketId> tickets)
    {
        if (_items.Any(row => tickets.Contains(row.Id))) await RefreshAsync();
    }

    private async Task RefreshAsync()
    {
        _items = [.. _rows?.Shown ?? []];
        _viewers = await Viewers.CurrentAsync(_items.Select(row => row.Id));
        StateHasChanged();
    }
}
