using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Xunit;

namespace Helpdesk.Tests.Tickets;

/// <summary>A ticket's own rules.</summary>
public sealed class TicketTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly AgentId Ana = new(1);
    private static readonly AgentId Ben = new(2);

    [Fact]
    public void Opening_tells_that_it_opened_and_waits_for_a_human()
    {
        var ticket = Open(follows: new TicketId(7));
        Assert.Equal(
            [new TicketOpened(ticket.Id, new TicketId(7)), new TicketQueued(ticket.Id, new DepartmentId(1), null, MoveCause.Opened, null)], ticket.TakeEvents().Cast<ITicketEvent>());
        Assert.Equal(Now, ticket.QueuedAt);
        Assert.Equal((TicketStatus.New, true, null), (ticket.Status, ticket.IsActive, ticket.AssigneeId));
    }

    [Fact]
    public void Claiming_a_free_ticket_makes_the_agent_holder_and_owner()
    {
        var ticket = Quiet(Open());
        Assert.Null(ticket.Claim(Ana));
        Assert.Equal((Ana, Ana, 2L), (ticket.AssigneeId, ticket.OwnerId, ticket.Version));
        Assert.Equal(new TicketAssigned(ticket.Id, null, Ana, Ana, MoveCause.Claimed), Assert.Single(ticket.TakeEvents()));
    }

    [Fact]
    public void Claiming_a_ticket_somebody_holds_is_refused()
    {
        var ticket = Open();
        ticket.Claim(Ana);
        Assert.Equal(TicketErrors.AlreadyAssigned, ticket.Claim(Ben));
        Assert.Equal(TicketErrors.AlreadyYours, ticket.Claim(Ana));
        Assert.Equal(Ana, ticket.AssigneeId);
    }

    [Fact]
    public void A_closed_ticket_is_neither_claimed_nor_assigned_nor_prioritised()
    {
        var ticket = Closed();
        Assert.Equal(TicketErrors.Closed, ticket.Claim(Ana));
        Assert.Equal(TicketErrors.Closed, ticket.AssignTo(Ana, Ben, MoveCause.Assigned));
        Assert.Equal(TicketErrors.Closed, ticket.Prioritise(TicketPriority.Urgent, Ana));
        Assert.Empty(ticket.TakeEvents());
    }

    [Fact]
    public void Passing_a_ticket_on_keeps_its_owner()
    {
        var ticket = Open();
        ticket.Claim(Ana);
        Assert.Null(ticket.AssignTo(Ben, Ana, MoveCause.Transferred));
        Assert.Equal((Ben, Ana), (ticket.AssigneeId, ticket.OwnerId));
        Assert.Equal(TicketErrors.AlreadyAssigned, ticket.AssignTo(Ben, Ana, MoveCause.Transferred));
    }

    [Fact]
    public void Resolving_makes_it_inactive_and_a_second_time_is_refused()
    {
        var ticket = Open();
        Assert.Null(ticket.Resolve(Ana, Now));
        Assert.Equal((TicketStatus.Resolved, false, Now), (ticket.Status, ticket.IsActive, ticket.ResolvedAt));
        Assert.Equal(TicketErrors.NotActive, ticket.Resolve(Ana, Now));
    }

    [Fact]
    public void Closing_keeps_the_moment_it_was_resolved()
    {
        var ticket = Open();
        ticket.Resolve(Ana, Now);
        Assert.Null(ticket.Close(null, Now.AddDays(3)));
        Assert.Equal((Now, Now.AddDays(3)), (ticket.ResolvedAt, ticket.ClosedAt));
        Assert.Equal(TicketErrors.Closed, ticket.Close(null, Now.AddDays(4)));
    }

    [Fact]
    public void Reopening_forgets_the_end_and_an_active_ticket_refuses_it()
    {
        var ticket = Closed();
        Assert.Null(ticket.Reopen(Ana));
        Assert.Equal((TicketStatus.Open, true, null, null), (ticket.Status, ticket.IsActive, ticket.ResolvedAt, ticket.ClosedAt));
        Assert.Equal(TicketErrors.Active, ticket.Reopen(Ana));
    }

    [Theory]
    [InlineData(TicketStatus.Pending)]
    [InlineData(TicketStatus.OnHold)]
    public void What_somebody_holds_is_set_aside_and_taken_up_again(TicketStatus aside)
    {
        var ticket = Open();
        ticket.Claim(Ana);
        Quiet(ticket);
        Assert.Null(ticket.SetAside(aside, Ana));
        Assert.Null(ticket.SetAside(aside, Ana));
        Assert.Equal(new TicketStatusChanged(ticket.Id, TicketStatus.New, aside, Ana, Ana), Assert.Single(ticket.TakeEvents()));
        Assert.Equal((aside, true, Ana), (ticket.Status, ticket.IsActive, ticket.AssigneeId));

        Assert.Null(ticket.Reopen(Ben));
        Assert.Equal((TicketStatus.Open, Ana, null), (ticket.Status, ticket.AssigneeId, ticket.QueuedAt));
        Assert.Equal(new TicketStatusChanged(ticket.Id, aside, TicketStatus.Open, Ben, Ana), Assert.Single(ticket.TakeEvents()));
    }

    [Fact]
    public void What_nobody_holds_or_what_is_done_is_not_set_aside_and_nothing_else_is_aside()
    {
        var (ticket, resolved) = (Open(), In(TicketStatus.Resolved));
        Assert.Equal(TicketErrors.Unassigned, ticket.SetAside(TicketStatus.Pending, Ana));
        Assert.Equal(TicketErrors.NotActive, resolved.SetAside(TicketStatus.OnHold, Ana));
        ticket.Claim(Ana);
        Assert.Equal(TicketErrors.NotAside, ticket.SetAside(TicketStatus.Resolved, Ana));
        Assert.Equal(TicketStatus.New, ticket.Status);
    }

    [Fact]
    public void What_goes_back_into_a_queue_is_set_aside_no_longer()
    {
        var ticket = Open();
        ticket.Claim(Ana);
        ticket.SetAside(TicketStatus.OnHold, Ana);
        Assert.Null(ticket.Release(Ana, MoveCause.PutBack, Now));
        Assert.Equal((TicketStatus.Open, Now), (ticket.Status, ticket.QueuedAt));
    }

    [Theory]
    [InlineData(TicketStatus.New, TicketStatus.New)]
    [InlineData(TicketStatus.Open, TicketStatus.Open)]
    [InlineData(TicketStatus.Pending, TicketStatus.Open)]
    [InlineData(TicketStatus.OnHold, TicketStatus.Open)]
    [InlineData(TicketStatus.Resolved, TicketStatus.Open)]
    [InlineData(TicketStatus.Closed, TicketStatus.Open)]
    public void A_customer_who_writes_brings_back_what_was_set_aside_or_done(TicketStatus before, TicketStatus after)
    {
        var ticket = In(before);
        ticket.HearCustomer();
        Assert.Equal((after, true), (ticket.Status, ticket.IsActive));
        TicketStatusChanged[] told = before == after ? [] : [new TicketStatusChanged(ticket.Id, before, after, null, null)];
        Assert.Equal(told, ticket.TakeEvents().OfType<TicketStatusChanged>());
        Assert.NotNull(ticket.QueuedAt);
    }

    [Fact]
    public void The_first_answer_opens_a_new_ticket_and_is_the_first_response()
    {
        var ticket = Open();
        ticket.AnsweredBy(Ana, Now);
        ticket.AnsweredBy(Ben, Now.AddHours(1));
        Assert.Equal((TicketStatus.Open, Now), (ticket.Status, ticket.FirstResponseAt));
    }

    [Fact]
    public void Putting_a_ticket_back_gives_it_the_place_its_wait_earned()
    {
        var ticket = Quiet(Open());
        ticket.Claim(Ana);
        Assert.Null(ticket.QueuedAt);
        Quiet(ticket);
        Assert.Null(ticket.Release(Ana, MoveCause.PutBack, Now.AddHours(1)));
        Assert.Equal((null, Ana, Now.AddHours(1)), (ticket.AssigneeId, ticket.OwnerId, ticket.QueuedAt));
        Assert.Equal(new TicketQueued(ticket.Id, new DepartmentId(1), Ana, MoveCause.PutBack, Ana), Assert.Single(ticket.TakeEvents()));
        Assert.Equal(TicketErrors.Unassigned, ticket.Release(Ana, MoveCause.PutBack, Now));
    }

    [Fact]
    public void Moving_to_another_department_leaves_the_holder_and_keeps_the_owner()
    {
        var ticket = Open();
        ticket.Claim(Ana);
        Assert.Null(ticket.MoveTo(new DepartmentId(2), Ana, Now));
        Assert.Equal((new DepartmentId(2), null, Ana), (ticket.DepartmentId, ticket.AssigneeId, ticket.OwnerId));
        Assert.Equal(TicketErrors.AlreadyThere, ticket.MoveTo(new DepartmentId(2), Ana, Now));
    }

    [Fact]
    public void Answering_a_resolved_ticket_reopens_it()
    {
        var ticket = In(TicketStatus.Resolved);
        ticket.AnsweredBy(Ana, Now);
        Assert.Equal(TicketStatus.Open, ticket.Status);
    }

    [Fact]
    public void The_same_priority_again_changes_nothing()
    {
        var ticket = Quiet(Open());
        Assert.Null(ticket.Prioritise(TicketPriority.Normal, Ana));
        Assert.Equal(1, ticket.Version);
        Assert.Null(ticket.Prioritise(TicketPriority.High, Ana));
        Assert.Equal(new TicketPrioritised(ticket.Id, TicketPriority.High, Ana), Assert.Single(ticket.TakeEvents()));
    }

    [Fact]
    public void A_number_never_changes()
    {
        var ticket = Open();
        ticket.TakeNumber("0001");
        Assert.Throws<InvalidOperationException>(() => ticket.TakeNumber("0002"));
    }

    internal static Ticket Open(long id = 1, DateTimeOffset? at = null, TicketId? follows = null) =>
        Ticket.Open(new TicketId(id), new CustomerId(1), new ChannelAccountId(1), new DepartmentId(1), follows, at ?? Now);

    private static Ticket Closed() => In(TicketStatus.Closed);

    private static Ticket Quiet(Ticket ticket)
    {
        ticket.TakeEvents();
        return ticket;
    }

    private static Ticket In(TicketStatus status)
    {
        var ticket = Open();
        if (status == TicketStatus.Resolved) ticket.Resolve(Ana, Now);
        else if (status == TicketStatus.Closed) ticket.Close(Ana, Now);
        // As an import may leave it: set aside, and nobody's.
        else typeof(Ticket).GetProperty(nameof(Ticket.Status))!.SetValue(ticket, status);
        return Quiet(ticket);
    }
}
