namespace Helpdesk.Infrastructure.Channels.Email.Mime.Writing;

/// <summary>A thread's identifiers in less than 4 kB: the first, which names the thread, and as many of the newest as fit.</summary>
internal static class ReferenceTrim
{
    /// <summary>Bytes of the whole field at most: servers refuse or cut longer ones.</summary>
    public const int MostBytes = 4000;

    // Brackets, the space or fold before it.
    private const int Around = 5;

    /// <summary>The identifiers to write, in order, each once. What is no identifier is left out.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> references, string? inReplyTo)
    {
        var ids = references.Append(inReplyTo ?? "").Where(IsId).Reverse().Distinct(StringComparer.Ordinal).Reverse().ToList();
        if (ids.Count == 0) return ids;
        var left = MostBytes - ids[0].Length - Around;
        var newest = ids.Skip(1).Reverse().TakeWhile(id => (left -= id.Length + Around) > 0).Reverse();
        return [ids[0], .. newest];
    }

    /// <summary>Whether it can stand between brackets on one line (RFC 5322 3.6.4, leniently).</summary>
    public static bool IsId(string id) => id.Length is > 0 and < 900 && !id.AsSpan().ContainsAnyExceptInRange('!', '~') && !id.AsSpan().ContainsAny('<', '>');
}
