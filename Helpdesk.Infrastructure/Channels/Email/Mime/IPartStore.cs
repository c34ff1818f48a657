namespace Helpdesk.Infrastructure.Channels.Email.Mime;

/// <summary>Where the bytes of parts go that are too large to hold in memory.</summary>
public interface IPartStore
{
    /// <summary>An empty stream that can be written, sought and read; whoever disposes the mail disposes it.</summary>
    Stream Create();
}

/// <summary>Keeps large parts in files of the system's temporary folder, which vanish when the mail is disposed.</summary>
public sealed class TempFileStore : IPartStore
{
    private const int BufferBytes = 32 << 10;

    /// <summary>The one there needs to be.</summary>
    public static TempFileStore Instance { get; } = new();

    /// <inheritdoc/>
    public Stream Create() => new FileStream(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferBytes, FileOptions.DeleteOnClose);
}
