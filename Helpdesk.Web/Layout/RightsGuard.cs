using Helpdesk.Core.Live;
using Helpdesk.Web.Doors;
using Helpdesk.Web.Realtime;
using Microsoft.AspNetCore.Components;

namespace Helpdesk.Web.Layout;

/// <summary>
/// Watches whether the member may still be here: lost rights end an open page at once, changed ones load it anew (DECISIONS 27). Draws nothing.
/// </summary>
public sealed class RightsGuard : LiveComponentBase
{
    // The net under the push.
    private static readonly TimeSpan Poll = TimeSpan.FromMinutes(5);

    /// <summary>The workspace's name or branding may have changed.</summary>
    [Parameter] public EventCallback OnLooked { get; set; }

    [Inject] private CurrentAgent Me { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private TimeProvider Clock { get; set; } = default!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Listen(LiveTopic.People(Me.Tenant), _ => LookAsync());
        _ = PollAsync(Gone);
    }

    private async Task LookAsync()
    {
        switch (await Me.LookAgainAsync(Gone))
        {
            case Standing.Lost:
                Navigation.NavigateTo("/signin?why=lost", forceLoad: true);
                break;
            case Standing.Rights:
                Navigation.Refresh(forceReload: true);
                break;
            default:
                await OnLooked.InvokeAsync();
                break;
        }
    }

    private async Task PollAsync(CancellationToken gone)
    {
        using var timer = new PeriodicTimer(Poll, Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(gone)) await InvokeAsync(LookAsync);
        }
        catch (OperationCanceledException)
        {
            // The page is gone.
        }
    }
}
