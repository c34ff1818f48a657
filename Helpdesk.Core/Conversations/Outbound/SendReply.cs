using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Conversations;

/// <summary>A reply to the customer.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="Text">What to say; may be empty when there is a file.</param>
/// <param name="ClientId">Made by the client, once per message it means to send.</param>
/// <param name="Seen">The highest thread sequence on screen beside the composer.</param>
/// <param name="SendAnyway">The writer has seen what arrived in between and sends all the same.</param>
/// <param name="File">A file to go with it.</param>
public sealed record ReplyRequest(TicketId Ticket, string Text, string ClientId, long Seen, bool SendAnyway = false, InboundFile? File = null);

/// <summary>
/// Answers the customer: stores the message and its place in the send queue together, so that it leaves once whatever happens next.
/// The same client id again is the same message (SEEDS 24.10).
/// </summary>
public sealed class SendReply(
    ITicketStore tickets, IMessageStore messages, ISendQueue queue, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Queues the reply.</summary>
    /// <returns>The message; refused as stale when the thread has moved on (DECISIONS 11).</returns>
    public async Task<Result<MessageId>> ExecuteAsync(ReplyRequest request, CancellationToken ct)
    {
        if (actor.Lacks(Permission.WorkTickets) is { } denied) return denied;
        if (actor.Current.Agent is not { } me) return PeopleErrors.NoSuchAgent;
        if (WrittenText.Check(request.Text, request.ClientId, request.File is not null) is { } wrong) return wrong;
        if (await messages.FindByClientIdAsync(request.ClientId, ct) is { } already) return already.Id;
        if (await tickets.FindAsync(request.Ticket, ct) is not { } ticket) return TicketErrors.NotFound;
        if (ticket.Status == TicketStatus.Closed) return TicketErrors.Closed;

        var now = clock.GetUtcNow();
        var message = Message.Reply(messages.NextId(), ticket.Id, ticket.AccountId, me, request.ClientId, request.Text.Trim(), now);
        if (await queue.AddAsync(message, ticket, ct) is { } held) return held;
        messages.Append(message, request.SendAnyway ? null : new ThreadGuard(request.Seen, me));
        if (request.File is { } file) messages.Add(Attachment.Of(message.Id.Value, message.Id, file.Stored, file.Name));
        ticket.AnsweredBy(me, now);

        var saved = await work.SaveAsync(ct);
        if (saved.Succeeded) return message.Id;
        return saved.Error == SaveErrors.Duplicate && await messages.FindByClientIdAsync(request.ClientId, ct) is { } twin ? twin.Id : saved.Error;
    }
}

/// <summary>Checks what a person wrote.</summary>
public static class WrittenText
{
    /// <summary>The refusal of an empty or endless text or a missing client id, else null.</summary>
    public static Error? Check(string text, string clientId, bool hasFile) =>
        clientId.Length is < 8 or > 64 ? MessageErrors.ClientId
        : string.IsNullOrWhiteSpace(text) && !hasFile ? MessageErrors.Empty
        : text.Length > MessageText.Longest ? MessageErrors.TooLong
        : null;
}
