namespace Helpdesk.Infrastructure.Channels.Email.Mime;

/// <summary>What a leaf is to a desk.</summary>
public enum PartKind
{
    /// <summary>Any file.</summary>
    File,

    /// <summary>Plain text or HTML.</summary>
    Text,

    /// <summary>A picture, sound or film.</summary>
    Media,

    /// <summary>An invitation or its answer (RFC 5545, 6047).</summary>
    Calendar,

    /// <summary>A mail.</summary>
    Mail,

    /// <summary>Facts of a report for machines.</summary>
    Report,

    /// <summary>Outlook's <c>winmail.dat</c>.</summary>
    Tnef,

    /// <summary>A signature of S/MIME (RFC 8551).</summary>
    SmimeSignature,

    /// <summary>A mail encrypted, or signed as a whole, by S/MIME: only its addressee's keys open it.</summary>
    SmimeEnvelope,

    /// <summary>A signature of OpenPGP (RFC 3156).</summary>
    PgpSignature,

    /// <summary>A part encrypted by OpenPGP, or its version part.</summary>
    PgpEnvelope,
}

/// <summary>Names leaves by their media types, and by their names where senders leave the type vague.</summary>
public static class PartKinds
{
    /// <summary>What the leaf is.</summary>
    public static PartKind Of(MimeEntity leaf) => leaf.ContentType.Value switch
    {
        "text/plain" or "text/html" or "text/enriched" or "text/richtext" => PartKind.Text,
        "text/calendar" or "application/ics" => PartKind.Calendar,
        "message/rfc822" or "message/global" => PartKind.Mail,
        "application/ms-tnef" or "application/vnd.ms-tnef" => PartKind.Tnef,
        "application/pkcs7-signature" or "application/x-pkcs7-signature" => PartKind.SmimeSignature,
        "application/pkcs7-mime" or "application/x-pkcs7-mime" => PartKind.SmimeEnvelope,
        "application/pgp-signature" => PartKind.PgpSignature,
        "application/pgp-encrypted" => PartKind.PgpEnvelope,
        "message/delivery-status" or "message/global-delivery-status" or "message/feedback-report" or "message/disposition-notification" => PartKind.Report,
        ['i', 'm', 'a', 'g', 'e', '/', ..] or ['a', 'u', 'd', 'i', 'o', '/', ..] or ['v', 'i', 'd', 'e', 'o', '/', ..] => PartKind.Media,
        _ => ByName(leaf.FileName),
    };

    private static PartKind ByName(string? name) => Path.GetExtension(name)?.ToLowerInvariant() switch
    {
        ".ics" => PartKind.Calendar,
        ".eml" => PartKind.Mail,
        ".p7s" => PartKind.SmimeSignature,
        ".p7m" => PartKind.SmimeEnvelope,
        ".pgp" or ".gpg" => PartKind.PgpEnvelope,
        _ => string.Equals(name, "winmail.dat", StringComparison.OrdinalIgnoreCase) ? PartKind.Tnef : PartKind.File,
    };
}
