using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Channels;

/// <summary>An event that failed, or was ignored, with why.</summary>
public sealed record InboundEntryRow(long Id, string Kind, InboundState State, string? Reason, string? Detail, DateTimeOffset ReceivedAt, string? Account);

/// <summary>A reply that did not leave, or whose fate is not known.</summary>
public sealed record FailedSendRow(MessageId Message, TicketId Ticket, string Number, DeliveryState State, string? Code, DateTimeOffset At);

/// <summary>A reaction that was given up.</summary>
public sealed record DeadReactionRow(long Id, string Reaction, string? Failure, DateTimeOffset At);

/// <summary>Everything that needs a person: nothing accepted ends anywhere else than on a screen or here.</summary>
public sealed record FailureList(
    IReadOnlyList<InboundEntryRow> Entries, IReadOnlyList<FailedSendRow> Sends, IReadOnlyList<DeadReactionRow> Reactions);

/// <summary>Reads for the failures page.</summary>
public interface IFailureQueries
{
    /// <summary>The newest failures of each sort; refused without <see cref="Permission.HandleFailures"/>.</summary>
    Task<Result<FailureList>> ListAsync(CancellationToken ct);
}

/// <summary>Write access to reactions that were given up.</summary>
public interface IReactionStore
{
    /// <summary>Makes one due again; false when there is none.</summary>
    Task<bool> AgainAsync(long id, DateTimeOffset now, CancellationToken ct);
}

/// <summary>A person asks to run a given-up reaction again.</summary>
public sealed class RetryReaction(IReactionStore reactions, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Puts it back into the outbox.</summary>
    public async Task<Result> ExecuteAsync(long id, CancellationToken ct)
    {
        if (actor.Lacks(Permission.HandleFailures) is { } denied) return denied;
        return await reactions.AgainAsync(id, clock.GetUtcNow(), ct) ? await work.SaveAsync(ct) : InboundErrors.NotFound;
    }
}
