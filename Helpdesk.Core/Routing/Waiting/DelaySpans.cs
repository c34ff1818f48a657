using Helpdesk.Core.Identity;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Routing;

/// <summary>One holder's part of a delay.</summary>
/// <param name="Holder">Who held the ticket; none for a queue.</param>
/// <param name="Department">In which department.</param>
/// <param name="From">When it began.</param>
/// <param name="To">When it went to the next; none while it lasts.</param>
public sealed record DelaySpan(AgentId? Holder, DepartmentId Department, DateTimeOffset From, DateTimeOffset? To);

/// <summary>Shares a delay out among those who held the ticket meanwhile.</summary>
public static class DelaySpans
{
    /// <summary>The parts of a delay that began at a moment and lasts.</summary>
    /// <param name="from">When it began.</param>
    /// <param name="department">The ticket's department then.</param>
    /// <param name="holder">Who holds it now.</param>
    /// <param name="moves">What has moved it since, in order.</param>
    public static IReadOnlyList<DelaySpan> Since(DateTimeOffset from, DepartmentId department, AgentId? holder, IReadOnlyList<TicketMove> moves)
    {
        var spans = new List<DelaySpan> { new(moves.Count > 0 ? moves[0].From : holder, department, from, null) };
        foreach (var move in moves)
        {
            var last = spans[^1];
            var next = new DelaySpan(move.To, move.Queue ?? last.Department, move.At, null);
            if (next.Holder == last.Holder && next.Department == last.Department) continue;
            spans[^1] = last with { To = move.At };
            spans.Add(next);
        }

        return spans;
    }
}
