using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Web.Conversations;
using Xunit;

namespace Helpdesk.Tests.Web;

public sealed class ThreadLinesTests
{
    private static readonly DateTimeOffset Noon = new(2025, 11, 19, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_speaker_goes_on_without_a_name() =>
        Assert.Equal([false, true, false, true], Continues(Said(1, 0), Said(2, 1), Reply(3, 2), Reply(4, 3)));

    [Fact]
    public void A_long_pause_brings_the_name_back() =>
        Assert.Equal([false, false], Continues(Said(1, 0), Said(2, 11)));

    [Fact]
    public void A_note_between_two_messages_brings_the_name_back() =>
        Assert.Equal([false, false, false], Continues(Reply(1, 0), Reply(2, 1) with { Kind = MessageKind.Note }, Reply(3, 2)));

    [Fact]
    public void What_was_sent_from_the_phone_does_not_go_on_from_an_agents_reply() =>
        Assert.Equal([false, false], Continues(Reply(1, 0), Reply(2, 1) with { FromPhone = true, AuthorId = null }));

    [Fact]
    public void Days_are_the_readers_days()
    {
        var lines = ThreadLines.Of([Said(1, 0), Said(2, 60 * 10)], null, 0, instant => instant.ToOffset(TimeSpan.FromHours(3)));
        Assert.Equal([new DateOnly(2025, 11, 19), new DateOnly(2025, 11, 20)], lines.OfType<DayLine>().Select(day => day.Day));
    }

    [Fact]
    public void The_divider_stands_before_the_first_new_message_and_breaks_the_group()
    {
        var lines = ThreadLines.Of([Said(1, 0), Said(2, 1)], new MessageId(2), 1, instant => instant);
        Assert.IsType<NewLine>(lines[2]);
        Assert.False(Assert.IsType<MessageLine>(lines[3]).Continues);
    }

    [Fact]
    public void Keys_never_repeat_even_when_a_late_message_splits_a_day()
    {
        var lines = ThreadLines.Of([Said(1, 0), Said(2, 60 * 24), Said(3, 1)], null, 0, instant => instant);
        Assert.Equal(lines.Count, lines.Select(line => line.Key).Distinct().Count());
    }

    [Fact]
    public void New_is_what_nobody_had_read_when_the_thread_was_opened_and_is_decided_once()
    {
        var thread = new LoadedThread();
        thread.TakeNewest(new ThreadPage([Said(1, 0), Said(2, 1), Reply(3, 2), Said(4, 3)], HasEarlier: false, LastSequence: 4));
        thread.DivideAt(1);
        thread.DivideAt(4);
        Assert.Equal((new MessageId(2), 2), (thread.FirstNew!.Value, thread.NewCount));
    }

    [Fact]
    public void An_older_answer_never_takes_a_newer_message_away()
    {
        var thread = new LoadedThread();
        thread.TakeNewest(new ThreadPage([Said(1, 0), Said(2, 1)], HasEarlier: false, LastSequence: 2));
        thread.TakeNewest(new ThreadPage([Said(1, 0)], HasEarlier: false, LastSequence: 1));
        Assert.Equal(2, thread.Messages.Count);
    }

    [Fact]
    public void Earlier_pages_stay_when_the_newest_is_read_again()
    {
        var thread = new LoadedThread();
        thread.TakeNewest(new ThreadPage([Said(3, 2), Said(4, 3)], HasEarlier: true, LastSequence: 4));
        thread.TakeEarlier(new ThreadPage([Said(1, 0), Said(2, 1)], HasEarlier: false, LastSequence: 4));
        thread.TakeNewest(new ThreadPage([Said(4, 3), Said(5, 4)], HasEarlier: true, LastSequence: 5));
        Assert.Equal([1, 2, 3, 4, 5], thread.Messages.Select(message => message.Id.Value));
        Assert.False(thread.HasEarlier);
    }

    [Fact]
    public void More_than_a_page_of_new_messages_starts_the_thread_over_instead_of_leaving_a_hole()
    {
        var thread = new LoadedThread();
        thread.TakeNewest(new ThreadPage([Said(1, 0)], HasEarlier: false, LastSequence: 1));
        thread.TakeNewest(new ThreadPage([Said(8, 7), Said(9, 8)], HasEarlier: true, LastSequence: 9));
        Assert.Equal([8, 9], thread.Messages.Select(message => message.Id.Value));
        Assert.True(thread.HasEarlier);
    }

    private static bool[] Continues(params MessageRow[] messages) =>
        [.. ThreadLines.Of(messages, null, 0, instant => instant).OfType<MessageLine>().Select(line => line.Continues)];

    private static MessageRow Reply(long id, int minute) => Said(id, minute) with { Kind = MessageKind.Reply, AuthorId = new AgentId(7), AuthorName = "Lina Haddad" };

    private static MessageRow Said(long id, int minute) => new()
    {
        Id = new MessageId(id),
        Sequence = id,
        Kind = MessageKind.Customer,
        Text = "text",
        Content = MessageContent.Full,
        AuthorId = null,
        AuthorName = null,
        FromPhone = false,
        SentAt = Noon.AddMinutes(minute),
        Delivery = DeliveryState.None,
        FailureCode = null,
        QuotedText = null,
        Event = null,
        EventValue = null,
        Revoked = false,
        UnknownType = null,
        ClientId = null,
        Attachments = [],
    };
}
