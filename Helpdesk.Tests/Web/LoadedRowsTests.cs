using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Tickets;
using Helpdesk.Web.Tickets;
using Xunit;

namespace Helpdesk.Tests.Web;

public sealed class LoadedRowsTests
{
    private static readonly AgentId Me = new(1);
    private static readonly AgentId Colleague = new(2);
    private static readonly DateTimeOffset Noon = new(2025, 11, 19, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_newer_message_moves_its_row_to_the_top()
    {
        var rows = Loaded(Row(1, 30), Row(2, 20), Row(3, 10));
        rows.Apply(new TicketId(3), Row(3, 40));
        Assert.Equal([3, 1, 2], Ids(rows));
    }

    [Fact]
    public void A_ticket_taken_by_a_colleague_leaves_the_unassigned_list()
    {
        var rows = Loaded(Row(1, 30), Row(2, 20));
        rows.Apply(new TicketId(1), Row(1, 30) with { AssigneeId = Colleague });
        Assert.Equal([2], Ids(rows));
    }

    [Fact]
    public void A_ticket_that_is_gone_leaves_the_list()
    {
        var rows = Loaded(Row(1, 30), Row(2, 20));
        rows.Apply(new TicketId(2), null);
        Assert.Equal([1], Ids(rows));
    }

    [Fact]
    public void Two_messages_of_the_same_moment_are_ordered_by_id()
    {
        var rows = Loaded(Row(2, 30));
        rows.Apply(new TicketId(3), Row(3, 30));
        rows.Apply(new TicketId(1), Row(1, 30));
        Assert.Equal([3, 2, 1], Ids(rows));
    }

    [Fact]
    public void A_row_older_than_what_is_loaded_waits_for_its_page()
    {
        var rows = new LoadedRows(TicketView.Unassigned, Me);
        rows.Reset([Row(1, 30), Row(2, 20)], new TicketCursor(Noon.AddMinutes(20), new TicketId(2)));
        rows.Apply(new TicketId(9), Row(9, 5));
        Assert.Equal([1, 2], Ids(rows));
    }

    [Fact]
    public void While_held_nothing_moves_comes_or_goes_but_rows_change_in_place()
    {
        var rows = Loaded(Row(1, 30), Row(2, 20), Row(3, 10));
        rows.Hold(true);
        rows.Apply(new TicketId(3), Row(3, 40) with { LastLine = "newer" });
        rows.Apply(new TicketId(4), Row(4, 50));
        rows.Apply(new TicketId(1), Row(1, 30) with { AssigneeId = Colleague });

        Assert.Equal([1, 2, 3], Ids(rows));
        Assert.Equal("newer", rows.Shown[2].LastLine);
        Assert.Equal(2, rows.Waiting);
        Assert.True(rows.IsLeaving(new TicketId(1)));
    }

    [Fact]
    public void Letting_go_shows_everything_that_was_kept_back()
    {
        var rows = Loaded(Row(1, 30), Row(2, 20), Row(3, 10));
        rows.Hold(true);
        rows.Apply(new TicketId(3), Row(3, 40));
        rows.Apply(new TicketId(4), Row(4, 50));
        rows.Apply(new TicketId(1), Row(1, 30) with { AssigneeId = Colleague });
        rows.Hold(false);

        Assert.Equal([4, 3, 2], Ids(rows));
        Assert.Equal(0, rows.Waiting);
    }

    [Fact]
    public void A_ticket_that_came_and_went_while_held_never_shows()
    {
        var rows = Loaded(Row(1, 30));
        rows.Hold(true);
        rows.Apply(new TicketId(4), Row(4, 50));
        rows.Apply(new TicketId(4), Row(4, 50) with { AssigneeId = Colleague });
        rows.Hold(false);
        Assert.Equal([1], Ids(rows));
    }

    [Fact]
    public void A_ticket_that_left_and_came_back_while_held_stays()
    {
        var rows = Loaded(Row(1, 30), Row(2, 20));
        rows.Hold(true);
        rows.Apply(new TicketId(1), Row(1, 30) with { AssigneeId = Colleague });
        rows.Apply(new TicketId(1), Row(1, 30));
        rows.Hold(false);
        Assert.Equal([1, 2], Ids(rows));
    }

    [Fact]
    public void A_further_page_never_doubles_a_row_that_moved_up_meanwhile()
    {
        var rows = Loaded(Row(1, 30), Row(2, 20));
        rows.Append([Row(2, 20), Row(3, 10)], null);
        Assert.Equal([1, 2, 3], Ids(rows));
    }

    [Theory]
    [InlineData(5, 4, true)]
    [InlineData(5, 5, false)]
    public void A_row_nobody_holds_is_unread_until_somebody_has_read_it(long inbound, long read, bool unread) =>
        Assert.Equal(unread, TicketWords.IsUnread(Row(1, 30) with { LastInboundSequence = inbound, ReadSequence = read }, Me));

    [Fact]
    public void A_colleagues_ticket_is_never_bold_for_me() =>
        Assert.False(TicketWords.IsUnread(Row(1, 30) with { LastInboundSequence = 5, AssigneeId = Colleague }, Me));

    [Fact]
    public void A_view_is_found_again_by_its_name_in_the_address() =>
        Assert.All(Enum.GetValues<TicketView>(), view => Assert.Equal(view, TicketWords.ViewOf(TicketWords.Slug(view))));

    private static LoadedRows Loaded(params TicketRow[] rows)
    {
        var loaded = new LoadedRows(TicketView.Unassigned, Me);
        loaded.Reset(rows, null);
        return loaded;
    }

    private static long[] Ids(LoadedRows rows) => [.. rows.Shown.Select(row => row.Id.Value)];

    private static TicketRow Row(long id, int minute) => new()
    {
        Id = new TicketId(id),
        Number = "1",
        CustomerId = new CustomerId(1),
        CustomerName = "Daniel Reyes",
        AccountId = new ChannelAccountId(1),
        Status = TicketStatus.Open,
        Priority = TicketPriority.Normal,
        IsActive = true,
        DepartmentId = new DepartmentId(1),
        AssigneeId = null,
        OwnerId = null,
        AssigneeName = null,
        LastLine = "",
        LastSpeaker = LastSpeaker.Customer,
        LastMessageAt = Noon.AddMinutes(minute),
        WaitingSince = null,
        DelayedSince = null,
        WaitingOn = WaitingOn.Agent,
        LastInboundSequence = 0,
        ReadSequence = 0,
        Version = 1,
    };
}
