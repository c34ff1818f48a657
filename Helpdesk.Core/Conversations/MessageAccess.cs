using System.Linq.Expressions;
using Helpdesk.Core.Identity;

namespace Helpdesk.Core.Conversations;

/// <summary>
/// Which entries of a thread one may see, besides seeing the ticket (<see cref="Tickets.TicketAccess"/>): everything but whispers; those only who
/// wrote one, whom it is meant for, and who supervises. A program never sees one, whoever's token it has: what it reads it may show to anybody.
/// </summary>
public static class MessageAccess
{
    /// <summary>The rule, for a query.</summary>
    public static Expression<Func<Message, bool>> Shown(Actor actor)
    {
        if (actor.Agent is not { } me || actor.Origin is { IsToken: true }) return message => message.WhisperTo == null;
        if (actor.Granted.Contains(Permission.SuperviseAgents)) return message => true;
        return message => message.WhisperTo == null || message.WhisperTo == me || message.AuthorId == me;
    }
}
