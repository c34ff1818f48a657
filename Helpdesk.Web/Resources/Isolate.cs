namespace Helpdesk.Web.Resources;

/// <summary>Wraps a name, number or address so that its direction cannot disturb the sentence around it; the text form of <c>&lt;bdi&gt;</c>.</summary>
public static class Isolate
{
    /// <summary>Between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE.</summary>
    public static string Of(string text) => $"\u2068{text}\u2069";
}
