using Helpdesk.Core.Identity;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Tickets;
using Xunit;

namespace Helpdesk.Tests.Routing;

/// <summary>A delay that goes on as if nothing had been said is shared out among those who held the ticket.</summary>
public sealed class WaitingSpansTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DepartmentId Support = new(1);
    private static readonly DepartmentId Sales = new(2);
    private static readonly AgentId Ana = new(1);
    private static readonly AgentId Ben = new(2);

    [Fact]
    public void Without_moves_all_of_it_is_the_holders() => Assert.Equal([new DelaySpan(Ana, Support, Start, null)], DelaySpans.Since(Start, Support, Ana, []));

    [Fact]
    public void Each_move_ends_one_part_and_begins_the_next() => Assert.Equal(
        [
            new DelaySpan(Ana, Support, Start, At(1)), new DelaySpan(null, Support, At(1), At(2)), new DelaySpan(null, Sales, At(2), At(3)),
            new DelaySpan(Ben, Sales, At(3), null),
        ],
        DelaySpans.Since(Start, Support, Ben, [Queued(1, Ana, Support), Queued(2, null, Sales), Given(3, null, Ben)]));

    [Fact]
    public void A_move_that_changes_neither_holder_nor_department_ends_nothing() => Assert.Equal(
        [new DelaySpan(null, Support, Start, null)], DelaySpans.Since(Start, Support, null, [Queued(1, null, Support)]));

    private static DateTimeOffset At(int minute) => Start.AddMinutes(minute);

    private static TicketMove Queued(int minute, AgentId? from, DepartmentId department) =>
        TicketMove.ToQueue(minute, new TicketQueued(new TicketId(1), department, from, MoveCause.PutBack, null), At(minute));

    private static TicketMove Given(int minute, AgentId? from, AgentId to) =>
        TicketMove.ToAgent(minute, new TicketAssigned(new TicketId(1), from, to, null, MoveCause.Assigned), At(minute));
}
