using System.Text;
using Helpdesk.Infrastructure.Channels.Email.Mime;
using Helpdesk.Infrastructure.Channels.Email.Mime.Writing;

namespace Helpdesk.Tests.Channels.Email.Writing;

/// <summary>Mails to write, made from a seed out of what breaks writers: long words, signs of the syntax, other scripts, line breaks.</summary>
internal static class OutgoingMails
{
    private static readonly string[] Words =
    [
        "hello", "Re:", "مرحبا", "بالعالم", "Größe", "日本語", "😀", "a,b", "\"quoted\"", "<angle>", "back\\slash", "(paren)", "=?utf-8?q?fake?=", ";", ":", "x@y", "semi;colon=1",
        "From", ".", "--", "=20", "%41", "'", "{brace}", "averyveryveryveryveryveryveryveryveryveryveryveryverylongwordthatdoesnotfitanywhere", "tab\tbed", "e\u0301", "\u00A0",
    ];

    /// <summary>Ids 1, 2, 3 … in a form fit for a boundary.</summary>
    public sealed class CountedIds : IMailIds
    {
        private int _last;

        public string Next() => $"id{++_last}";
    }

    public static OutgoingMail Made(int seed)
    {
        var random = new Random(seed);
        return new OutgoingMail
        {
            From = new MailAddress(Phrase(random, 4), $"desk{seed}@example.org"),
            To = [.. Enumerable.Range(1, random.Next(1, 6)).Select(i => new MailAddress(random.Next(2) == 0 ? "" : Phrase(random, 5), $"to{i}@{(random.Next(4) == 0 ? "bücher.example" : "example.com")}"))],
            Cc = random.Next(2) == 0 ? [] : [new MailAddress(Phrase(random, 3), "o'brien+tag@example.net")],
            Subject = Phrase(random, random.Next(1, 25)),
            Text = random.Next(5) == 0 ? null : Text(random),
            Html = random.Next(2) == 0 ? null : "<p>" + Text(random) + "</p>",
            Inline = random.Next(3) == 0 ? [File(random, "logo@1")] : [],
            Attachments = [.. Enumerable.Range(0, random.Next(3)).Select(_ => File(random, null))],
            InReplyTo = random.Next(2) == 0 ? null : "last@example.org",
            References = [.. Enumerable.Range(0, random.Next(3) * random.Next(200)).Select(i => $"{i}.{seed}@thread.example.org")],
            Automation = (Automation)random.Next(3),
        };
    }

    /// <summary>As it is to be read back: one line, no white space at its ends or doubled.</summary>
    public static string Squeeze(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Normalize();

    private static OutgoingPart File(Random random, string? contentId)
    {
        var bytes = new byte[random.Next(70_000)];
        random.NextBytes(bytes);
        var name = Phrase(random, random.Next(1, 8)).Replace('\t', ' ').Trim();
        return new OutgoingPart(name + ".bin", random.Next(2) == 0 ? "image/png" : "application/pdf", () => new MemoryStream(bytes), contentId);
    }

    private static string Phrase(Random random, int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[random.Next(Words.Length)]));

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(1, 20); i > 0; i--) text.Append(Phrase(random, random.Next(14))).Append(random.Next(9) == 0 ? " \n" : "\n");
        return text.ToString();
    }
}
