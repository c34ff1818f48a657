using System.Text;

namespace Helpdesk.Tests.Channels.Email.Html;

/// <summary>Makes broken and hostile markup out of known pieces; the same seed makes the same.</summary>
public sealed class Mutations(int seed)
{
    private static readonly string[] Pieces =
    [
        "<p>", "</p>", "<div class=gmail_quote>", "<blockquote type=cite>", "</blockquote>", "<table>", "<tr>", "<td>", "</table>", "<a href='http://x'>", "</a>", "<b>", "</b>", "<font color=red>", "<svg>", "</svg>", "<math>", "<mtext>",
        "<style>", "</style>", "<!--", "-->", "<title>", "</title>", "<select>", "<option>", "<form>", "</form>", "<template>", "<noscript>", "<mglyph>", "<pre>\n\n", "</pre>", "<img src=x onerror=hit()>", "<img src='cid:a'>", "<ul><li>", "</ul>",
        "\"", "'", "`", "&", "&lt;", "&#0;", "\0", "\r", "\n", "\t", "<", ">", "/", "=", "onclick=hit()", "javascript:", "text", "مرحبا", "\ud83d\ude00", "\ud83d", "On 5.5.2020 12:00, Ana <a@x> wrote:", "> quoted", "-- ", "From: a", "Sent: b", "<plaintext>",
        "<h1>", "</h1>", "<hr>", "<br>", "<button>", "</button>", "<nobr>", "<caption>", "<col>", "<frameset>", "<body style='color:red'>", "<div style='display:none'>", "</div>",
    ];

    private readonly Random _random = new(seed);

    /// <summary>One of a kind: pieces put together, or a vector with pieces put in, taken out or cut.</summary>
    public string Next()
    {
        var text = new StringBuilder(_random.Next(3) == 0 ? "" : Vectors.All[_random.Next(Vectors.All.Count)]);
        for (var i = _random.Next(1, 25); i > 0; i--)
        {
            var at = _random.Next(text.Length + 1);
            if (_random.Next(5) == 0 && text.Length > at) text.Remove(at, _random.Next(1, Math.Min(6, text.Length - at) + 1));
            else text.Insert(at, Pieces[_random.Next(Pieces.Length)]);
        }

        return text.ToString();
    }
}
