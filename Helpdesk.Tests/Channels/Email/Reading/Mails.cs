using System.Text;
using Helpdesk.Infrastructure.Channels.Email.Mime;
using Helpdesk.Infrastructure.Channels.Email.Mime.Reading;
using Helpdesk.Tests.Support;

namespace Helpdesk.Tests.Channels.Email.Reading;

/// <summary>Mails written by hand, and the corpus where it is there.</summary>
internal static class Mails
{
    /// <summary>Reads a mail; characters are bytes (Latin-1), line ends become CR LF.</summary>
    public static Mail Read(string mail) => MailReader.Default.Read(Bytes(mail));

    public static byte[] Bytes(string mail) => Encoding.Latin1.GetBytes(mail.ReplaceLineEndings("\r\n"));

    /// <summary>Every mail of the corpus by its name in it.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Corpus()
    {
        var folder = Path.Combine(SharedData.MailCorpus!, "mail");
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".jsonl", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(f => (Path.GetRelativePath(folder, f), File.ReadAllBytes(f)));
    }

    /// <summary>Everything that can be asked of a mail, as text: two readings of the same bytes must give the same.</summary>
    public static string Everything(Mail mail)
    {
        var all = new StringBuilder();
        all.Append(mail.Subject).Append('|').Append(mail.From).Append('|').AppendJoin(',', mail.To).AppendJoin(',', mail.Cc).AppendJoin(',', mail.ReplyTo)
            .Append('|').Append(mail.MessageId).Append(mail.InReplyTo).AppendJoin(' ', mail.References).Append(mail.Date).Append('|').Append(mail.Text).Append('|').Append(mail.Html);
        foreach (var entity in mail.Root.Walk())
            all.Append('|').Append(entity.ContentType.Value).Append(entity.FileName).Append(entity.ContentId).Append(entity.Content?.Length);
        return all.AppendJoin(',', mail.Defects).ToString();
    }
}
