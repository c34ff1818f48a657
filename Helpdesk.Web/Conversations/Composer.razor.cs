using Helpdesk.Core.Conversations;
using Helpdesk.Core.Live;
using Helpdesk.Core.Notifications;
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

/// <summary>Where a reply or note is written. The browser owns the text; the server keeps the drafts.</summary>
public sealed partial class Composer
{
    private ElementReference _root;
    private DotNetObjectReference<Composer>? _self;
    private IJSObjectReference? _attached;
    private readonly CancellationTokenSource _left = new();
    private bool _writes;
    private IReadOnlyList<Recipient> _nameable = [];

    /// <summary>Whom it answers.</summary>
    [Parameter, EditorRequired] public TicketId Ticket { get; set; }

    /// <summary>Where replies go.</summary>
    [Parameter] public string? Address { get; set; }

    [CascadingParameter] private Shell Shell { get; set; } = default!;

    [Inject] private CircuitUseCases UseCases { get; set; } = default!;

    [Inject] private CurrentAgent Me { get; set; } = default!;

    [Inject] private ILiveSignals Signals { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    [Inject] private IStringLocalizer<Texts> T { get; set; } = default!;

    /// <summary>Keeps an unsent text (DECISIONS 13).</summary>
    [JSInvokable]
    public Task<bool> KeepDraftAsync(bool note, string text) => UseCases.RunAsync<IDraftStore, bool>(async (drafts, ct) =>
    {
        await drafts.KeepAsync(Ticket, note ? DraftKind.Note : DraftKind.Reply, text, ct);
        if (!note) Signals.Send(new LiveSignal(Me.Tenant, LiveSignalKind.DraftKept, Ticket.Value, Me.Me.Value));
        return true;
    });

    /// <summary>A reply is being written, or is no longer: told to colleagues (<see cref="Viewers"/>), and no word of it.</summary>
    [JSInvokable]
    public void Write(bool writes)
    {
        _writes = writes;
        Signals.Send(new LiveSignal(Me.Tenant, writes ? LiveSignalKind.Typing : LiveSignalKind.Stopped, Ticket.Value, Me.Me.Value));
    }

    /// <summary>A note begins to name somebody: draws whom it can name, for js/names.js to show.</summary>
    [JSInvokable]
    public async Task DrawNamesAsync()
    {
        var found = await UseCases.RunAsync<ListNameable, Result<IReadOnlyList<Recipient>>>((list, ct) => list.ExecuteAsync(Ticket, ct));
        _nameable = found.Succeeded ? [.. found.Value.OrderBy(r => r.Name, StringComparer.CurrentCulture)] : [];
        StateHasChanged();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_writes) Write(false);
        await _left.CancelAsync();
        try
        {
            if (_attached is not null) await _attached.InvokeVoidAsync("dispose");
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone; what it had not sent lies in its session storage.
        }

        _self?.Dispose();
        _left.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        Shell.OnReturn(AttachAsync, _left.Token);
        await AttachAsync();
    }

    // A line cut while the script was on its way leaves a dead composer: tried again when the line is back.
    private async Task AttachAsync()
    {
        if (_attached is not null) return;
        try
        {
            await TryAttachAsync();
        }
        catch (JSException)
        {
            // The browser could not fetch the script.
        }
    }

    private async Task TryAttachAsync()
    {
        var (reply, note) = (await ReadAsync(DraftKind.Reply), await ReadAsync(DraftKind.Note));
        if (_left.IsCancellationRequested) return;
        _self ??= DotNetObjectReference.Create(this);
        await using var module = await Js.InvokeAsync<IJSObjectReference>("import", "/Conversations/Composer.razor.js");
        _attached = await module.InvokeAsync<IJSObjectReference>(
            "attach", _root, _self,
            new { ticket = $"{Ticket.Value}", reply, note, tooLarge = T["error.message.file-too-large"].Value, typingEvery = (ScriptNumber)LiveSignal.TypingEvery.TotalMilliseconds });
    }

    private Task<string> ReadAsync(DraftKind kind) =>
        UseCases.RunAsync<IDraftStore, string>((drafts, ct) => drafts.ReadAsync(Ticket, kind, ct));
}
