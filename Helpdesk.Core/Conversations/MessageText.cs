namespace Helpdesk.Core.Conversations;

/// <summary>Cuts message texts for lists and quotes.</summary>
public static class MessageText
{
    /// <summary>Longest reply or note, in UTF-16 units: WhatsApp's own limit for a text message.</summary>
    public const int Longest = 4096;

    /// <summary>Longest line of a list or quote.</summary>
    public const int LineLength = 160;

    /// <summary>The text on one line, cut between characters; null stays null.</summary>
    public static string? Line(string? text)
    {
        if (text is null) return null;
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= LineLength) return line;
        var cut = LineLength - 1;
        if (char.IsHighSurrogate(line[cut - 1])) cut--;
        return line[..cut] + "…";
    }
}
