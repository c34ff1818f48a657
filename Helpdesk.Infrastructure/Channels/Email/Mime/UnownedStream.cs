namespace Helpdesk.Infrastructure.Channels.Email.Mime;

/// <summary>Lets a stored part be read with <c>using</c> without ending it: the mail owns the stream.</summary>
internal sealed class UnownedStream(Stream owned) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => owned.Length;

    public override long Position
    {
        get => owned.Position;
        set => owned.Position = value;
    }

    public override int Read(byte[] buffer, int offset, int count) => owned.Read(buffer, offset, count);

    public override int Read(Span<byte> buffer) => owned.Read(buffer);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => owned.ReadAsync(buffer, cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => owned.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("A part of a mail is only read.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A part of a mail is only read.");
}
