using System.Text;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Text;

/// <summary>Joins the lines of <c>text/plain; format=flowed</c> to paragraphs (RFC 3676).</summary>
public static class FlowedText
{
    private const string SignatureSeparator = "-- ";

    /// <summary>
    /// The text with soft breaks undone, stuffed spaces taken off and each quoted paragraph behind its "&gt;"s and one space;
    /// <paramref name="delSp"/> as the parameter of that name says (section 4.1). Lines end in "\n".
    /// </summary>
    public static string Unfold(string text, bool delSp)
    {
        var unfolded = new StringBuilder(text.Length);
        var open = false;
        var openDepth = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var depth = line.Length - line.TrimStart('>').Length;
            var content = line[depth..];
            if (content is [' ', ..]) content = content[1..];
            // A paragraph ends where the depth changes and at a signature, whatever its last line says (sections 4.3 and 4.5).
            var isSeparator = content.SequenceEqual(SignatureSeparator);
            if (open && (depth != openDepth || isSeparator))
            {
                unfolded.Append('\n');
                open = false;
            }

            if (!open && depth > 0) unfolded.Append('>', depth).Append(content.Length > 0 ? " " : "");
            var isFlowed = content is [.., ' '] && !isSeparator;
            unfolded.Append(isFlowed && delSp ? content[..^1] : content);
            if (!isFlowed) unfolded.Append('\n');
            (open, openDepth) = (isFlowed, depth);
        }

        // Each line was ended; the text's last one ends it as it did before.
        if (unfolded is [.., '\n']) unfolded.Length--;
        return unfolded.ToString();
    }
}
