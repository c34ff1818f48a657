using System.Text;
using Helpdesk.Infrastructure.Channels.Email.Mime.Headers;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Reading;

/// <summary>What a line means within a header block.</summary>
internal enum HeaderLine
{
    /// <summary>A field, a continuation of one, or something to pass over.</summary>
    Taken,

    /// <summary>The empty line that ends the block.</summary>
    End,

    /// <summary>No header: the body began before this line, with the odd lines before it.</summary>
    BodyBegan,
}

/// <summary>Collects one header block (RFC 5322 2.2).</summary>
internal sealed class HeaderBlock(MailBounds bounds, DefectList defects)
{
    private readonly List<byte> _bytes = [];
    private readonly List<(string Name, int Start, int End)> _fields = [];
    private bool _dropping;
    private bool _any;

    /// <summary>Bytes kept so far.</summary>
    public int Length => _bytes.Count;

    /// <summary>Takes a line, or its next piece.</summary>
    /// <param name="line">The piece.</param>
    /// <param name="end">The end of the line, empty when more follows.</param>
    /// <param name="starts">Whether the piece starts the line.</param>
    /// <param name="left">How many more header bytes the mail may have.</param>
    public HeaderLine Take(ReadOnlySpan<byte> line, ReadOnlySpan<byte> end, bool starts, int left)
    {
        if (!starts || (line.Length > 0 && line[0] is (byte)' ' or (byte)'\t'))
        {
            Continue(line, end, left);
            return HeaderLine.Taken;
        }

        if (line.Length == 0) return _any || _fields.Count == 0 ? HeaderLine.End : HeaderLine.BodyBegan;
        var colon = line.IndexOf((byte)':');
        var name = colon < 0 ? default : line[..colon].TrimEnd(" \t"u8);
        var odd = name.Length == 0 || name.ContainsAnyExceptInRange((byte)'!', (byte)'~');
        // The line a mailbox file puts before a mail is none of it.
        if (odd && _fields.Count == 0 && (line.StartsWith("From "u8) || line.StartsWith(">From "u8))) return HeaderLine.Taken;
        _dropping = _fields.Count >= bounds.Headers || line.Length > left;
        if (_dropping)
        {
            defects.Add(MailDefectKind.HeaderBound);
            return odd ? HeaderLine.BodyBegan : HeaderLine.Taken;
        }

        _any |= !odd;
        if (odd) defects.Add(MailDefectKind.NotAHeader);
        _fields.Add((odd ? "" : Encoding.ASCII.GetString(name), _bytes.Count, _bytes.Count));
        Append(odd ? line : line[(colon + 1)..], end);
        return HeaderLine.Taken;
    }

    /// <summary>
    /// The lines that were taken for odd headers but are the start of the body, for no empty line came after them: removed from the block.
    /// </summary>
    public byte[] TakeBody()
    {
        var first = _fields.Count;
        while (first > 0 && _fields[first - 1].Name.Length == 0) first--;
        if (first == _fields.Count) return [];
        defects.Add(MailDefectKind.MissingHeaderEnd);
        var start = _fields[first].Start;
        var body = _bytes.GetRange(start, _bytes.Count - start).ToArray();
        _bytes.RemoveRange(start, _bytes.Count - start);
        _fields.RemoveRange(first, _fields.Count - first);
        return body;
    }

    /// <summary>The block. Lines that are no headers are fields without a name.</summary>
    public HeaderList Close()
    {
        var bytes = _bytes.ToArray();
        return new HeaderList(_fields.ConvertAll(f => new MailHeader(f.Name, bytes.AsMemory(f.Start, f.End - f.Start))));
    }

    private void Continue(ReadOnlySpan<byte> line, ReadOnlySpan<byte> end, int left)
    {
        if (_dropping) return;
        if (_fields.Count == 0)
        {
            defects.Add(MailDefectKind.OrphanContinuation);
            return;
        }

        if (line.Length > left)
        {
            defects.Add(MailDefectKind.HeaderBound);
            _dropping = true;
            return;
        }

        // The line end before a continuation is part of the fold.
        Append(line, end);
    }

    private void Append(ReadOnlySpan<byte> line, ReadOnlySpan<byte> end)
    {
        _bytes.AddRange(line);
        var last = _fields.Count - 1;
        _fields[last] = _fields[last] with { End = _bytes.Count };
        _bytes.AddRange(end);
    }
}
