using Helpdesk.Core.Live;
using Helpdesk.Core.Tickets;
using Helpdesk.Web.Realtime;
using Helpdesk.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Helpdesk.Web.Tickets;

/// <summary>Who is at an open ticket. Its own agent is, while the browser says that the tab is visible.</summary>
public sealed partial class TicketViewers
{
    private const int Most = 4;
    private DotNetObjectReference<TicketViewers>? _self;
    private IJSObjectReference? _attached;
    private bool _open;
    private bool _gone;

    /// <summary>Which ticket.</summary>
    [Parameter, EditorRequired] public TicketId Ticket { get; set; }

    [Inject] private ViewersFeed Viewers { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    [Inject] private IStringLocalizer<Texts> T { get; set; } = default!;

    /// <summary>The browser shows it, again and again, or shows another tab.</summary>
    [JSInvokable]
    public void Look(bool visible)
    {
        if (visible && _open) Viewers.Show(Ticket);
        else if (visible) Viewers.Open(Ticket);
        else if (_open) Viewers.Close(Ticket);
        _open = visible;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _gone = true;
        // Before the word that it is gone: none may come after it.
        _self?.Dispose();
        Look(false);
        await DetachAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        await using var module = await Js.InvokeAsync<IJSObjectReference>("import", "/Tickets/TicketViewers.razor.js");
        if (_gone) return;
        _self = DotNetObjectReference.Create(this);
        _attached = await module.InvokeAsync<IJSObjectReference>("attach", _self, (ScriptNumber)LiveSignal.ViewingEvery.TotalMilliseconds);
        if (_gone) await DetachAsync();
    }

    private async Task DetachAsync()
    {
        try
        {
            if (_attached is not null) await _attached.InvokeVoidAsync("dispose");
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its timer with it.
        }
    }

    private string Title(IReadOnlyList<Viewer> viewers) =>
        string.Join('\n', new[] { ViewerWords.Writing(T, viewers), ViewerWords.Viewing(T, viewers) }.Where(line => line.Length > 0));
}
