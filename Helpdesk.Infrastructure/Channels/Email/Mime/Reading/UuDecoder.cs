namespace Helpdesk.Infrastructure.Channels.Email.Mime.Reading;

/// <summary>uuencode as a transfer encoding: the lines between <c>begin</c> and <c>end</c>.</summary>
internal sealed class UuDecoder(PartContent into) : BodyDecoder(into)
{
    private const int LongestLine = 128;
    private readonly byte[] _line = new byte[LongestLine];
    private readonly byte[] _out = new byte[LongestLine];
    private int _length;
    private bool _begun;

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            if (b == '\n') EndLine();
            else if (b != '\r' && _length < LongestLine) _line[_length++] = b;
        }
    }

    public override void End() => EndLine();

    private void EndLine()
    {
        var line = _line.AsSpan(0, _length);
        _length = 0;
        if (line.StartsWith("begin "u8)) _begun = true;
        else if (line.SequenceEqual("end"u8)) _begun = false;
        else if (_begun && line.Length > 0) Decode(line);
    }

    // The first character counts the bytes; each four carry three.
    private void Decode(ReadOnlySpan<byte> line)
    {
        var count = (line[0] - 32) & 63;
        var made = 0;
        for (var i = 1; i < line.Length && made < count; i += 4)
        {
            var bits = 0;
            for (var j = 0; j < 4; j++) bits = (bits << 6) | (i + j < line.Length ? (line[i + j] - 32) & 63 : 0);
            for (var j = 0; j < 3 && made < count; j++) _out[made++] = (byte)(bits >> (16 - (8 * j)));
        }

        Into.Write(_out.AsSpan(0, made));
    }
}
