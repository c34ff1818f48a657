namespace Helpdesk.Infrastructure.Channels.Email.Mime.Reply;

/// <summary>Decides from the lines' kinds which part each belongs to; what surrounds a quote tells whether it was answered in place.</summary>
internal static class ReplyParts
{
    private readonly record struct Run(int Start, int End, bool IsIntroduced, bool IsFollowed);

    /// <summary>
    /// The part of each line. Blank lines go with what stands above them. A mail of nothing but <c>&gt;</c> lines is its sender's own text, unless
    /// <paramref name="opensWithAttribution"/> tells it is another's.
    /// </summary>
    public static ReplyPart[] Decide(LineKind[] kinds, bool opensWithAttribution)
    {
        var parts = new ReplyPart[kinds.Length];
        var runs = RunsOf(kinds);
        // One quote introduced by its client, with the reply below it, is a reply under the quote; several are passages answered in turn.
        var answered = runs.Count(r => r.IsFollowed);
        var isQuoteAlone = !opensWithAttribution && !kinds.Any(k => k is LineKind.Text or LineKind.Attribution or LineKind.Rest or LineKind.Forwarded);
        foreach (var run in runs)
        {
            var stays = isQuoteAlone || (run.IsFollowed && (!run.IsIntroduced || answered > 1));
            for (var i = run.Start; i < run.End; i++) parts[i] = stays ? ReplyPart.Answered : ReplyPart.Quoted;
        }

        for (var i = 0; i < kinds.Length; i++)
        {
            parts[i] = kinds[i] switch
            {
                LineKind.Text => ReplyPart.New,
                LineKind.Blank => i == 0 ? ReplyPart.New : parts[i - 1],
                LineKind.Attribution or LineKind.Rest => ReplyPart.Quoted,
                LineKind.Forwarded => ReplyPart.Forwarded,
                LineKind.Signature => ReplyPart.Signature,
                _ => parts[i],
            };
        }

        return parts;
    }

    // Stretches of quoted lines with the blank lines in them.
    private static List<Run> RunsOf(LineKind[] kinds)
    {
        var runs = new List<Run>();
        var lastText = Array.LastIndexOf(kinds, LineKind.Text);
        var introduced = false;
        for (var i = 0; i < kinds.Length;)
        {
            if (kinds[i] != LineKind.Quote)
            {
                if (kinds[i] != LineKind.Blank) introduced = kinds[i] == LineKind.Attribution;
                i++;
                continue;
            }

            var start = i;
            while (i < kinds.Length && kinds[i] is LineKind.Quote or LineKind.Blank) i++;
            runs.Add(new Run(start, i, introduced, lastText >= i));
            introduced = false;
        }

        return runs;
    }
}
