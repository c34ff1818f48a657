namespace Helpdesk.Infrastructure.Channels.Email.Mime.Text;

/// <summary>Decides whether a link's address says more than its text.</summary>
internal static class LinkText
{
    /// <summary>The address to write after <paramref name="text"/>, null when the text says it already or it leads nowhere outside the mail.</summary>
    public static string? After(string text, string? href)
    {
        if (string.IsNullOrWhiteSpace(href) || text.Length == 0) return null;
        // Long addresses are folded where mail lines are; browsers take the breaks out.
        var address = string.Concat(href.Where(c => c is not ('\r' or '\n' or '\t'))).Trim();
        var shown = text.Trim();
        if (Cut(address, "mailto:") is { } mailbox)
        {
            mailbox = mailbox.Split('?')[0];
            return mailbox.Length == 0 || shown.Contains('@', StringComparison.Ordinal) ? null : mailbox;
        }

        if (Cut(address, "tel:") is { } number) return Digits(number) == Digits(shown) ? null : number;
        if (Cut(address, "http://") is null && Cut(address, "https://") is null) return null;
        return Bare(shown).Equals(Bare(address), StringComparison.OrdinalIgnoreCase) ? null : address;
    }

    private static string Bare(string address)
    {
        var bare = Cut(address, "https://") ?? Cut(address, "http://") ?? address;
        return (Cut(bare, "www.") ?? bare).TrimEnd('/');
    }

    private static string? Cut(string address, string scheme) =>
        address.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? address[scheme.Length..] : null;

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));
}
