using System.Security.Cryptography;

namespace Helpdesk.Infrastructure.Secrets;

/// <summary>
/// The installation's master key: 32 bytes from <c>Helpdesk__MasterKey</c> (base64), or a file only its owner may read, made on first run
/// outside the data folder (DECISIONS 31).
/// </summary>
public sealed class MasterKey
{
    private MasterKey(byte[] bytes)
    {
        Bytes = bytes;
        Id = Convert.ToHexStringLower(SHA256.HashData(bytes))[..8];
    }

    /// <summary>The key.</summary>
    internal byte[] Bytes { get; }

    /// <summary>Names the key without telling it.</summary>
    public string Id { get; }

    /// <summary>Takes the configured key, else the file's, else makes the file.</summary>
    public static MasterKey Load(string? configured, string file)
    {
        if (!string.IsNullOrWhiteSpace(configured)) return FromBase64(configured, "Helpdesk__MasterKey");
        if (File.Exists(file)) return FromBase64(File.ReadAllText(file), file);

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var made = RandomNumberGenerator.GetBytes(32);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(file, options))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(made)));
            stream.Flush(flushToDisk: true);
        }

        return new MasterKey(made);
    }

    private static MasterKey FromBase64(string text, string source)
    {
        var bytes = new byte[64];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) && length == 32
            ? new MasterKey(bytes[..32])
            : throw new InvalidOperationException($"The master key in {source} is not 32 bytes in base64.");
    }
}
