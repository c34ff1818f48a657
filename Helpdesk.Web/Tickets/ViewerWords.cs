using Helpdesk.Web.Realtime;
using Helpdesk.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Helpdesk.Web.Tickets;

/// <summary>What is said of colleagues at a ticket.</summary>
public static class ViewerWords
{
    /// <summary>Who has it open, those who write there left out: "Sara is viewing".</summary>
    public static string Viewing(IStringLocalizer<Texts> texts, IReadOnlyList<Viewer> viewers) => Said(texts, "viewers.viewing", [.. viewers.Where(v => !v.Writes)]);

    /// <summary>Who writes a reply there: "Sara and 2 more are writing a reply".</summary>
    public static string Writing(IStringLocalizer<Texts> texts, IReadOnlyList<Viewer> viewers) => Said(texts, "viewers.writing", [.. viewers.Where(v => v.Writes)]);

    /// <summary>Everybody who is there.</summary>
    public static string There(IStringLocalizer<Texts> texts, IReadOnlyList<Viewer> viewers) => Said(texts, "viewers.viewing", viewers);

    private static string Said(IStringLocalizer<Texts> texts, string key, IReadOnlyList<Viewer> viewers) => viewers.Count switch
    {
        0 => "",
        1 => texts[$"{key}.one", Isolate.Of(viewers[0].Name)],
        2 => texts[$"{key}.two", Isolate.Of(viewers[0].Name), Isolate.Of(viewers[1].Name)],
        _ => texts[$"{key}.more", Isolate.Of(viewers[0].Name), Isolate.Of($"{viewers.Count - 1}")],
    };
}
