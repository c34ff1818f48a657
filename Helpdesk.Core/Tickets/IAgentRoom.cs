using Helpdesk.Core.Identity;

namespace Helpdesk.Core.Tickets;

/// <summary>The room agents have for more conversations.</summary>
public interface IAgentRoom
{
    /// <summary>
    /// Takes room for one more ticket of an account in the running unit of work. Two who give the last room away at once meet at the agent's own
    /// row: the second one's save is refused as a conflict, so that nobody ever holds more than their capacity.
    /// </summary>
    /// <returns>False when there is none and <paramref name="evenIfFull"/> does not say otherwise.</returns>
    Task<bool> TakeAsync(AgentId agent, ChannelAccountId account, bool evenIfFull, CancellationToken ct);
}
