using System.Text;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Headers;

/// <summary>
/// Address lists (RFC 5322 3.4, with the obsolete forms of 4.4 and RFC 6532's Unicode): groups, comments, routes, and what senders get wrong:
/// commas unquoted in names, brackets left open, quotes around addresses. Never refuses; one pass over the text.
/// </summary>
internal static class AddressParser
{
    private const int MostAddresses = 5000;

    public static List<MailAddress> Parse(string text)
    {
        var found = new List<MailAddress>();
        var scan = new AddressScan(text);
        string? group = null;
        while (!scan.AtEnd && found.Count < MostAddresses)
        {
            var words = scan.Element(insideGroup: group is not null);
            if (words.EndedBy == ':')
            {
                group = EncodedWords.Decode(words.Phrase).Trim();
                continue;
            }

            if (words.Mailbox() is { } mailbox) found.Add(mailbox with { Group = group });
            if (words.EndedBy == ';') group = null;
        }

        return found;
    }
}

/// <summary>What was read of one element of an address list.</summary>
internal sealed class AddressWords
{
    private readonly StringBuilder _phrase = new();
    private readonly StringBuilder _comment = new();

    public string Phrase => _phrase.ToString();

    public string? Angle { get; set; }

    /// <summary>The sign that ended the element: a comma, a semicolon, a colon after a group's name, or null at the end.</summary>
    public char? EndedBy { get; set; }

    public bool HasAt { get; private set; }

    public void Add(char c)
    {
        HasAt |= c == '@';
        _phrase.Append(c);
    }

    public void Add(string text) => _phrase.Append(text);

    public void Comment(string text) => _comment.Append(_comment.Length == 0 ? "" : " ").Append(text);

    public MailAddress? Mailbox()
    {
        var phrase = Squeeze(Phrase);
        // A comment is a name only where brackets leave no place for one, as mails had it before RFC 822.
        if (Angle is { } angle)
        {
            var address = Bare(angle);
            return new MailAddress(Unquoted(Squeeze(EncodedWords.Decode(phrase))), address.Contains('@', StringComparison.Ordinal) ? address : Bare(EncodedWords.Decode(address)));
        }

        if (phrase.Length == 0) return null;
        var comment = Unquoted(Squeeze(EncodedWords.Decode(_comment.ToString())));
        if (!phrase.Contains('@', StringComparison.Ordinal)) phrase = Squeeze(EncodedWords.Decode(phrase));
        var at = phrase.IndexOf('@', StringComparison.Ordinal);
        if (at < 0) return phrase.Contains(' ', StringComparison.Ordinal) ? new MailAddress(phrase, "") : new MailAddress(comment, phrase);

        // "Jane Doe jane@example.com": the brackets were left out.
        var space = phrase.LastIndexOf(' ', at);
        if (space > 0 && phrase[at - 1] != '"' && !phrase.AsSpan(0, space).EndsWith(".") && space < at - 1) return new MailAddress(EncodedWords.Decode(phrase[..space]), Bare(phrase[(space + 1)..]));
        var plain = Bare(phrase);
        return new MailAddress(comment == plain ? "" : comment, plain);
    }

    // Without route (RFC 5322 4.4), and without the white space that may stand around its signs; other white space is the sender's own.
    private static string Bare(string angle)
    {
        var address = Squeeze(angle);
        if (address.StartsWith('@') && address.IndexOf(':') is var colon and > 0) address = address[(colon + 1)..];
        foreach (var sign in (ReadOnlySpan<string>)["@", "."])
            address = address.Replace(" " + sign, sign, StringComparison.Ordinal).Replace(sign + " ", sign, StringComparison.Ordinal);
        return address.Trim();
    }

    // "'jane@example.com'" <jane@example.com>: some clients quote twice.
    private static string Unquoted(string name) =>
        name is ['\'', not ' ', .., not ' ', '\''] ? name[1..^1] : name;

    private static string Squeeze(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
