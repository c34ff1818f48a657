using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Tickets;
using Xunit;

namespace Helpdesk.Tests.Routing;

/// <summary>Who gets which waiting ticket, and why.</summary>
public sealed class RoutingPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_least_loaded_agent_is_chosen_by_share_of_capacity()
    {
        var choice = RoutingPolicy.Choose(Waiting(), [Agent(1, load: 4, capacity: 5), Agent(2, load: 6, capacity: 10)], Rules(), Now);
        Assert.Equal((new AgentId(2), ChoiceReason.LeastLoaded), (choice.Agent, choice.Reason));
    }

    [Fact]
    public void Of_equally_loaded_agents_the_one_given_something_longest_ago_is_chosen()
    {
        RoutingAgent[] roster = [Agent(1, givenAt: Now.AddMinutes(-1)), Agent(2, givenAt: Now.AddMinutes(-5)), Agent(3, givenAt: Now.AddMinutes(-3))];
        Assert.Equal(new AgentId(2), RoutingPolicy.Choose(Waiting(), roster, Rules(), Now).Agent);
    }

    [Theory]
    [InlineData(AgentState.Offline, AgentFit.Offline, ChoiceReason.AllOffline)]
    [InlineData(AgentState.Reconnecting, AgentFit.Reconnecting, ChoiceReason.AllAway)]
    [InlineData(AgentState.Away, AgentFit.Away, ChoiceReason.AllAway)]
    [InlineData(AgentState.Break, AgentFit.OnBreak, ChoiceReason.AllAway)]
    public void Who_is_not_working_is_given_nothing_and_it_says_so(AgentState state, AgentFit fit, ChoiceReason why)
    {
        var choice = RoutingPolicy.Choose(Waiting(), [Agent(1, state: state)], Rules(), Now);
        Assert.Equal((null, why), (choice.Agent, choice.Reason));
        Assert.Equal(new AgentVerdict(new AgentId(1), fit), Assert.Single(choice.Verdicts));
    }

    [Fact]
    public void A_full_agent_is_passed_over_and_the_next_room_is_named()
    {
        var roomAt = Now.AddMinutes(7);
        var choice = RoutingPolicy.Choose(Waiting(), [Agent(1, load: 10, roomAt: roomAt), Agent(2, load: 10, roomAt: roomAt.AddMinutes(3))], Rules(), Now);
        Assert.Equal((null, ChoiceReason.AllFull, roomAt), (choice.Agent, choice.Reason, choice.LookAgainAt));
    }

    [Fact]
    public void A_heavy_conversation_needs_all_of_its_room()
    {
        Assert.Null(RoutingPolicy.Choose(Waiting(weight: 3), [Agent(1, load: 8)], Rules(), Now).Agent);
        Assert.NotNull(RoutingPolicy.Choose(Waiting(weight: 2), [Agent(1, load: 8)], Rules(), Now).Agent);
    }

    [Fact]
    public void Only_who_has_every_skill_is_given_a_ticket_that_needs_them()
    {
        var ticket = Waiting(skills: ["insulin", "cold"]);
        Assert.Equal(ChoiceReason.NobodySkilled, RoutingPolicy.Choose(ticket, [Agent(1, skills: ["insulin"])], Rules(), Now).Reason);
        Assert.Equal(new AgentId(2), RoutingPolicy.Choose(ticket, [Agent(1, skills: ["insulin"]), Agent(2, skills: ["cold", "insulin"], load: 9)], Rules(), Now).Agent);
    }

    [Fact]
    public void Language_is_preferred_required_or_ignored_as_the_department_says()
    {
        RoutingAgent[] roster = [Agent(1), Agent(2, load: 5, languages: ["ar"])];
        Assert.Equal(new AgentId(2), RoutingPolicy.Choose(Waiting(language: "ar"), roster, Rules(language: LanguageRule.Prefer), Now).Agent);
        Assert.Equal(new AgentId(1), RoutingPolicy.Choose(Waiting(language: "ar"), roster, Rules(language: LanguageRule.Ignore), Now).Agent);
        Assert.Equal(new AgentId(1), RoutingPolicy.Choose(Waiting(language: "fr"), roster, Rules(language: LanguageRule.Prefer), Now).Agent);
        Assert.Equal(ChoiceReason.NobodySpeaks, RoutingPolicy.Choose(Waiting(language: "fr"), roster, Rules(language: LanguageRule.Require), Now).Reason);
    }

    [Fact]
    public void Who_had_the_customer_before_comes_first_when_the_department_says_so_and_there_is_room()
    {
        RoutingAgent[] roster = [Agent(1), Agent(2, load: 9)];
        var ticket = Waiting(previous: 2);
        Assert.Equal((new AgentId(2), ChoiceReason.Previous), (RoutingPolicy.Choose(ticket, roster, Rules(), Now) is var c ? (c.Agent, c.Reason) : default));
        Assert.Equal(new AgentId(1), RoutingPolicy.Choose(ticket, roster, Rules(previousFirst: false), Now).Agent);
        Assert.Equal(new AgentId(1), RoutingPolicy.Choose(ticket, [Agent(1), Agent(2, load: 10)], Rules(), Now).Agent);
    }

    [Fact]
    public void Round_robin_goes_on_behind_who_was_given_something_last()
    {
        RoutingAgent[] roster = [Agent(1, givenAt: Now.AddMinutes(-3)), Agent(2, givenAt: Now.AddMinutes(-1)), Agent(3, load: 9), Agent(4)];
        var given = RoutingPolicy.Plan(Enumerable.Range(1, 6).Select(i => Waiting(i)), roster, Rules(RoutingStrategy.RoundRobin), Now).Given;
        Assert.Equal([3, 4, 1, 2, 4, 1], given.Select((g, i) => g.Choice.Agent!.Value.Value));
    }

    [Fact]
    public void The_longest_idle_agent_has_waited_since_coming_or_since_the_last_ticket()
    {
        RoutingAgent[] roster = [Agent(1, since: Now.AddHours(-1), givenAt: Now.AddMinutes(-2)), Agent(2, since: Now.AddMinutes(-5)), Agent(3, since: Now.AddHours(-2), givenAt: Now.AddMinutes(-4))];
        Assert.Equal(new AgentId(2), RoutingPolicy.Choose(Waiting(queuedAt: Now), roster, Rules(RoutingStrategy.LongestIdle), Now).Agent);
    }

    [Fact]
    public void Random_is_even_and_the_same_again_for_the_same_ticket()
    {
        RoutingAgent[] roster = [.. Enumerable.Range(1, 5).Select(i => Agent(i))];
        var counts = Enumerable.Range(1, 10_000).Select(i => RoutingPolicy.Choose(Waiting(i), roster, Rules(RoutingStrategy.Random), Now).Agent!.Value).GroupBy(a => a).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(5, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 1_850, 2_150));
        Assert.Equal(RoutingPolicy.Choose(Waiting(77), roster, Rules(RoutingStrategy.Random), Now).Agent, RoutingPolicy.Choose(Waiting(77), roster, Rules(RoutingStrategy.Random), Now).Agent);
    }

    [Fact]
    public void Where_agents_take_themselves_nobody_is_chosen() =>
        Assert.Equal(ChoiceReason.Manual, RoutingPolicy.Choose(Waiting(), [Agent(1)], Rules(RoutingStrategy.Manual), Now).Reason);

    [Fact]
    public void Outside_business_hours_nobody_is_chosen_until_they_begin()
    {
        var opens = Now.AddHours(3);
        var choice = RoutingPolicy.Choose(Waiting(), [Agent(1)], Rules() with { IsOpen = false, OpensAt = opens }, Now);
        Assert.Equal((ChoiceReason.Closed, opens), (choice.Reason, choice.LookAgainAt));
    }

    [Fact]
    public void The_most_urgent_goes_first_then_who_has_waited_longest()
    {
        RoutingTicket[] queue =
        [
            Waiting(1, queuedAt: Now.AddMinutes(-9)), Waiting(2, queuedAt: Now.AddMinutes(-1), priority: TicketPriority.Urgent),
            Waiting(3, queuedAt: Now.AddMinutes(-20), priority: TicketPriority.Low), Waiting(4, queuedAt: Now.AddMinutes(-12)),
        ];
        var plan = RoutingPolicy.Plan(queue, [Agent(1, since: Now.AddDays(-1))], Rules(), Now);
        Assert.Equal([2, 4, 1, 3], plan.Given.Select(g => g.Ticket.Id.Value));
    }

    [Fact]
    public void The_backlog_comes_in_waves_so_that_the_first_to_sign_in_does_not_get_all_of_it()
    {
        var queue = Enumerable.Range(1, 8).Select(i => Waiting(i, queuedAt: Now.AddMinutes(-10))).ToList();
        var agent = Agent(1, since: Now);
        var first = RoutingPolicy.Plan(queue, [agent], Rules(), Now);
        Assert.Equal((3, Now.AddSeconds(20)), (first.Given.Count, first.LookAgainAt));
        var rest = queue.Skip(3).ToList();
        agent = agent with { Load = 3, LastGivenAt = Now, WaveAt = Now, WaveGiven = 3 };
        Assert.Empty(RoutingPolicy.Plan(rest, [agent], Rules(), Now.AddSeconds(19)).Given);
        Assert.Equal(3, RoutingPolicy.Plan(rest, [agent], Rules(), Now.AddSeconds(20)).Given.Count);
    }

    [Fact]
    public void What_arrives_while_an_agent_works_is_no_backlog_and_comes_at_once()
    {
        var queue = Enumerable.Range(1, 8).Select(i => Waiting(i, queuedAt: Now)).ToList();
        Assert.Equal(8, RoutingPolicy.Plan(queue, [Agent(1, since: Now.AddMinutes(-1))], Rules(), Now).Given.Count);
    }

    [Fact]
    public void Who_declined_is_not_asked_again_and_who_missed_only_when_nobody_else_is_left()
    {
        RoutingAgent[] roster = [Agent(1), Agent(2, load: 5), Agent(3, load: 8)];
        Assert.Equal(new AgentId(3), RoutingPolicy.Choose(Waiting(declined: [1], missed: [2]), roster, Rules(), Now).Agent);
        Assert.Equal(new AgentId(2), RoutingPolicy.Choose(Waiting(declined: [1, 3], missed: [2]), roster, Rules(), Now).Agent);
        Assert.Equal(ChoiceReason.AllDeclined, RoutingPolicy.Choose(Waiting(declined: [1, 2, 3]), roster, Rules(), Now).Reason);
    }

    [Fact]
    public void An_explanation_is_kept_as_text_and_read_again()
    {
        var ticket = Waiting(language: "ar", skills: ["cold, chain|x"]);
        RoutingAgent[] roster = [Agent(1, load: 2, languages: ["ar"], skills: ["cold, chain|x"]), Agent(2, state: AgentState.Break), Agent(3, load: 10, skills: ["cold, chain|x"])];
        var made = RoutingExplanation.Of(ticket, RoutingPolicy.Choose(ticket, roster, Rules(), Now));
        var read = RoutingExplanation.Parse(made.ToString())!;
        Assert.Equal((ChoiceReason.OnlyOne, 2, 10, "ar"), (read.Reason, read.Load, read.Capacity, read.Language));
        Assert.Equal(["cold  chain x"], read.Skills);
        Assert.Equal([new AgentVerdict(new AgentId(2), AgentFit.OnBreak), new AgentVerdict(new AgentId(3), AgentFit.Full)], read.Others);
        Assert.Null(RoutingExplanation.Parse("something else"));
    }

    internal static RoutingRules Rules(RoutingStrategy strategy = RoutingStrategy.LeastLoaded, bool previousFirst = true, LanguageRule language = LanguageRule.Prefer) =>
        new(strategy, previousFirst, language, IsOpen: true, OpensAt: null, WaveSize: 3, WavePause: TimeSpan.FromSeconds(20));

    private static RoutingTicket Waiting(
        long id = 1, DateTimeOffset? queuedAt = null, TicketPriority priority = TicketPriority.Normal, int weight = 1, string? language = null, string[]? skills = null,
        long? previous = null, long[]? declined = null, long[]? missed = null) =>
        new(new TicketId(id), priority, queuedAt ?? Now, weight, language, skills ?? [], previous is { } agent ? new AgentId(agent) : null,
            [.. (declined ?? []).Select(a => new AgentId(a))], [.. (missed ?? []).Select(a => new AgentId(a))]);

    private static RoutingAgent Agent(
        long id, AgentState state = AgentState.Online, int load = 0, int capacity = 10, DateTimeOffset? since = null, DateTimeOffset? givenAt = null,
        string[]? languages = null, string[]? skills = null, DateTimeOffset? roomAt = null) =>
        new(new AgentId(id), state, capacity, load, languages ?? [], skills ?? [], since ?? Now.AddHours(-1), givenAt, null, 0, roomAt);
}
