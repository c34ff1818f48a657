using Helpdesk.Infrastructure.Channels.Email.Mime.Text;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Reply;

/// <summary>
/// Tells what a sender wrote now from what the mail carries along: quotes with the lines that introduce them, forwarded mails, signatures.
/// Nothing is deleted: the answer is ranges over the given text. In doubt a line stays visible, for hidden words of a customer cost more than
/// shown words of our own. Time is linear in the text: every look ahead is bounded.
/// </summary>
public static class VisibleReply
{
    /// <summary>Splits a mail's text; the marks of its markup decide where there are any.</summary>
    public static ReplySplit Split(ReadableText text) => Split(text.Text, text.Marks);

    /// <summary>Splits text that came plain.</summary>
    public static ReplySplit Split(string text) => Split(text, []);

    /// <summary>Splits the text of an HTML mail.</summary>
    public static ReplySplit SplitHtml(string html) => Split(HtmlText.Read(html));

    /// <summary>
    /// Where an earlier mail with its printed header begins that this mail passes on or answers, its announcing line included, or -1: what a desk
    /// needs to open a ticket for the writer of a forwarded mail.
    /// </summary>
    public static int EmbeddedMailAt(string text)
    {
        var lines = TextLine.Of(text);
        for (var i = 0; i < lines.Count; i++)
        {
            var key = lines[i].Key;
            var isForward = Separator.IsForwarded(key.TrimStart('>', ' ')) || Separator.IsForwardAnnouncement(key.TrimStart('>', ' '));
            if (isForward || HeaderBlock.IsAt(lines, i)) return lines[ReplyLines.BackOverRules(lines, i)].Start;
        }

        return -1;
    }

    private static ReplySplit Split(string text, IReadOnlyList<QuoteMark> marks)
    {
        var lines = TextLine.Of(text);
        var kinds = ReplyLines.Read(lines, marks);
        var opening = lines.Find(l => !l.IsBlank).Key ?? "";
        var parts = ReplyParts.Decide(kinds, Attribution.IsIn(opening.TrimStart('>', ' ')));
        return new ReplySplit(text, Ranges(text, lines, kinds, parts));
    }

    private static List<ReplyRange> Ranges(string text, List<TextLine> lines, LineKind[] kinds, ReplyPart[] parts)
    {
        var ranges = new List<ReplyRange>();
        for (var i = 0; i < lines.Count; i++)
        {
            // "Thanks--- On Wed, … wrote:" is one line and two parts.
            var shared = kinds[i] == LineKind.Attribution ? Attribution.SharedFrom(text[lines[i].Start..lines[i].End]) : -1;
            if (shared > 0) Append(ReplyPart.New, lines[i].Start, lines[i].Start + shared);
            Append(parts[i], shared > 0 ? lines[i].Start + shared : lines[i].Start, lines[i].Next);
        }

        return ranges;

        void Append(ReplyPart part, int start, int end)
        {
            if (ranges.Count > 0 && ranges[^1].Part == part) ranges[^1] = ranges[^1] with { Length = end - ranges[^1].Start };
            else ranges.Add(new ReplyRange(part, start, end - start));
        }
    }
}
