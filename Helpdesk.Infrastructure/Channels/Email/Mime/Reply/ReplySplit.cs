using System.Text;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Reply;

/// <summary>What a part of a mail's text is to its reader.</summary>
public enum ReplyPart
{
    /// <summary>What the sender wrote now.</summary>
    New,

    /// <summary>A quoted passage the sender answered in place; without it the answer below makes no sense, so it stays in view.</summary>
    Answered,

    /// <summary>An earlier mail with the line that introduces it; the reader has it already.</summary>
    Quoted,

    /// <summary>A mail passed on; the reader has not seen it yet.</summary>
    Forwarded,

    /// <summary>A signature, a mailing list's foot or "Sent from my phone".</summary>
    Signature,
}

/// <summary>A part of a text, in UTF-16 units.</summary>
public readonly record struct ReplyRange(ReplyPart Part, int Start, int Length)
{
    /// <summary>Where the part ends, itself not in it.</summary>
    public int End => Start + Length;

    /// <summary>Whether a reader sees it before unfolding anything.</summary>
    public bool IsVisible => Part is ReplyPart.New or ReplyPart.Answered or ReplyPart.Forwarded;
}

/// <summary>A mail's text and its parts, which follow each other without gaps and cover it from the first character to the last.</summary>
public sealed record ReplySplit(string Text, IReadOnlyList<ReplyRange> Parts)
{
    /// <summary>Whether the sender wrote or passed on anything; a page shows the whole text where it is false.</summary>
    public bool HasVisibleText => Parts.Any(p => p.IsVisible && !Text.AsSpan(p.Start, p.Length).IsWhiteSpace());

    /// <summary>The visible parts, joined, without blank lines around them.</summary>
    public string Visible()
    {
        var visible = new StringBuilder();
        foreach (var part in Parts.Where(p => p.IsVisible)) visible.Append(Text, part.Start, part.Length);
        return visible.ToString().Trim();
    }
}
