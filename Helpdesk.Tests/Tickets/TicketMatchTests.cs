using Helpdesk.Core.Tickets;
using Xunit;

namespace Helpdesk.Tests.Tickets;

/// <summary>Which ticket a message belongs to (DECISIONS 8).</summary>
public sealed class TicketMatchTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 20, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Window = TimeSpan.FromDays(7);

    [Fact]
    public void A_customer_without_tickets_gets_a_new_one_that_follows_none() =>
        Assert.Equal(new TicketChoice(null, null), TicketMatch.Choose([], null, Window, Now));

    [Fact]
    public void The_quoted_ticket_wins_over_a_newer_one()
    {
        var (old, recent) = (TicketTests.Open(1, Now.AddDays(-2)), TicketTests.Open(2, Now.AddDays(-1)));
        Assert.Same(old, TicketMatch.Choose([recent, old], old.Id, Window, Now).Existing);
    }

    [Fact]
    public void Without_a_quote_the_newest_that_is_not_closed_wins()
    {
        var (open, closedLater) = (TicketTests.Open(1, Now.AddDays(-2)), Closed(2, Now.AddDays(-1), Now));
        Assert.Same(open, TicketMatch.Choose([open, closedLater], null, Window, Now).Existing);
    }

    [Fact]
    public void A_resolved_ticket_counts_as_not_closed()
    {
        var resolved = TicketTests.Open(1, Now.AddDays(-30));
        resolved.Resolve(null, Now.AddDays(-29));
        Assert.Same(resolved, TicketMatch.Choose([resolved], null, Window, Now).Existing);
    }

    [Fact]
    public void At_the_end_of_the_window_a_closed_ticket_still_comes_back()
    {
        var closed = Closed(1, Now.AddDays(-9), Now - Window);
        Assert.Same(closed, TicketMatch.Choose([closed], null, Window, Now).Existing);
    }

    [Fact]
    public void Past_the_window_a_new_ticket_follows_the_closed_one()
    {
        var closed = Closed(1, Now.AddDays(-9), Now - Window - TimeSpan.FromTicks(1));
        Assert.Equal(new TicketChoice(null, closed.Id), TicketMatch.Choose([closed], null, Window, Now));
    }

    [Fact]
    public void Quoting_a_ticket_past_the_window_does_not_bring_it_back()
    {
        var closed = Closed(1, Now.AddDays(-30), Now.AddDays(-20));
        Assert.Equal(new TicketChoice(null, closed.Id), TicketMatch.Choose([closed], closed.Id, Window, Now));
    }

    [Fact]
    public void A_new_ticket_follows_the_last_of_several()
    {
        Ticket[] closed = [Closed(1, Now.AddDays(-40), Now.AddDays(-39)), Closed(3, Now.AddDays(-20), Now.AddDays(-19)), Closed(2, Now.AddDays(-30), Now.AddDays(-29))];
        Assert.Equal(new TicketChoice(null, new TicketId(3)), TicketMatch.Choose(closed, null, Window, Now));
    }

    private static Ticket Closed(long id, DateTimeOffset opened, DateTimeOffset closed)
    {
        var ticket = TicketTests.Open(id, opened);
        ticket.Close(null, closed);
        return ticket;
    }
}
