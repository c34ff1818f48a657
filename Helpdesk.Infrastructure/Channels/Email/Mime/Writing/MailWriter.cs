using System.Globalization;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Writing;

/// <summary>
/// Writes mails any server takes: ASCII but for addresses that need SMTPUTF8, lines below 78 characters, files streamed as base64.
/// The same mail, clock and ids give the same bytes.
/// </summary>
public sealed class MailWriter(TimeProvider clock, IMailIds ids)
{
    private const string AnyType = "application/octet-stream";

    /// <summary>Writes the mail and tells its identifier, without brackets.</summary>
    /// <exception cref="ArgumentException">An address or header name that <see cref="CanWrite(string)"/> or RFC 5322 refuses.</exception>
    public async Task<string> WriteAsync(OutgoingMail mail, Stream to, CancellationToken ct)
    {
        var unique = ids.Next();
        var headers = new HeaderWriter();
        headers.Field("From", AddressWriter.Tokens([mail.From]));
        var from = AddressWriter.Ascii(mail.From.Address)!;
        var id = $"{unique}@{from[(from.LastIndexOf('@') + 1)..]}";
        WriteHead(headers, mail, id);
        await new PartWriter(to, unique, ct).WriteAsync(PartsOf(mail), headers);
        return id;
    }

    /// <summary>Whether an address can be written: what people type is asked before a mail is made of it.</summary>
    public static bool CanWrite(string address) => AddressWriter.IsWritable(address);

    private void WriteHead(HeaderWriter headers, OutgoingMail mail, string id)
    {
        if (mail.ReplyTo.Count > 0) headers.Field("Reply-To", AddressWriter.Tokens(mail.ReplyTo));
        if (mail.To.Count > 0) headers.Field("To", AddressWriter.Tokens(mail.To));
        if (mail.Cc.Count > 0) headers.Field("Cc", AddressWriter.Tokens(mail.Cc));
        headers.Text("Subject", mail.Subject);
        var now = clock.GetUtcNow();
        headers.Field("Date", [now.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture) + " +0000"]);
        headers.Field("Message-ID", [$"<{id}>"]);
        if (mail.InReplyTo is { } answered && ReferenceTrim.IsId(answered)) headers.Field("In-Reply-To", [$"<{answered}>"]);
        if (ReferenceTrim.Of(mail.References, mail.InReplyTo) is { Count: > 0 } thread) headers.Field("References", thread.Select(r => $"<{r}>"));
        if (mail.Automation != Automation.None)
        {
            headers.Field("Auto-Submitted", [mail.Automation == Automation.Replied ? "auto-replied" : "auto-generated"]);
            // What Exchange heeds in place of Auto-Submitted.
            headers.Field("X-Auto-Response-Suppress", ["All"]);
        }

        if (mail.ListId is { } list) headers.Field("List-Id", [$"<{new string([.. list.Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')])}>"]);
        if (mail.ListUnsubscribe is { } leave)
        {
            headers.Field("List-Unsubscribe", [$"<{(leave.Host.Length == 0 ? leave.AbsoluteUri : leave.AbsoluteUri.Replace(leave.Host, leave.IdnHost, StringComparison.Ordinal))}>"]);
            if (leave.Scheme == Uri.UriSchemeHttps) headers.Field("List-Unsubscribe-Post", ["List-Unsubscribe=One-Click"]);
        }

        foreach (var (name, value) in mail.Headers) headers.Text(name, value);
        headers.Field("MIME-Version", ["1.0"]);
    }

    // mixed(alternative(text, related(html, inline…)), attachment…), each level only where it holds more than one.
    private static MailPart PartsOf(OutgoingMail mail)
    {
        var shown = new List<MailPart>();
        if (mail.Text is not null || mail.Html is null) shown.Add(new MailPart.Text("text/plain", TextBody.Of(mail.Text ?? "")));
        if (mail.Html is { } html)
        {
            MailPart page = new MailPart.Text("text/html", TextBody.Of(html));
            shown.Add(Grouped("multipart/related", [page, .. mail.Inline.Select(i => FileOf(i, "inline"))]));
        }

        var attached = (mail.Html is null ? mail.Inline.Concat(mail.Attachments) : mail.Attachments).Select(a => FileOf(a, "attachment"));
        return Grouped("multipart/mixed", [Grouped("multipart/alternative", shown), .. attached]);
    }

    private static MailPart Grouped(string type, IReadOnlyList<MailPart> parts) => parts.Count == 1 ? parts[0] : new MailPart.Group(type, parts);

    private static MailPart.File FileOf(OutgoingPart part, string disposition)
    {
        var type = part.ContentType.Split(';')[0].Trim().ToLowerInvariant();
        var slash = type.IndexOf('/', StringComparison.Ordinal);
        var isType = slash > 0 && slash < type.Length - 1 && type.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '+' or '-' or '_') && !type.StartsWith("multipart/", StringComparison.Ordinal);
        return new MailPart.File(part, isType ? type : AnyType, disposition);
    }
}
