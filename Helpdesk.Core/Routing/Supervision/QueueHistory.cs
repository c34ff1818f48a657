using Helpdesk.Core.Identity;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Routing;

/// <summary>A stretch of time a ticket lay in a department's queue.</summary>
/// <param name="From">When it came; for one that lay there before the time looked at, any moment before that.</param>
/// <param name="To">When it left; null while it lies there.</param>
public readonly record struct QueueStay(DepartmentId Department, DateTimeOffset From, DateTimeOffset? To);

/// <summary>One change of hands, as far as queues are concerned.</summary>
/// <param name="Queue">The department whose queue it came into; null when it went to an agent.</param>
/// <param name="FromQueue">Whether it lay in a queue before.</param>
public readonly record struct QueueMove(DateTimeOffset At, DepartmentId? Queue, bool FromQueue);

/// <summary>What is known of one ticket's time in queues.</summary>
/// <param name="Department">Where it lies now.</param>
/// <param name="EndedAt">When it was resolved, if it is.</param>
/// <param name="InLine">Whether it lies in a queue now.</param>
/// <param name="Moves">Its changes of hands in the time looked at, oldest first.</param>
public sealed record QueueLife(TicketId Id, DepartmentId Department, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt, bool InLine, IReadOnlyList<QueueMove> Moves);

/// <summary>How long queues were, and what came and went: worked out from what happened to tickets, never sampled, so that it is right after a restart and on every node.</summary>
public static class QueueHistory
{
    /// <summary>How far back the page looks.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(60);

    private const int Steps = 20;

    /// <summary>The stays of one ticket, oldest first.</summary>
    public static IEnumerable<QueueStay> StaysOf(QueueLife life)
    {
        if (life.Moves.Count == 0)
        {
            // Still where it was opened, or done without anybody having held it.
            if (life.InLine || life.EndedAt is not null) yield return new QueueStay(life.Department, life.CreatedAt, life.InLine ? null : life.EndedAt);
            yield break;
        }

        var first = life.Moves[0];
        // Passed from queue to queue it comes from a department no row names any more: that stay is left out.
        if (first is { FromQueue: true, Queue: null }) yield return new QueueStay(life.Moves.Any(m => m.Queue is not null) ? FirstQueue(life) : life.Department, life.CreatedAt, first.At);
        for (var i = 0; i < life.Moves.Count; i++)
        {
            if (life.Moves[i].Queue is not { } queue) continue;
            DateTimeOffset? left = i + 1 < life.Moves.Count ? life.Moves[i + 1].At : life.InLine ? null : life.EndedAt ?? life.Moves[i].At;
            yield return new QueueStay(queue, life.Moves[i].At, left);
        }
    }

    /// <summary>A queue's lengths over the last hour, oldest first, the last of them now.</summary>
    public static IReadOnlyList<int> Lengths(IEnumerable<QueueStay> stays, DateTimeOffset now)
    {
        var lengths = new int[Steps + 1];
        foreach (var stay in stays)
        {
            for (var step = 0; step <= Steps; step++)
            {
                var at = now - (Window * (1 - ((double)step / Steps)));
                if (stay.From <= at && !(stay.To <= at)) lengths[step]++;
            }
        }

        return lengths;
    }

    /// <summary>How many came and how many left in the last hour.</summary>
    public static (int In, int Out) Flow(IEnumerable<QueueStay> stays, DateTimeOffset now)
    {
        var (came, left) = (0, 0);
        foreach (var stay in stays)
        {
            if (stay.From > now - Window) came++;
            if (stay.To > now - Window && stay.To <= now) left++;
        }

        return (came, left);
    }

    private static DepartmentId FirstQueue(QueueLife life) => life.Moves.First(m => m.Queue is not null).Queue!.Value;
}
