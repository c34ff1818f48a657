using Helpdesk.Core.Channels;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Tickets;
using Xunit;

namespace Helpdesk.Tests.Channels;

/// <summary>How a number's sending is paused and comes back (DECISIONS 7).</summary>
public sealed class ChannelAccountTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Pauses_double_from_five_seconds_to_two_minutes()
    {
        var account = Account();
        var waits = new List<double>();
        for (var i = 0; i < 7; i++)
        {
            account.Pause("unreachable", Now);
            waits.Add((account.PausedUntil!.Value - Now).TotalSeconds);
        }

        Assert.Equal([5, 10, 20, 40, 80, 120, 120], waits);
        Assert.Equal("unreachable", account.PauseReason);
    }

    [Fact]
    public void Three_chats_in_a_row_make_it_the_accounts_fault()
    {
        var account = Account();
        account.ChatFailed("1/a", Now);
        account.ChatFailed("1/a", Now);
        account.ChatFailed("1/b", Now);
        Assert.Null(account.PauseReason);
        account.ChatFailed("1/c", Now);
        Assert.Equal("chats-failing", account.PauseReason);
    }

    [Fact]
    public void A_message_that_leaves_forgets_failures_and_pauses()
    {
        var account = Account();
        account.ChatFailed("1/a", Now);
        account.ChatFailed("1/b", Now);
        account.Works(Now);
        account.ChatFailed("1/c", Now);
        Assert.Null(account.PauseReason);
        account.Pause("x", Now);
        account.Works(Now);
        Assert.Equal((null, null, 0, 0), (account.PauseReason, account.PausedUntil, account.Pauses, account.FailingChats));
    }

    [Fact]
    public void Hearing_that_it_is_connected_makes_the_probe_due_at_once()
    {
        var account = Account();
        account.Pause("disconnected", Now);
        account.Heard(ChannelState.Connected, Now.AddSeconds(1));
        Assert.Equal((Now.AddSeconds(1), "disconnected"), (account.PausedUntil, account.PauseReason));
        account.TakeEvents();
        account.Heard(ChannelState.Connected, Now.AddSeconds(2));
        Assert.Empty(account.TakeEvents());
        Assert.Equal(Now.AddSeconds(1), account.StateSince);
    }

    [Theory]
    [InlineData("", "Name", 20, "channel.session-name")]
    [InlineData("a:b", "Name", 20, "channel.session-name")]
    [InlineData("a/b", "Name", 20, "channel.session-name")]
    [InlineData("ok", "", 20, "channel.name")]
    [InlineData("ok", "Name", 0, "channel.pace")]
    [InlineData("ok", "Name", 1001, "channel.pace")]
    public void A_number_with_a_wrong_field_is_refused_by_its_name(string session, string name, int pace, string code) =>
        Assert.Equal(code, ChannelAccount.Create(new ChannelAccountId(1), 1, session, name, new DepartmentId(1), pace, Now).Error!.Code);

    private static ChannelAccount Account() =>
        ChannelAccount.Create(new ChannelAccountId(1), 1, "helpdesk", "Office", new DepartmentId(1), 20, Now).Value;
}
