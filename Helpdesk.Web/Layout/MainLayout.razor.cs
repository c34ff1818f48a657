using Helpdesk.Web.Doors;
using Helpdesk.Web.Realtime;
using Helpdesk.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Helpdesk.Web.Layout;

/// <summary>The frame of every signed-in page; starts what the browser does for all of them.</summary>
public sealed partial class MainLayout : IAsyncDisposable
{
    private Shell _shell = default!;
    private TopBar? _bar;
    private ErrorBoundary? _boundary;
    private IJSObjectReference? _page;
    private DotNetObjectReference<LiveChip>? _chip;
    private int _unread;
    private bool _ended;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    [Inject] private CurrentAgent Me { get; set; } = default!;

    [Inject] private TimeProvider Clock { get; set; } = default!;

    [Inject] private IStringLocalizer<Texts> T { get; set; } = default!;

    private string? BrandStyle => Brand.Style(Me.Workspace.BrandColor);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _shell.Dispose();
        _chip?.Dispose();
        try
        {
            if (_page is not null) await _page.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the module with it.
        }
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => _shell = new Shell(Clock);

    /// <inheritdoc/>
    protected override void OnParametersSet() => _boundary?.Recover();

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        _page = await Js.InvokeAsync<IJSObjectReference>("import", "/js/page.js");
        _shell.UseZone(await _page.InvokeAsync<string?>("zone"));
        StateHasChanged();
        if (_bar?.Chip is not { } chip) return;
        _chip = DotNetObjectReference.Create(chip);
        await _page.InvokeVoidAsync("start", _chip, new { hour = T["clock.hour"].Value, day = T["clock.day"].Value });
        await ShowUnreadAsync(_unread);
    }

    private async Task ShowUnreadAsync(int unread)
    {
        _unread = unread;
        if (_page is not null) await _page.InvokeVoidAsync("setUnread", (ScriptNumber)unread);
    }
}
