using System.Globalization;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Tickets;
using Helpdesk.Web.Resources;
using Helpdesk.Web.Routing;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace Helpdesk.Tests.Routing;

/// <summary>Why an agent has a ticket, and why nobody has, in words.</summary>
public sealed class RoutingWordsTests
{
    private static readonly AgentId Omar = new(1);
    private static readonly AgentId Sara = new(2);
    private static readonly AgentId Gone = new(3);
    private static readonly DateTimeOffset At = new(2026, 11, 22, 12, 40, 0, TimeSpan.Zero);

    [Fact]
    public void The_choice_is_explained_line_by_line() => Said("en", words => Assert.Equal(
        [(true, "Speaks the customer’s language: Arabic"), (true, "Has the skills: Insulin, Cold chain"), (true, "Load 5/10, the least"), (false, "Omar: on a break")],
        words.Why(new RoutingExplanation(
            ChoiceReason.LeastLoaded, 5, 10, "ar", ["Insulin", "Cold chain"],
            [new AgentVerdict(Omar, AgentFit.OnBreak), new AgentVerdict(Sara, AgentFit.Fits), new AgentVerdict(Gone, AgentFit.Full)])).Select(l => (l.For, Plain(l.Text)))));

    [Fact]
    public void What_is_kept_with_the_move_says_the_same_afterwards() => Said("ar", words =>
    {
        var why = new RoutingExplanation(ChoiceReason.Previous, 2, 10, null, [], [new AgentVerdict(Omar, AgentFit.Full)]);
        Assert.Equal(words.Why(why), words.Why(RoutingExplanation.Parse(why.ToString())!));
        Assert.Equal("تعامل سابق مع هذا العميل", words.Why(why)[0].Text);
    });

    [Theory]
    [InlineData("en", ChoiceReason.AllFull, 3, true, "All 3 agents here are full; the first place frees at 12:40")]
    [InlineData("en", ChoiceReason.AllFull, 1, false, "The only agent here is full")]
    [InlineData("en", ChoiceReason.Closed, 0, true, "Outside business hours, opens 12:40")]
    [InlineData("en", ChoiceReason.NextWave, 0, true, "The backlog is given out in waves, the next one at 12:40")]
    [InlineData("en", ChoiceReason.NobodySpeaks, 0, false, "Nobody here speaks Arabic")]
    [InlineData("en", ChoiceReason.NobodySkilled, 0, false, "Nobody here has the skills: Insulin")]
    [InlineData("ar", ChoiceReason.AllFull, 2, false, "الزميلان الحاضران ممتلئان")]
    [InlineData("ar", ChoiceReason.Closed, 0, true, "خارج أوقات العمل، يفتح 12:40")]
    public void Nobody_is_explained_by_what_stands_in_the_way(string culture, ChoiceReason reason, int full, bool later, string text)
    {
        var verdicts = Enumerable.Range(10, full).Select(id => new AgentVerdict(new AgentId(id), AgentFit.Full)).ToList();
        Said(culture, words => Assert.Equal(text, Plain(words.WhyNobody(Outlook(RoutingChoice.Nobody(reason, verdicts, later ? At : null))))));
    }

    [Fact]
    public void Every_reason_for_nobody_has_words_in_both_languages()
    {
        ChoiceReason[] chosen = [ChoiceReason.Previous, ChoiceReason.OnlyOne, ChoiceReason.LeastLoaded, ChoiceReason.RoundRobin, ChoiceReason.LongestIdle, ChoiceReason.Random];
        foreach (var culture in (string[])["en", "ar"])
        {
            Said(culture, words =>
            {
                foreach (var reason in Enum.GetValues<ChoiceReason>().Except(chosen))
                    Assert.DoesNotContain("wait.", words.WhyNobody(Outlook(RoutingChoice.Nobody(reason, []))), StringComparison.Ordinal);
                foreach (var reason in chosen)
                    Assert.All(words.Why(new RoutingExplanation(reason, 0, 1, null, [], [])), line => Assert.DoesNotContain("why.", line.Text, StringComparison.Ordinal));
                Assert.All(words.Others(Enum.GetValues<AgentFit>().Select(fit => new AgentVerdict(Omar, fit))), line => Assert.DoesNotContain("AgentFit.", line.Text, StringComparison.Ordinal));
                foreach (var cause in Enum.GetValues<MoveCause>())
                    Assert.DoesNotContain("MoveCause.", words.Cause(Move(cause)), StringComparison.Ordinal);
            });
        }
    }

    [Fact]
    public void Who_is_being_asked_is_named_with_the_time_left_and_who_gets_it_next() => Said("en", words =>
    {
        var nobody = RoutingChoice.Nobody(ChoiceReason.AllAway, []);
        Assert.Equal("Omar is being asked, until 12:40", Plain(words.WhyNobody(Outlook(nobody) with { Asked = Omar, AskedUntil = At })));
        Assert.Equal("It goes to Sara next", Plain(words.WhyNobody(Outlook(nobody with { Agent = Sara, Reason = ChoiceReason.OnlyOne }))));
    });

    [Fact]
    public void Of_those_who_could_not_be_given_it_who_came_nearest_is_named_first() => Said("en", words => Assert.Equal(
        ["Sara: full", "Omar: offline"], words.Others([new AgentVerdict(Omar, AgentFit.Offline), new AgentVerdict(Sara, AgentFit.Full)]).Select(l => Plain(l.Text))));

    [Fact]
    public void A_transfer_names_who_passed_it_on() => Said("en", words =>
    {
        Assert.Equal("Passed on by Omar", Plain(words.Came(Move(MoveCause.Transferred) with { By = "Omar" })));
        Assert.Equal("passed on, Omar", Plain(words.Cause(Move(MoveCause.Transferred) with { By = "Omar" })));
        Assert.Equal("Claimed from the queue", Plain(words.Came(Move(MoveCause.Claimed))));
    });

    private static MoveRow Move(MoveCause cause) => new(1, At, cause, null, Sara, "Sara", null, null, null);

    private static QueueOutlook Outlook(RoutingChoice choice) => new(choice, 0, "ar", ["Insulin"], null, null);

    private static string Plain(string text) => text.Replace("\u2068", "", StringComparison.Ordinal).Replace("\u2069", "", StringComparison.Ordinal);

    private static void Said(string culture, Action<RoutingWords> check)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(culture);
            var factory = new ResourceManagerStringLocalizerFactory(Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance);
            var names = new Dictionary<AgentId, string> { [Omar] = "Omar", [Sara] = "Sara" };
            check(new RoutingWords(factory.Create(typeof(Texts)), names.GetValueOrDefault, at => at.ToString("HH:mm", CultureInfo.InvariantCulture)));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }
}
