using System.Globalization;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Tickets;
using Helpdesk.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Helpdesk.Web.Routing;

/// <summary>One line of an explanation: for the choice, or why somebody else was not chosen.</summary>
public sealed record WhyLine(bool For, string Text);

/// <summary>Says in words what routing chose and why, and why nobody has a ticket yet.</summary>
/// <param name="texts">The page's.</param>
/// <param name="nameOf">A colleague's name; null for who is no member any more.</param>
/// <param name="timeOf">A moment as the reader's clock shows it.</param>
public sealed class RoutingWords(IStringLocalizer texts, Func<AgentId, string?> nameOf, Func<DateTimeOffset, string> timeOf)
{
    // Enough to see why; the rest is not read.
    private const int MostOthers = 4;

    /// <summary>"Speaks Arabic", "Load 5/10, the least", "Omar: on a break".</summary>
    public IReadOnlyList<WhyLine> Why(RoutingExplanation why)
    {
        var lines = new List<WhyLine>();
        if (why.Reason != ChoiceReason.LeastLoaded) lines.Add(new WhyLine(true, texts[$"why.{why.Reason}"]));
        if (why.Language is { } language) lines.Add(new WhyLine(true, texts["why.speaks", LanguageName(language)]));
        if (why.Skills.Count > 0) lines.Add(new WhyLine(true, texts["why.skills", Words(why.Skills)]));
        lines.Add(new WhyLine(true, texts[why.Reason == ChoiceReason.LeastLoaded ? "why.load.least" : "why.load", Isolate.Of($"{why.Load}/{why.Capacity}")]));
        lines.AddRange(Others(why.Others));
        return lines;
    }

    /// <summary>"All 3 agents are full; the first place frees at 12:40".</summary>
    public string WhyNobody(QueueOutlook outlook)
    {
        if (outlook.Asked is { } asked && nameOf(asked) is { } who)
            return outlook.AskedUntil is { } until ? texts["wait.asked", Isolate.Of(who), Time(until)] : texts["wait.asked.now", Isolate.Of(who)];
        var choice = outlook.Choice;
        if (choice.Agent is { } next) return texts["wait.given", Isolate.Of(nameOf(next) ?? "")];
        return choice.Reason switch
        {
            ChoiceReason.Closed => choice.LookAgainAt is { } opens ? texts["wait.Closed.until", Time(opens)] : texts["wait.Closed"],
            ChoiceReason.NextWave => choice.LookAgainAt is { } wave ? texts["wait.NextWave.at", Time(wave)] : texts["wait.NextWave"],
            ChoiceReason.AllFull => AllFull(choice),
            ChoiceReason.NobodySpeaks => texts["wait.NobodySpeaks", LanguageName(outlook.Language ?? "")],
            ChoiceReason.NobodySkilled => texts["wait.NobodySkilled", Words(outlook.Skills)],
            _ => texts[$"wait.{choice.Reason}"],
        };
    }

    /// <summary>"Omar: on a break", for those who could not be given it; who came nearest to it first.</summary>
    public IEnumerable<WhyLine> Others(IEnumerable<AgentVerdict> verdicts) => verdicts
        .Where(v => v.Fit != AgentFit.Fits).OrderByDescending(v => v.Fit)
        .Select(v => (Name: nameOf(v.Agent), v.Fit)).Where(v => v.Name is not null).Take(MostOthers)
        .Select(v => new WhyLine(false, texts["why.other", Isolate.Of(v.Name!), texts[$"AgentFit.{v.Fit}"].Value]));

    /// <summary>How a ticket came to who holds it when no routing chose them.</summary>
    public string Came(MoveRow move) =>
        move.By is { } by && move.Cause is MoveCause.Assigned or MoveCause.Transferred ? texts[$"why.{move.Cause}.by", Isolate.Of(by)] : texts[$"why.{move.Cause}"];

    /// <summary>Why it moved: "passed on by Omar", "the agent is on a break".</summary>
    public string Cause(MoveRow move) =>
        move.By is { } by ? texts["move.by", texts[$"MoveCause.{move.Cause}"].Value, Isolate.Of(by)] : texts[$"MoveCause.{move.Cause}"];

    private string AllFull(RoutingChoice choice)
    {
        var full = Plural.Of(texts, "wait.AllFull", choice.Verdicts.Count(v => v.Fit == AgentFit.Full));
        return choice.LookAgainAt is { } frees ? texts["wait.AllFull.until", full, Time(frees)] : full;
    }

    private string Time(DateTimeOffset at) => Isolate.Of(timeOf(at));

    private string Words(IEnumerable<string> words) => Isolate.Of(string.Join(texts["list.comma"], words));

    private string LanguageName(string code)
    {
        var known = texts[$"language.{code}"];
        return known.ResourceNotFound ? CultureInfo.GetCultureInfo(code).DisplayName : known.Value;
    }
}
