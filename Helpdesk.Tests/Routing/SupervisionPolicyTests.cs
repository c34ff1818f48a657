using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;
using Helpdesk.Web.Supervision;
using Xunit;

namespace Helpdesk.Tests.Routing;

/// <summary>What the live page works out from what it has read: queues' past, alerts, figures, the order of rows and bars.</summary>
public sealed class SupervisionPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 30, 0, TimeSpan.Zero);
    private static readonly DepartmentId Care = new(1);
    private static readonly DepartmentId Sales = new(2);

    [Fact]
    public void A_ticket_still_in_line_where_it_was_opened_has_one_stay_that_lasts() =>
        Assert.Equal([new QueueStay(Care, Ago(20), null)], QueueHistory.StaysOf(Life(Ago(20), inLine: true)));

    [Fact]
    public void One_taken_from_the_queue_left_it_then_and_one_put_back_came_again()
    {
        var life = Life(Ago(90), inLine: true, new QueueMove(Ago(50), null, FromQueue: true), new QueueMove(Ago(10), Care, FromQueue: false));
        Assert.Equal([new QueueStay(Care, Ago(90), Ago(50)), new QueueStay(Care, Ago(10), null)], QueueHistory.StaysOf(life));
    }

    [Fact]
    public void One_passed_from_queue_to_queue_leaves_the_first_and_lies_in_the_second()
    {
        var life = Life(Ago(40), inLine: true, new QueueMove(Ago(30), Care, FromQueue: false), new QueueMove(Ago(5), Sales, FromQueue: true)) with { Department = Sales };
        Assert.Equal([new QueueStay(Care, Ago(30), Ago(5)), new QueueStay(Sales, Ago(5), null)], QueueHistory.StaysOf(life));
    }

    [Fact]
    public void One_resolved_without_anybody_having_held_it_left_when_it_was_resolved() =>
        Assert.Equal([new QueueStay(Care, Ago(40), Ago(15))], QueueHistory.StaysOf(Life(Ago(40), inLine: false) with { EndedAt = Ago(15) }));

    [Fact]
    public void Lengths_and_flow_of_an_hour_are_those_a_minute_by_minute_count_finds()
    {
        var dice = new Random(7);
        var stays = Enumerable.Range(0, 400).Select(_ =>
        {
            var from = Now.AddMinutes(-dice.Next(0, 120)).AddSeconds(-dice.Next(0, 60));
            return new QueueStay(Care, from, dice.Next(3) == 0 ? null : from.AddMinutes(dice.Next(1, 60)));
        }).Where(s => !(s.To > Now)).ToList();
        var lengths = QueueHistory.Lengths(stays, Now);
        Assert.Equal(21, lengths.Count);
        for (var i = 0; i < lengths.Count; i++)
        {
            var at = Now.AddMinutes(-60 + (3 * i));
            Assert.Equal(stays.Count(s => s.From <= at && (s.To is null || s.To > at)), lengths[i]);
        }

        var (came, left) = QueueHistory.Flow(stays, Now);
        Assert.Equal(lengths[^1] - lengths[0], came - left);
        Assert.True(came > 50 && left > 50);
    }

    [Fact]
    public void Alerts_come_most_urgent_first_and_only_for_what_is_so()
    {
        var picture = new SupervisionNow(
            [
                Agent(1, AgentState.Break, held: 0) with { Break = new BreakNow(9, "Lunch", 30, Ago(50), Ago(40)) },
                Agent(2, AgentState.Reconnecting, held: 3), Agent(3, AgentState.Reconnecting, held: 0), Agent(4, AgentState.Offline, held: 2),
                Agent(5, AgentState.Break, held: 0) with { Break = new BreakNow(10, "Tea", 30, Ago(50), Ago(10)) },
            ],
            [new LiveQueue(Care, "Care", 0, null, ChoiceReason.AllOffline), new LiveQueue(Sales, "Sales", 0, null, ChoiceReason.AllOffline)],
            [Ticket(1, waiting: 9, held: null), Ticket(2, waiting: 2, held: 2), Ticket(3, waiting: 12, held: 2)],
            new HeldCounts([]), 0);
        var alerts = SupervisionAlert.Of(picture, Now);
        Assert.Equal(
            ["Delayed-3", "Delayed-1", "Deserted-1", "ConnectionLost-2", "ConnectionLost-4", "BreakOver-1"], alerts.Select(a => a.Key));
        Assert.Equal(Now.AddMinutes(1), picture.NextChange(Now));
    }

    [Fact]
    public void Figures_count_who_waits_who_waits_too_long_and_what_is_free()
    {
        var picture = new SupervisionNow(
            [Agent(1, AgentState.Online, held: 3), Agent(2, AgentState.Online, held: 12), Agent(3, AgentState.Away, held: 0)], [],
            [Ticket(1, waiting: 9, held: null), Ticket(2, waiting: 2, held: 2), Ticket(3, waiting: null, held: 1)],
            new HeldCounts([new HeldTickets(new TicketPlace(Care, null, null), 5, 0, 0, null), new HeldTickets(new TicketPlace(Sales, null, null), 2, 0, 0, null)]), 1);
        var figures = SupervisionFigures.Of(picture, Now);
        Assert.Equal((2, 1, 1, 7, 2, 3, 7, 1), (figures.Waiting, figures.WaitingUnheld, figures.Delayed, figures.Open, figures.Online, figures.Members, figures.Free, figures.NotShown));
        Assert.Equal(new TicketId(1), figures.Oldest!.Id);
        Assert.Equal(5, SupervisionFigures.Of(picture.In(Care), Now).Open);
    }

    [Fact]
    public void A_held_order_stays_and_says_how_many_rows_stand_elsewhere()
    {
        var order = new HeldOrder<int>();
        Assert.Equal([1, 2, 3], order.Arrange([1, 2, 3], k => k));
        order.Hold(true);
        Assert.Equal([1, 2, 3], order.Arrange([3, 1, 2], k => k));
        Assert.Equal(3, order.Moved);
        Assert.Equal([1, 3, 4], order.Arrange([4, 3, 1], k => k));
        order.Release();
        Assert.Equal([4, 3, 1], order.Arrange([4, 3, 1], k => k));
        Assert.Equal([4, 3, 1], order.Arrange([1, 3, 4], k => k));
        Assert.Equal(2, order.Moved);
        order.Hold(false);
        Assert.Equal([1, 3, 4], order.Arrange([1, 3, 4], k => k));
        Assert.Equal(0, order.Moved);
    }

    [Fact]
    public void A_day_bar_shows_states_where_they_were_and_what_a_break_took_beyond_its_plan()
    {
        var agent = new AgentId(1);
        var window = DayWindow.Of(new DateTimeOffset(2026, 3, 4, 8, 20, 0, TimeSpan.Zero), Now);
        Assert.Equal((8, 16), (window.From.Hour, window.To.Hour));
        var bar = DayBars.Of(
            [new SpanRow(agent, AgentState.Online, window.From, window.From.AddHours(2)), new SpanRow(agent, AgentState.Break, window.From.AddHours(2), null)],
            [new BreakRow(agent, "Lunch", 30, window.From.AddHours(2), null, true)], window, window.From.AddHours(4));
        Assert.Equal([new DaySegment(DayKind.Online, 0, 25), new DaySegment(DayKind.Break, 25, 25), new DaySegment(DayKind.Over, 31.25, 18.75)], bar);
    }

    private static DateTimeOffset Ago(int minutes) => Now.AddMinutes(-minutes);

    private static QueueLife Life(DateTimeOffset created, bool inLine, params QueueMove[] moves) => new(new TicketId(1), Care, created, null, inLine, moves);

    private static AgentNow Agent(long id, AgentState state, int held) => new(new AgentId(id), $"Agent {id}", state, Ago(1), held, 10, held, [Care], null);

    private static LiveTicket Ticket(long id, int? waiting, long? held) => new(
        new TicketId(id), $"{id}", "Mona", new TicketPlace(Care, held is { } agent ? new AgentId(agent) : null, null), TicketPriority.Normal,
        waiting is { } minutes ? Ago(minutes) : null, waiting is { } since ? Ago(since).AddMinutes(3) : null, held is null ? Ago(waiting ?? 0) : null);
}
