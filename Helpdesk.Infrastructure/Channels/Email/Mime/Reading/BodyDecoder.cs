namespace Helpdesk.Infrastructure.Channels.Email.Mime.Reading;

/// <summary>Undoes a transfer encoding (RFC 2045 6) while the bytes pass; whatever breaks its rules is kept or skipped, and said.</summary>
internal abstract class BodyDecoder(PartContent into)
{
    protected PartContent Into => into;

    /// <summary>The defect met, if any.</summary>
    public MailDefectKind? Broken { get; protected set; }

    /// <summary>The next bytes; a line may come in pieces, its end as a piece of its own.</summary>
    public abstract void Write(ReadOnlySpan<byte> bytes);

    /// <summary>No more bytes come.</summary>
    public virtual void End()
    {
    }

    /// <summary>The decoder of an encoding's name; null for one that is not known.</summary>
    public static BodyDecoder? For(string encoding, PartContent into) => encoding switch
    {
        "base64" => new Base64Decoder(into),
        "quoted-printable" => new QuotedPrintableDecoder(into),
        "x-uuencode" or "x-uue" or "uuencode" => new UuDecoder(into),
        "" or "7bit" or "8bit" or "binary" or "7-bit" or "8-bit" => new NoDecoder(into),
        _ => null,
    };
}

/// <summary>Bytes as they come: 7bit, 8bit and binary.</summary>
internal sealed class NoDecoder(PartContent into) : BodyDecoder(into)
{
    public override void Write(ReadOnlySpan<byte> bytes) => Into.Write(bytes);
}
