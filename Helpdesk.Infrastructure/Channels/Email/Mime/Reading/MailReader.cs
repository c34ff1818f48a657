using System.Buffers;
using System.IO.Pipelines;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Reading;

/// <summary>
/// Reads mails (RFC 5322, 2045-2049, 2047, 2231, 6532). Any bytes are a mail: what cannot be understood is kept raw and named in
/// <see cref="Mail.Defects"/>. Exceptions are only those of the stream it reads from and of the store it writes to.
/// </summary>
public sealed class MailReader(MailBounds bounds, IPartStore store)
{
    private const int ChunkBytes = 64 << 10;

    /// <summary>With a desk's bounds, large parts in temporary files.</summary>
    public static MailReader Default { get; } = new(MailBounds.Default, TempFileStore.Instance);

    /// <summary>A mail held in memory.</summary>
    public Mail Read(ReadOnlySpan<byte> bytes)
    {
        using var parser = new MimeParser(bounds, store);
        parser.Feed(bytes);
        return parser.Finish();
    }

    /// <summary>A mail from a stream, which is read to its end or the bound and left open.</summary>
    public async Task<Mail> ReadAsync(Stream stream, CancellationToken ct)
    {
        using var parser = new MimeParser(bounds, store);
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            while (parser.Wants && await stream.ReadAsync(chunk, ct) is var count and > 0) parser.Feed(chunk.AsSpan(0, count));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }

        return parser.Finish();
    }

    /// <summary>A mail from a pipe, as a connection hands it over; read to its end or the bound, not completed.</summary>
    public async Task<Mail> ReadAsync(PipeReader pipe, CancellationToken ct)
    {
        using var parser = new MimeParser(bounds, store);
        while (parser.Wants)
        {
            var read = await pipe.ReadAsync(ct);
            foreach (var segment in read.Buffer) parser.Feed(segment.Span);
            pipe.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) break;
        }

        return parser.Finish();
    }
}
