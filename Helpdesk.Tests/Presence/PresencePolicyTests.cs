using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Xunit;

namespace Helpdesk.Tests.Presence;

/// <summary>Which state follows from breaks, choice and connections (DECISIONS 30).</summary>
public sealed class PresencePolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(false, false, "", AgentState.Offline)]
    [InlineData(false, false, "Active", AgentState.Online)]
    [InlineData(false, false, "Idle Active Lost", AgentState.Online)]
    [InlineData(false, false, "Idle Lost", AgentState.Away)]
    [InlineData(false, false, "Lost", AgentState.Reconnecting)]
    [InlineData(false, true, "Active", AgentState.Away)]
    [InlineData(false, true, "Lost", AgentState.Reconnecting)]
    [InlineData(false, true, "", AgentState.Offline)]
    [InlineData(true, false, "Active", AgentState.Break)]
    [InlineData(true, true, "Lost", AgentState.Break)]
    [InlineData(true, false, "", AgentState.Break)]
    public void A_break_counts_before_the_choice_and_the_choice_before_the_best_connection(bool onBreak, bool manualAway, string connections, AgentState expected)
    {
        var states = connections.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<ConnectionState>);
        Assert.Equal(expected, PresencePolicy.StateOf(onBreak, manualAway, PresencePolicy.Best(states)));
    }

    [Fact]
    public void A_short_loss_of_the_connection_does_not_begin_the_time_at_work_anew()
    {
        var status = AgentStatus.Create(new AgentId(1), Now);
        status.Settle([ConnectionState.Active], StateCause.Connected, Now);
        status.Settle([ConnectionState.Lost], StateCause.Lost, Now.AddMinutes(5));
        status.Settle([ConnectionState.Active], StateCause.Connected, Now.AddMinutes(5.2));
        Assert.Equal((AgentState.Online, Now), (status.State, status.AvailableSince));
        status.Choose(away: true, [ConnectionState.Active], Now.AddMinutes(6));
        status.Choose(away: false, [ConnectionState.Active], Now.AddMinutes(9));
        Assert.Equal(Now.AddMinutes(9), status.AvailableSince);
    }

    [Fact]
    public void Nothing_is_told_when_the_state_stays_the_same()
    {
        var status = AgentStatus.Create(new AgentId(1), Now);
        status.Settle([ConnectionState.Active], StateCause.Connected, Now);
        Assert.Single(status.TakeEvents());
        status.Settle([ConnectionState.Active, ConnectionState.Idle], StateCause.Connected, Now.AddMinutes(1));
        Assert.Empty(status.TakeEvents());
    }

    [Fact]
    public void After_too_many_missed_offers_an_agent_counts_as_away_until_they_say_otherwise()
    {
        var status = AgentStatus.Create(new AgentId(1), Now);
        status.Settle([ConnectionState.Active], StateCause.Connected, Now);
        status.Missed(2, Now);
        Assert.Equal(AgentState.Online, status.State);
        status.Missed(2, Now);
        Assert.Equal(AgentState.Away, status.State);
        status.Settle([ConnectionState.Active, ConnectionState.Active], StateCause.Connected, Now);
        Assert.Equal(AgentState.Away, status.State);
        Assert.Null(status.Choose(away: false, [ConnectionState.Active], Now));
        Assert.Equal((AgentState.Online, 0), (status.State, status.MissedOffers));
    }
}
