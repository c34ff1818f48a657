namespace Helpdesk.Web.Identity;

/// <summary>Names a browser and its system by what it says of itself: good enough to tell one's own devices apart, never for a decision.</summary>
public static class AgentName
{
    // The first that is found: browsers name their forebears too.
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl")];

    private static readonly (string Mark, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <summary>Such as <c>Firefox · Windows</c>; empty when nothing is known.</summary>
    public static string Of(string agent) => string.Join(" · ", new[] { Find(Browsers, agent), Find(Systems, agent) }.OfType<string>());

    /// <summary>Whether it is held in the hand.</summary>
    public static bool IsPhone(string agent) => agent.Contains("Mobile", StringComparison.Ordinal) || agent.Contains("Android", StringComparison.Ordinal);

    private static string? Find((string Mark, string Name)[] known, string agent) =>
        known.FirstOrDefault(k => agent.Contains(k.Mark, StringComparison.Ordinal)).Name;
}
