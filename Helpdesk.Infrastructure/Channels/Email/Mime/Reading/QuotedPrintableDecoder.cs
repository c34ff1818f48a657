namespace Helpdesk.Infrastructure.Channels.Email.Mime.Reading;

/// <summary>Quoted-printable (RFC 2045 6.7). An <c>=</c> that introduces neither two hex digits nor a line end is kept as written.</summary>
internal sealed class QuotedPrintableDecoder(PartContent into) : BodyDecoder(into)
{
    // What is pending after an equals sign: the sign, white space before a soft line end, one hex digit.
    private const int MostPending = 64;
    private readonly byte[] _pending = new byte[MostPending];
    private readonly byte[] _one = new byte[1];
    private int _pendingCount;

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_pendingCount > 0)
            {
                if (Pend(bytes[0])) bytes = bytes[1..];
                continue;
            }

            var equals = bytes.IndexOf((byte)'=');
            Into.Write(equals < 0 ? bytes : bytes[..equals]);
            if (equals < 0) return;
            _pending[_pendingCount++] = (byte)'=';
            bytes = bytes[(equals + 1)..];
        }
    }

    public override void End()
    {
        // A soft line end as the last thing joins nothing.
        if (_pendingCount > 1) Keep();
        _pendingCount = 0;
    }

    // Whether the byte was taken; if not, what was pending is no code and has been kept as text.
    private bool Pend(byte b)
    {
        var last = _pending[_pendingCount - 1];
        if (b == '\n')
        {
            _pendingCount = 0;
            return true;
        }

        if (b is (byte)' ' or (byte)'\t' or (byte)'\r' && !char.IsAsciiHexDigit((char)last) && _pendingCount < MostPending)
        {
            _pending[_pendingCount++] = b;
            return true;
        }

        if (char.IsAsciiHexDigit((char)b) && last == '=' && _pendingCount == 1)
        {
            _pending[_pendingCount++] = b;
            return true;
        }

        if (char.IsAsciiHexDigit((char)b) && _pendingCount == 2 && char.IsAsciiHexDigit((char)last))
        {
            _one[0] = (byte)((HexOf(last) << 4) | HexOf(b));
            Into.Write(_one);
            _pendingCount = 0;
            return true;
        }

        Keep();
        return false;
    }

    private void Keep()
    {
        Broken = MailDefectKind.BrokenQuotedPrintable;
        Into.Write(_pending.AsSpan(0, _pendingCount));
        _pendingCount = 0;
    }

    private static int HexOf(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
