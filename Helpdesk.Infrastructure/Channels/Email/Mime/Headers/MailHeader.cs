namespace Helpdesk.Infrastructure.Channels.Email.Mime.Headers;

/// <summary>One field of a header block.</summary>
/// <param name="Name">As written; names compare without case.</param>
/// <param name="Raw">The bytes after the colon, folds included, the last line end not.</param>
public sealed record MailHeader(string Name, ReadOnlyMemory<byte> Raw)
{
    /// <summary>The value on one line, 8-bit characters read, encoded words not: what structured fields are parsed from.</summary>
    public string Plain => HeaderText.Plain(Raw.Span);

    /// <summary>The value as a reader of the mail sees it: on one line, encoded words decoded (RFC 2047).</summary>
    public string Text => EncodedWords.Decode(Plain).Trim();
}

/// <summary>The fields of one header block in the order they came.</summary>
public sealed class HeaderList
{
    private readonly List<MailHeader> _fields;

    internal HeaderList(List<MailHeader> fields) => _fields = fields;

    /// <summary>All of them.</summary>
    public IReadOnlyList<MailHeader> Fields => _fields;

    /// <summary>The first of that name; null when there is none.</summary>
    public MailHeader? First(string name)
    {
        foreach (var field in _fields)
            if (field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return field;
        return null;
    }

    /// <summary>All of that name.</summary>
    public IEnumerable<MailHeader> All(string name) => _fields.Where(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The last of that name: what other readers take when a field that may come once comes twice. Null when there is none.</summary>
    public MailHeader? Last(string name)
    {
        for (var i = _fields.Count - 1; i >= 0; i--)
            if (_fields[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return _fields[i];
        return null;
    }

    /// <summary>The text of the last of that name; null when there is none.</summary>
    public string? Text(string name) => Last(name)?.Text;
}
