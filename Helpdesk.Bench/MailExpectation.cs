using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Helpdesk.Infrastructure.Channels.Email.Mime;

namespace Helpdesk.Bench;

/// <summary>Whether one field was read as expected; both sides as they were compared.</summary>
public sealed record MailVerdict(string Field, bool Agrees, string Expected, string Read);

/// <summary>
/// The rules a manifest's <c>expect</c> is compared by: texts in form C with every run of white space as one space and byte order marks dropped;
/// addresses without case; attachments as a multiset of name and type, their sizes where the manifest is sure of them as a field of their own.
/// </summary>
public static class MailExpectation
{
    private const int Shown = 300;

    /// <summary>A verdict for each field the manifest expects.</summary>
    public static List<MailVerdict> Judge(Mail mail, JsonElement expect)
    {
        var verdicts = new List<MailVerdict>();
        foreach (var field in expect.EnumerateObject())
        {
            switch (field.Name)
            {
                case "subject": Compare(TextOf(field.Value), Squeeze(mail.Subject)); break;
                case "from": Compare(AddressOf(field.Value), AddressOf(mail.From)); break;
                case "to": Compare(AddressesOf(field.Value), AddressesOf(mail.To)); break;
                case "cc": Compare(AddressesOf(field.Value), AddressesOf(mail.Cc)); break;
                case "message_id": Compare(TextOf(field.Value), Squeeze(mail.MessageId)); break;
                case "in_reply_to": Compare(TextOf(field.Value), Squeeze(mail.InReplyTo)); break;
                case "references": Compare(string.Join(' ', field.Value.EnumerateArray().Select(TextOf)), string.Join(' ', mail.References)); break;
                case "text" or "html": CompareLong(expect, field, field.Name == "text" ? mail.Text : mail.Html); break;
                case "attachments":
                    Compare(Names(field.Value.EnumerateArray().Select(NameOf)), Names(mail.Attachments.Select(NameOf)));
                    if (verdicts[^1].Agrees) CompareSizes(field.Value);
                    break;
            }

            void Compare(string expected, string read) => verdicts.Add(new MailVerdict(field.Name, expected == read, Short(expected), Short(read)));
        }

        return verdicts;

        void CompareLong(JsonElement all, JsonProperty field, string? read)
        {
            var plain = Squeeze(read);
            if (all.TryGetProperty(field.Name + "_ws_sha256", out var hash))
            {
                var own = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plain)));
                verdicts.Add(new MailVerdict(field.Name, own == hash.GetString(), $"sha256 {hash}", $"sha256 {own}, {plain.Length} characters"));
                return;
            }

            var expected = TextOf(field.Value);
            verdicts.Add(new MailVerdict(field.Name, expected == plain, Around(expected, plain), Around(plain, expected)));
        }

        void CompareSizes(JsonElement attachments)
        {
            var sure = attachments.EnumerateArray().Where(a => a.GetProperty("size").ValueKind == JsonValueKind.Number).Select(a => (Name: NameOf(a), Size: a.GetProperty("size").GetInt64())).ToList();
            if (sure.Count == 0) return;
            var own = mail.Attachments.Select(a => (Name: NameOf(a), Size: a.Content?.Length ?? 0)).ToList();
            var missing = sure.Where(s => !own.Remove(s)).ToList();
            verdicts.Add(new MailVerdict("attachment sizes", missing.Count == 0, string.Join(", ", missing), string.Join(", ", own)));
        }
    }

    private static string TextOf(JsonElement text) => Squeeze(text.GetString());

    private static string AddressOf(JsonElement address) =>
        address.ValueKind == JsonValueKind.Null ? "" : Line(address.GetProperty("name").GetString(), address.GetProperty("address").GetString()!);

    private static string AddressOf(MailAddress? address) => address is null ? "" : Line(address.Name, address.Address);

    private static string AddressesOf(JsonElement addresses) => string.Join(", ", addresses.EnumerateArray().Select(AddressOf));

    private static string AddressesOf(IEnumerable<MailAddress> addresses) => string.Join(", ", addresses.Select(AddressOf));

    private static string Line(string? name, string address) => $"{Squeeze(name)} <{Squeeze(address).ToLowerInvariant()}>";

    private static string NameOf(JsonElement attachment) => $"{TextOf(attachment.GetProperty("filename"))} ({attachment.GetProperty("content_type").GetString()!.ToLowerInvariant()})";

    private static string NameOf(MimeEntity attachment) => $"{Squeeze(attachment.FileName)} ({attachment.ContentType.Value})";

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal));

    private static string Squeeze(string? text)
    {
        if (text is null) return "";
        var words = Normal(text.Replace("\uFEFF", "", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words);
    }

    // A lone surrogate has no normal form.
    private static string Normal(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Normalize(NormalizationForm.FormC);

    private static string Short(string text) => text.Length <= Shown ? text : string.Create(CultureInfo.InvariantCulture, $"{text[..Shown]}… ({text.Length})");

    private static string Around(string text, string other)
    {
        var at = text.AsSpan().CommonPrefixLength(other);
        var start = Math.Max(0, at - 40);
        return string.Create(CultureInfo.InvariantCulture, $"[{text.Length}] at {at}: …{text.AsSpan(start, Math.Min(120, text.Length - start))}");
    }
}
