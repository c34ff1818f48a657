using System.Globalization;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Web.Doors;
using Helpdesk.Web.Layout;
using Helpdesk.Web.Resources;
using Helpdesk.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Helpdesk.Web.Conversations;

/// <summary>The server's end of the browser's outbox (js/outbox.js): outlives the single composer, so that what was sent leaves although another ticket is open.</summary>
public sealed class Outbox : ComponentBase, IAsyncDisposable
{
    private DotNetObjectReference<Outbox>? _self;
    private IJSObjectReference? _module;

    [CascadingParameter] private Shell Shell { get; set; } = default!;

    [Inject] private CircuitUseCases UseCases { get; set; } = default!;

    [Inject] private ErrorText Errors { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    [Inject] private IStringLocalizer<Texts> T { get; set; } = default!;

    /// <summary>A message as the browser keeps it.</summary>
    /// <param name="Ticket">The ticket's id; text, as a script's numbers would round it.</param>
    /// <param name="Id">Made once, when it was written.</param>
    public sealed record Outgoing(string Ticket, string Id, string Text, bool Note, long Seen, bool Anyway)
    {
        /// <summary>The ticket.</summary>
        public TicketId TicketId => new(long.Parse(Ticket, CultureInfo.InvariantCulture));
    }

    /// <summary>Why a message was not taken.</summary>
    /// <param name="Quote">What arrived in the meantime, when that is why.</param>
    public sealed record Refusal(string Code, string Message, string? Quote, string? Language, string? Time);

    /// <summary>Takes a message; the same id again is the same message.</summary>
    /// <returns>Null when it was taken.</returns>
    [JSInvokable]
    public async Task<Refusal?> SendAsync(Outgoing message)
    {
        var result = message.Note
            ? await UseCases.RunAsync<AddNote, Result<MessageId>>((add, ct) => add.ExecuteAsync(message.TicketId, message.Text, message.Id, ct))
            : await UseCases.RunAsync<SendReply, Result<MessageId>>((send, ct) =>
                send.ExecuteAsync(new ReplyRequest(message.TicketId, message.Text, message.Id, message.Seen, message.Anyway), ct));
        return result.Succeeded ? null : await ExplainAsync(message.TicketId, message.Seen, result.Error);
    }

    /// <summary>Says why the endpoint for files refused.</summary>
    [JSInvokable]
    public Task<Refusal> ExplainAsync(string ticket, long seen, string code) =>
        ExplainAsync(new TicketId(long.Parse(ticket, CultureInfo.InvariantCulture)), seen, new Error(code, ErrorKind.Conflict));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_module is not null)
            {
                await _module.InvokeVoidAsync("close");
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone; what it had not sent lies in its session storage.
        }

        _self?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        _self = DotNetObjectReference.Create(this);
        _module = await Js.InvokeAsync<IJSObjectReference>("import", "/js/outbox.js");
        await _module.InvokeVoidAsync("open", _self);
    }

    private async Task<Refusal> ExplainAsync(TicketId ticket, long seen, Error error)
    {
        if (error.Code != MessageErrors.StaleReply.Code) return new Refusal(error.Code, Errors.For(error), null, null, null);
        var newer = await UseCases.RunAsync<IConversationQueries, MessageRow?>((threads, ct) => threads.NewestPublicAfterAsync(ticket, seen, ct));
        var title = newer is { Kind: MessageKind.Reply, AuthorName: { } colleague } ? T["stale.colleague", Isolate.Of(colleague)] : T["stale.customer"];
        var quote = MessageText.Line(newer?.Text) is { Length: > 0 } line ? line : T["row.file"].Value;
        return new Refusal(error.Code, title, quote, Core.Customers.Script.LanguageOf(newer?.Text), newer is null ? null : DayNames.Time(Shell.Local(newer.SentAt)));
    }
}
