namespace Helpdesk.Infrastructure.Channels.Email.Mime.Reading;

/// <summary>Takes lines as they come. A line longer than the splitter holds comes in pieces.</summary>
internal interface ILineTaker
{
    /// <summary>A line, or the next piece of one.</summary>
    /// <param name="line">Without its end.</param>
    /// <param name="end">CR LF, LF, or nothing when more of the line follows or the mail ends here.</param>
    /// <param name="starts">Whether this is the start of the line.</param>
    void Line(ReadOnlySpan<byte> line, ReadOnlySpan<byte> end, bool starts);
}

/// <summary>Cuts chunks of bytes into lines, copying only what is cut by the end of a chunk.</summary>
internal sealed class LineSplitter(ILineTaker taker)
{
    /// <summary>The longest piece handed on: long enough for any boundary and any header name.</summary>
    public const int LongestPiece = 8 << 10;

    private readonly byte[] _held = new byte[LongestPiece];
    private int _count;
    private bool _starts = true;

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var end = bytes.IndexOf((byte)'\n') + 1;
            if (_count == 0 && end > 0 && end <= LongestPiece)
            {
                Hand(bytes[..end]);
                bytes = bytes[end..];
                continue;
            }

            var take = Math.Min(end > 0 ? end : bytes.Length, LongestPiece - _count);
            bytes[..take].CopyTo(_held.AsSpan(_count));
            _count += take;
            bytes = bytes[take..];
            if (_held[_count - 1] == '\n') Release(_count);
            // A CR waits for the LF that may follow it.
            else if (_count == LongestPiece) Release(_held[_count - 1] == '\r' ? _count - 1 : _count);
        }
    }

    public void End()
    {
        if (_count > 0) Release(_count);
    }

    private void Release(int count)
    {
        Hand(_held.AsSpan(0, count));
        if (count < _count) _held[0] = _held[_count - 1];
        _count -= count;
    }

    private void Hand(ReadOnlySpan<byte> piece)
    {
        var end = piece.EndsWith("\r\n"u8) ? 2 : piece[^1] == '\n' ? 1 : 0;
        taker.Line(piece[..^end], piece[^end..], _starts);
        _starts = end > 0;
    }
}
