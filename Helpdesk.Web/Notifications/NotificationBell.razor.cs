using System.Globalization;
using Helpdesk.Core.Live;
using Helpdesk.Core.Notifications;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Web.Doors;
using Helpdesk.Web.Layout;
using Helpdesk.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Helpdesk.Web.Notifications;

/// <summary>
/// What the agent is told, on every page: the count of unread notices, the list, the notice in the corner, the tone. The tab's title and icon go
/// on counting unread conversations; this count is of notices alone.
/// </summary>
public sealed partial class NotificationBell
{
    private const int Shown = 30;

    // More at once than anybody reads as they fly by.
    private const int MostToasts = 3;

    private NotificationList _list = new([], 0);
    private NotificationList? _drawn;
    private bool _approached;
    private IJSObjectReference? _sounds;

    [CascadingParameter] private Shell Shell { get; set; } = default!;

    [Inject] private CurrentAgent Me { get; set; } = default!;

    [Inject] private CircuitUseCases UseCases { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    [Inject] private IStringLocalizer<Texts> T { get; set; } = default!;

    // The list is drawn when somebody is about to open it, as a long menu: until then each page would keep thirty notices for nobody.
    private EventCallback Approach => _approached ? default : EventCallback.Factory.Create(this, () => (_approached, _drawn) = (true, null));

    private string Label => _list.Unread > 0 ? Plural.Of(T, "bell.count", _list.Unread) : T["bell.title"];

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= OnMoved;
        await base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Listen(LiveTopic.Notices(Me.Tenant, Me.Me.Value), TakeAsync);
        Listen(Me.TicketTopics, DropTakenAsync);
        Shell.OnReturn(ReadListAsync, Gone);
        Navigation.LocationChanged += OnMoved;
        await ReadListAsync();
        await SeeTicketAsync();
    }

    /// <summary>Every change of a ticket calls here; only a list that was read anew is drawn.</summary>
    protected override bool ShouldRender() => !ReferenceEquals(_drawn, _list);

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender) => _drawn = _list;

    private async Task ReadListAsync()
    {
        _list = await UseCases.RunAsync<INotificationQueries, NotificationList>((q, ct) => q.ListAsync(Shown, ct), Gone);
        StateHasChanged();
    }

    private async Task TakeAsync(IReadOnlyList<LiveUpdate> updates)
    {
        var raised = updates.Where(u => u.Kind == LiveKind.NotificationRaised).Select(u => u.Id).Distinct().TakeLast(MostToasts).ToList();
        foreach (var id in raised)
        {
            if (await UseCases.RunAsync<INotificationQueries, NotificationRow?>((q, ct) => q.RowAsync(new NotificationId(id), ct), Gone) is { Unread: true } row) await ShowAsync(row);
        }

        await ReadListAsync();
    }

    // Somebody has taken a ticket whose coming was told here: that is no news any more.
    private Task DropTakenAsync(IReadOnlyList<LiveUpdate> updates) =>
        _list.Rows.Any(row => row.Kind == NotificationKind.NewTicket && updates.Any(u => u.Id == row.Ticket?.Value && u.Kind is LiveKind.TicketAssigned or LiveKind.TicketChanged))
            ? ReadListAsync()
            : Task.CompletedTask;

    private async Task ShowAsync(NotificationRow row)
    {
        var link = NotificationWords.Link(row);
        if ((row.Channels & NotificationChannels.Toast) != 0 && row.Ticket != OpenTicket)
        {
            var sentence = NotificationWords.Sentence(T, row, Me.Me);
            Shell.Toasts.Tell(row.CustomerName is { } customer ? $"{sentence} — {Isolate.Of(customer)}" : sentence, NotificationWords.Icon(row.Kind), link);
        }

        if ((row.Channels & NotificationChannels.Sound) == 0) return;
        try
        {
            _sounds ??= await Js.InvokeAsync<IJSObjectReference>("import", Gone, "/js/page.js");
            await _sounds.InvokeVoidAsync("chime", Gone, link);
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone; nobody is there to hear it.
        }
    }

    private TicketId? OpenTicket
    {
        get
        {
            var path = new Uri(Navigation.Uri).AbsolutePath;
            return path.StartsWith("/tickets/", StringComparison.Ordinal) && long.TryParse(path["/tickets/".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? new TicketId(id)
                : null;
        }
    }

    private void OnMoved(object? sender, LocationChangedEventArgs moved) => _ = InvokeAsync(async () =>
    {
        try
        {
            await SeeTicketAsync();
        }
        catch (OperationCanceledException)
        {
            // The page left while it was telling.
        }
        catch (Exception failure)
        {
            await DispatchExceptionAsync(failure);
        }
    });

    // What was told about a ticket is read when the ticket is opened; what comes while it is open is read by its thread (DECISIONS 12).
    private Task SeeTicketAsync() =>
        _list.Unread > 0 && OpenTicket is { } ticket ? DoAsync(use => use.OfTicketAsync(ticket, Gone)) : Task.CompletedTask;

    private Task ReadAsync(NotificationRow row) => row.Unread ? DoAsync(use => use.ExecuteAsync(row.Id, Gone)) : Task.CompletedTask;

    private Task ReadAllAsync() => DoAsync(use => use.AllAsync(Gone));

    private async Task MuteAsync(NotificationRow row)
    {
        if (row.Ticket is not { } ticket) return;
        var done = await UseCases.RunAsync<MuteTicket, Result>((use, ct) => row.Muted ? use.EndAsync(ticket, ct) : use.ExecuteAsync(ticket, ct), Gone);
        if (done.Succeeded) await ReadListAsync();
    }

    // What was read comes back over the feed, as it does to the other tabs.
    private Task DoAsync(Func<ReadNotifications, Task<Result>> read) => UseCases.RunAsync<ReadNotifications, Result>((use, _) => read(use), Gone);
}
