using Helpdesk.Core.Live;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Web.Doors;
using Helpdesk.Web.Realtime;
using Helpdesk.Web.Tickets;
using Microsoft.AspNetCore.Components;

namespace Helpdesk.Web.Layout;

/// <summary>Knows which conversations wait to be read by this agent, whatever page is open; draws nothing itself.</summary>
public sealed class UnreadWatch : LiveComponentBase
{
    private const int Looked = 100;
    private readonly HashSet<TicketId> _unread = [];

    /// <summary>The count changed.</summary>
    [Parameter] public EventCallback<int> OnUnread { get; set; }

    [CascadingParameter] private Shell Shell { get; set; } = default!;

    [Inject] private CurrentAgent Me { get; set; } = default!;

    [Inject] private TicketRows Rows { get; set; } = default!;

    [Inject] private CircuitUseCases UseCases { get; set; } = default!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Listen(Me.TicketTopics, TakeAsync);
        Shell.OnReturn(ReadAsync, Gone);
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        _unread.Clear();
        foreach (var view in (TicketView[])[TicketView.Mine, TicketView.Unassigned])
        {
            var page = await UseCases.RunAsync<ITicketQueries, Slice<TicketRow, TicketCursor>>((tickets, ct) => tickets.ListAsync(view, null, Looked, ct), Gone);
            _unread.UnionWith(page.Rows.Where(row => TicketWords.IsUnread(row, Me.Me)).Select(row => row.Id));
        }

        await OnUnread.InvokeAsync(_unread.Count);
    }

    private async Task TakeAsync(IReadOnlyList<LiveUpdate> updates)
    {
        var before = _unread.Count;
        foreach (var ticket in updates.GroupBy(update => update.Id))
        {
            var id = new TicketId(ticket.Key);
            var row = await Rows.GetAsync(Me, id, ticket.Max(update => update.Sequence));
            var unread = row is not null && TicketWords.IsUnread(row, Me.Me);
            if (unread) _unread.Add(id);
            else _unread.Remove(id);
        }

        if (_unread.Count != before) await OnUnread.InvokeAsync(_unread.Count);
    }
}
