using Helpdesk.Core.Conversations;
using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Channels;

/// <summary>The customer sees blue ticks only when the one who holds the ticket has read (DECISIONS 12).</summary>
public sealed class TellSeenOnRead(ISeenWork seen) : IEventHandler<AssigneeRead>
{
    /// <inheritdoc/>
    public Task HandleAsync(AssigneeRead happened, CancellationToken ct) => seen.TellAsync(happened.Ticket, ct);
}

/// <summary>Reaches the chat of a ticket.</summary>
public interface ISeenWork
{
    /// <summary>Tells the provider that the ticket's chat was seen.</summary>
    Task TellAsync(Tickets.TicketId ticket, CancellationToken ct);
}

/// <summary>Fetches a file that did not come with its message; retried by the outbox until it is here.</summary>
public sealed class FetchFileOnMissing(IMessageStore messages, ISendWork sends, IChannelSender provider, IUnitOfWork work) : IEventHandler<FileMissing>
{
    /// <inheritdoc/>
    public async Task HandleAsync(FileMissing happened, CancellationToken ct)
    {
        if (await messages.FindAsync(happened.Message, ct) is not { Content: MessageContent.PreviewOnly } message) return;
        if (await sends.OutboundAsync(message, ct) is not { } chat) return;
        var file = await provider.FetchFileAsync(happened.Account, chat.To, happened.ExternalId, ct)
            ?? throw new InvalidOperationException("The provider does not have the file (yet).");
        messages.Add(Attachment.Of(message.Id.Value, message.Id, file.Stored, file.Name));
        message.Complete();
        await work.SaveAsync(ct);
    }
}
