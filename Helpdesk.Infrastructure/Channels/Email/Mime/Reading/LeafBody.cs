namespace Helpdesk.Infrastructure.Channels.Email.Mime.Reading;

/// <summary>The body of one leaf while its lines pass.</summary>
internal sealed class LeafBody
{
    private readonly MimeEntity _entity;
    private readonly DefectList _defects;
    private readonly BodyDecoder _decoder;
    private readonly byte[] _end = new byte[2];
    private int _endLength;

    public LeafBody(MimeEntity entity, PartContent content, DefectList defects)
    {
        (_entity, _defects) = (entity, defects);
        entity.Content = content;
        // A multipart that is kept raw is encoded in nothing (RFC 2045 6.4).
        var encoding = entity.ClaimsMultipart ? "" : entity.TransferEncoding;
        if (BodyDecoder.For(encoding, content) is not { } decoder)
        {
            defects.Add(MailDefectKind.UnknownTransferEncoding, encoding);
            decoder = new NoDecoder(content);
        }

        _decoder = decoder;
    }

    /// <summary>A line end is held back: before a boundary it belongs to the boundary (RFC 2046 5.1.1).</summary>
    public void Line(ReadOnlySpan<byte> line, ReadOnlySpan<byte> end)
    {
        WriteEnd();
        _decoder.Write(line);
        end.CopyTo(_end);
        _endLength = end.Length;
    }

    public void End(bool atBoundary)
    {
        if (!atBoundary) WriteEnd();
        _decoder.End();
        if (_decoder.Broken is { } broken) _defects.Add(broken, _entity.ContentType.Value);
    }

    private void WriteEnd()
    {
        if (_endLength == 0) return;
        _decoder.Write(_end.AsSpan(0, _endLength));
        _endLength = 0;
    }
}
