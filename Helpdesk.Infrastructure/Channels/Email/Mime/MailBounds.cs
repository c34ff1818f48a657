namespace Helpdesk.Infrastructure.Channels.Email.Mime;

/// <summary>
/// What one mail may cost. Past a bound the reader goes on without understanding what is beyond it and says so in
/// <see cref="Mail.Defects"/>; it never throws. Sizes are bytes.
/// </summary>
public sealed record MailBounds
{
    /// <summary>What a desk accepts: mails of up to 128 MiB, with the nesting and counts real mails stay far below.</summary>
    public static MailBounds Default { get; } = new();

    /// <summary>Bytes of the whole mail; what follows is not read.</summary>
    public long TotalBytes { get; init; } = 128L << 20;

    /// <summary>Multiparts within each other; a deeper one is kept as one raw part.</summary>
    public int Depth { get; init; } = 32;

    /// <summary>Entities of all levels; the rest is kept as one raw part.</summary>
    public int Parts { get; init; } = 1000;

    /// <summary>Bytes of all header blocks together; header lines past it are dropped.</summary>
    public int HeaderBytes { get; init; } = 1 << 20;

    /// <summary>Fields of one header block; those past it are dropped.</summary>
    public int Headers { get; init; } = 1000;

    /// <summary>Decoded bytes held in memory for all parts together; a part past it goes to the <see cref="IPartStore"/>.</summary>
    public int MemoryBytes { get; init; } = 2 << 20;

    /// <summary>Decoded bytes of all plain text, and of all HTML, that are turned into text; the parts' contents keep all.</summary>
    public int TextBytes { get; init; } = 4 << 20;
}
