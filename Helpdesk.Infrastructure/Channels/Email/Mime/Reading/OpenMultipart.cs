using System.Text;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Reading;

/// <summary>A multipart whose end has not come yet.</summary>
internal sealed class OpenMultipart(MimeEntity entity)
{
    private static readonly byte[] OfBoundaries = "'()+_,-./:=? "u8.ToArray();
    private PartContent? _preamble;

    public MimeEntity Entity => entity;

    public byte[] Boundary { get; } = Encoding.UTF8.GetBytes(entity.ContentType["boundary"]!.TrimEnd());

    /// <summary>Whether its boundary came at least once.</summary>
    public bool Seen { get; private set; }

    public bool Closed { get; set; }

    /// <summary>Whether a line is its delimiter: two hyphens, the boundary, two more to close, and white space (RFC 2046 5.1.1).
    /// After the closing ones any sign that no boundary could go on with ends it too.</summary>
    public bool IsMetBy(ReadOnlySpan<byte> line, out bool closes)
    {
        closes = false;
        if (!line[2..].StartsWith(Boundary)) return false;
        var rest = line[(2 + Boundary.Length)..];
        closes = rest.StartsWith("--"u8);
        rest = rest[(closes ? 2 : 0)..].TrimEnd(" \t\r"u8);
        return rest.IsEmpty || (closes && !char.IsAsciiLetterOrDigit((char)rest[0]) && !OfBoundaries.Contains(rest[0]));
    }

    public void Met()
    {
        Seen = true;
        Discard();
    }

    /// <summary>Lets go of what came before the first boundary.</summary>
    public void Discard()
    {
        _preamble?.Discard();
        _preamble = null;
    }

    /// <summary>Keeps what comes before the first boundary: all there is, should none come.</summary>
    public void Keep(ReadOnlySpan<byte> line, ReadOnlySpan<byte> end, MemoryBudget memory)
    {
        _preamble ??= new PartContent(memory);
        _preamble.Write(line);
        _preamble.Write(end);
    }

    public void Close(DefectList defects)
    {
        entity.IsMultipart = Seen;
        if (!Seen)
        {
            (entity.Content, _preamble) = (_preamble, null);
            defects.Add(MailDefectKind.BoundaryNotFound, entity.ContentType.Value);
        }
        else if (!Closed)
        {
            defects.Add(MailDefectKind.MissingCloseBoundary, entity.ContentType.Value);
        }
    }
}
