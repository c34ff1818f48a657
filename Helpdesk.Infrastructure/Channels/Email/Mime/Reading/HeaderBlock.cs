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

    /// <summary>No header at all: the body has begun without an empty line.</summary>
    NotAHeader,
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

        if (line.Length == 0) return HeaderLine.End;
        var colon = line.IndexOf((byte)':');
        var name = colon < 0 ? default : line[..colon].TrimEnd(" \t"u8);
        if (name.Length == 0 || name.ContainsAnyExceptInRange((byte)'!', (byte)'~')) return Odd(line);
        _any = true;
        _dropping = _fields.Count >= bounds.Headers || line.Length > left;
        if (_dropping)
        {
            defects.Add(MailDefectKind.HeaderBound);
            return HeaderLine.Taken;
        }

        _fields.Add((Encoding.ASCII.GetString(name), _bytes.Count, _bytes.Count));
        Append(line[(colon + 1)..], end);
        return HeaderLine.Taken;
    }

    /// <summary>The block.</summary>
    public HeaderList Close()
    {
        var bytes = _bytes.ToArray();
        return new HeaderList(_fields.ConvertAll(f => new MailHeader(f.Name, bytes.AsMemory(f.Start, f.End - f.Start))));
    }

    // The line a mailbox file puts before a mail is none of it; any other line ends the block.
    private HeaderLine Odd(ReadOnlySpan<byte> line)
    {
        if (!_any && (line.StartsWith("From "u8) || line.StartsWith(">From "u8))) return HeaderLine.Taken;
        defects.Add(MailDefectKind.MissingHeaderEnd);
        return HeaderLine.NotAHeader;
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
