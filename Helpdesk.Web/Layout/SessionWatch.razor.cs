using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Live;
using Helpdesk.Infrastructure.Identity.SignIn;
using Helpdesk.Web.Doors;
using Helpdesk.Web.Realtime;
using Helpdesk.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Helpdesk.Web.Layout;

/// <summary>
/// Ends the page with its session: told by the live feed at once, asked each minute as the net. Reports that somebody works here, and warns before
/// a workspace's limit ends a session nobody works at (js/idle.js).
/// </summary>
public sealed partial class SessionWatch : LiveComponentBase
{
    private static readonly TimeSpan Net = TimeSpan.FromMinutes(1);
    private IJSObjectReference? _idle;
    private DotNetObjectReference<SessionWatch>? _self;
    private bool _over;

    /// <summary>The session is over: the frame lets go of everything on screen.</summary>
    [Parameter] public EventCallback OnEnded { get; set; }

    [CascadingParameter] private Shell Shell { get; set; } = default!;

    [Inject] private CurrentAgent Me { get; set; } = default!;

    [Inject] private CircuitUseCases UseCases { get; set; } = default!;

    [Inject] private CircuitPresence Presence { get; set; } = default!;

    [Inject] private SessionDirectory Sessions { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    [Inject] private TimeProvider Clock { get; set; } = default!;

    [Inject] private IStringLocalizer<PageTexts> P { get; set; } = default!;

    private ScriptNumber? IdleLeft => Sessions.IdleLeft(Me.Session) is { } left ? left.TotalSeconds : null;

    /// <summary>Somebody works here, in this tab or another.</summary>
    /// <returns>Seconds until the session would end; null without a limit.</returns>
    [JSInvokable]
    public async Task<ScriptNumber?> ActiveAsync()
    {
        if (await UseCases.SessionAsync(Gone) is null)
        {
            await OverAsync();
            return 0;
        }

        await Sessions.SeenAsync(Me.Session, Gone);
        Presence.Active(Me.Tenant, Me.Me, Me.Session);
        return IdleLeft;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _self?.Dispose();
        try
        {
            if (_idle is not null) await _idle.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the module with it.
        }
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Listen(LiveTopic.Sessions(Me.Tenant), updates => updates.Any(u => u.Id == Me.Session.Value) ? OverAsync() : Task.CompletedTask);
        Shell.OnReturn(CheckAsync, Gone);
        _ = WatchAsync();
        await CheckAsync();
        if (!_over) Presence.Active(Me.Tenant, Me.Me, Me.Session);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        _self = DotNetObjectReference.Create(this);
        _idle = await Js.InvokeAsync<IJSObjectReference>("import", "/js/idle.js");
        await _idle.InvokeVoidAsync("start", _self, IdleLeft);
    }

    private async Task CheckAsync()
    {
        if (await UseCases.SessionAsync(Gone) is null) await OverAsync();
    }

    private async Task WatchAsync()
    {
        var gone = Gone;
        try
        {
            using var timer = new PeriodicTimer(Net, Clock);
            while (await timer.WaitForNextTickAsync(gone)) await InvokeAsync(CheckAsync);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The page is gone.
        }
        catch (ObjectDisposedException)
        {
            // The circuit is gone.
        }
    }

    private async Task OverAsync()
    {
        if (_over) return;
        _over = true;
        var target = await Sessions.WhyAsync(Me.Session, CancellationToken.None) switch
        {
            // The same browser goes on: the page is loaded again with the new cookie.
            SessionEnd.Renewed => null,
            SessionEnd.SignedOut => "/signin",
            SessionEnd.Idle => "/signin?why=idle",
            _ => "/signin?why=ended",
        };
        var told = _idle?.InvokeVoidAsync("over", target).AsTask() ?? Task.CompletedTask;
        // Whatever the browser does with that, nothing more is shown in it.
        await OnEnded.InvokeAsync();
        try
        {
            await told;
        }
        catch (Exception gone) when (gone is JSDisconnectedException or JSException or OperationCanceledException)
        {
            // It has left already.
        }
    }
}
