namespace Helpdesk.Infrastructure.Channels.Email.Mime.Reading;

/// <summary>Base64 (RFC 2045 6.8). What is not of the alphabet is skipped, as the RFC asks; padding ends a group, and another may follow.</summary>
internal sealed class Base64Decoder(PartContent into) : BodyDecoder(into)
{
    private const int OutBytes = 3 << 10;
    private readonly byte[] _out = new byte[OutBytes];
    private int _used;
    private int _bits;
    private int _count;

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            var value = Base64Alphabet.ValueOf(b);
            if (value >= 0)
            {
                _bits = (_bits << 6) | value;
                if (++_count < 4) continue;
                Put(3, _bits);
                (_bits, _count) = (0, 0);
            }
            else if (b == '=')
            {
                EndGroup();
            }
            else if (b is not ((byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t'))
            {
                Broken = MailDefectKind.BrokenBase64;
            }
        }
    }

    public override void End()
    {
        if (_count > 0) Broken = MailDefectKind.BrokenBase64;
        EndGroup();
        Into.Write(_out.AsSpan(0, _used));
        _used = 0;
    }

    // Two characters hold one byte, three hold two; one alone holds none.
    private void EndGroup()
    {
        if (_count == 2) Put(1, _bits << 12);
        if (_count == 3) Put(2, _bits << 6);
        (_bits, _count) = (0, 0);
    }

    private void Put(int count, int bits)
    {
        if (_used + 3 > OutBytes)
        {
            Into.Write(_out.AsSpan(0, _used));
            _used = 0;
        }

        for (var i = 0; i < count; i++) _out[_used++] = (byte)(bits >> (16 - (8 * i)));
    }
}
