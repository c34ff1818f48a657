namespace Helpdesk.Core.Tenancy;

/// <summary>The part of an address that names a workspace: a DNS label, so that it may be a sub-domain too (RFC 1035, 2.3.1).</summary>
public static class Slugs
{
    private const int Longest = 63;

    // Sub-domains people expect to be something else.
    private static readonly string[] Reserved = ["www", "api", "mail", "smtp", "imap", "admin", "hub", "hubs", "static", "help", "support", "status"];

    /// <summary>A slug for a name; the id stands in for names without Latin letters.</summary>
    public static string Of(string name, TenantId id)
    {
        var ascii = new string([.. name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]);
        var slug = string.Join('-', ascii.Split('-', StringSplitOptions.RemoveEmptyEntries));
        if (slug.Length > Longest) slug = slug[..Longest].TrimEnd('-');
        return IsValid(slug) ? slug : $"w{id.Value:x}";
    }

    /// <summary>Whether a text can name a workspace.</summary>
    public static bool IsValid(string slug) =>
        slug.Length is >= 2 and <= Longest && slug[0] != '-' && slug[^1] != '-' && slug.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        && !Reserved.Contains(slug);
}
