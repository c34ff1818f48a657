using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Tickets;
using Helpdesk.Web.Doors;
using Helpdesk.Web.Layout;
using Helpdesk.Web.Realtime;
using Helpdesk.Web.Resources;
using Helpdesk.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Helpdesk.Web.Routing;

/// <summary>Why this agent has the ticket, or why nobody has, and where it has been.</summary>
public sealed partial class RoutingSection : LiveComponentBase
{
    // Looking again runs the policy over a whole department.
    private static readonly TimeSpan LookPause = TimeSpan.FromSeconds(1);
    private Dictionary<AgentId, string> _names = [];
    private IDisposable? _feed;
    private bool _looking;

    /// <summary>The ticket.</summary>
    [Parameter, EditorRequired] public TicketRow Row { get; set; } = default!;

    /// <summary>What was read of it.</summary>
    [Parameter, EditorRequired] public TicketRouting Routing { get; set; } = default!;

    /// <summary>Somebody came, went or has room: the answer may be another one.</summary>
    [Parameter] public EventCallback OnStale { get; set; }

    [CascadingParameter] private Shell Shell { get; set; } = default!;

    [Inject] private CurrentAgent Me { get; set; } = default!;

    [Inject] private AgentBoard Board { get; set; } = default!;

    [Inject] private TimeProvider Clock { get; set; } = default!;

    [Inject] private IStringLocalizer<Texts> T { get; set; } = default!;

    private RoutingWords Words => new(T, id => _names.GetValueOrDefault(id), Moment);

    // The newest move to who holds it now; none while the page is ahead of what was read.
    private MoveRow? Came => Routing.Moves.FirstOrDefault() is { To: { } to } newest && to == Row.AssigneeId ? newest : null;

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _feed?.Dispose();
        return base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _feed = Board.Subscribe(agents => _ = InvokeAsync(() => LookAsync(agents)));
        Take(await Board.CurrentAsync());
    }

    private async Task LookAsync(IReadOnlyList<AgentNow> agents)
    {
        Take(agents);
        if (Routing.Outlook is null || _looking) return;
        _looking = true;
        try
        {
            await Task.Delay(LookPause, Clock, Gone);
            await OnStale.InvokeAsync();
        }
        catch (OperationCanceledException)
        {
            // The page is gone.
        }
        finally
        {
            _looking = false;
        }
    }

    private void Take(IReadOnlyList<AgentNow> agents) => _names = agents.ToDictionary(a => a.Id, a => a.Name);

    private string Moment(DateTimeOffset instant) => DayNames.Moment(T, Shell.Local(instant), Shell.LocalNow);
}
