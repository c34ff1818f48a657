using Helpdesk.Core.Conversations;
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

namespace Helpdesk.Web.Conversations;

/// <summary>One ticket's messages, live: fifty backwards at a time; what was on screen is told back as read.</summary>
public sealed partial class ThreadPane
{
    private const int Page = 50;
    private const int MostReread = 500;
    private readonly LoadedThread _thread = new();
    private IReadOnlyList<ThreadLine> _lines = [];
    private ElementReference _root;
    private ThreadPage? _page;
    private DotNetObjectReference<ThreadPane>? _self;
    private IJSObjectReference? _attached;

    /// <summary>Whose thread.</summary>
    [Parameter, EditorRequired] public TicketId Ticket { get; set; }

    /// <summary>The row, for the customer's name and face.</summary>
    [Parameter] public TicketRow? Customer { get; set; }

    /// <summary>How far anybody had read before this was opened; null until it is known.</summary>
    [Parameter] public long? ReadBy { get; set; }

    /// <summary>Looked at from outside: nothing counts as read by it (DECISIONS 12 is about who works the ticket).</summary>
    [Parameter] public bool Watching { get; set; }

    /// <summary>The highest sequence drawn has changed.</summary>
    [Parameter] public EventCallback<long> OnSeen { get; set; }

    /// <summary>There is no such ticket.</summary>
    [Parameter] public EventCallback OnGone { get; set; }

    [CascadingParameter] private Shell Shell { get; set; } = default!;

    [Inject] private CurrentAgent Me { get; set; } = default!;

    [Inject] private CircuitUseCases UseCases { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    [Inject] private IStringLocalizer<Texts> T { get; set; } = default!;

    /// <summary>The browser has the newest message on screen in a visible tab (DECISIONS 12).</summary>
    [JSInvokable]
    public async Task SeenAsync(long sequence)
    {
        if (!Watching) await UseCases.RunAsync<MarkRead, Result>((mark, ct) => mark.ExecuteAsync(Ticket, sequence, ct), Gone);
    }

    /// <summary>The browser has come near the beginning.</summary>
    [JSInvokable]
    public async Task EarlierAsync()
    {
        if (!_thread.HasEarlier || _thread.Messages.Count == 0) return;
        var page = await ReadAsync(_thread.Messages[0].Id, Page);
        if (page is null) return;
        _thread.TakeEarlier(page);
        Draw();
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
            // The browser is gone, and its observers with it.
        }

        _self?.Dispose();
        await base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Listen(LiveTopic.Ticket(Me.Tenant, Ticket.Value), TakeAsync);
        Shell.OnReturn(() => ReadNewestAsync(Page), Gone);
        await ReadNewestAsync(Page);
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_page is not null && ReadBy is not null) Draw();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        _self = DotNetObjectReference.Create(this);
        await using var module = await Js.InvokeAsync<IJSObjectReference>("import", "/Conversations/ThreadPane.razor.js");
        _attached = await module.InvokeAsync<IJSObjectReference>("attach", _root, _self);
    }

    private Task TakeAsync(IReadOnlyList<LiveUpdate> updates)
    {
        // A change above the newest page is rare (an old message taken back): read as far up as it lies.
        var older = updates.Any(update => update.MessageId is { } id && _thread.HasOlder(id, Page));
        return ReadNewestAsync(older ? Math.Min(_thread.Messages.Count, MostReread) : Page);
    }

    private async Task ReadNewestAsync(int take)
    {
        var page = await ReadAsync(null, take);
        if (page is null)
        {
            await OnGone.InvokeAsync();
            return;
        }

        var before = _thread.LastSequence;
        _page = page;
        _thread.TakeNewest(page);
        Draw();
        if (_thread.LastSequence != before) await OnSeen.InvokeAsync(_thread.LastSequence);
    }

    private Task<ThreadPage?> ReadAsync(MessageId? before, int take) =>
        UseCases.RunAsync<IConversationQueries, ThreadPage?>((threads, ct) => threads.ThreadAsync(Ticket, before, take, ct), Gone);

    private void Draw()
    {
        if (ReadBy is { } position) _thread.DivideAt(position);
        _lines = ThreadLines.Of(_thread.Messages, _thread.FirstNew, _thread.NewCount, Shell.Local);
        StateHasChanged();
    }
}
