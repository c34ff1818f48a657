using System.Security.Cryptography;
using System.Text;

namespace Helpdesk.Infrastructure.Secrets;

/// <summary>
/// The installation's master key: 32 bytes from <c>Helpdesk__MasterKey</c> (base64), or a file only its owner may read, made on first run
/// outside the data folder (DECISIONS 31). Older keys may stand behind it, one a line or separated by commas: they still open what they
/// sealed, and the first seals what is new.
/// </summary>
public sealed class MasterKey
{
    private const int Length = 32;
    private readonly Dictionary<string, byte[]> _keys;

    private MasterKey(IReadOnlyList<byte[]> keys)
    {
        _keys = keys.ToDictionary(IdOf);
        Bytes = keys[0];
        Id = IdOf(Bytes);
    }

    /// <summary>The key that seals.</summary>
    internal byte[] Bytes { get; }

    /// <summary>Names that key without telling it.</summary>
    public string Id { get; }

    /// <summary>Takes the configured key, else the file's, else makes the file.</summary>
    public static MasterKey Load(string? configured, string file)
    {
        if (!string.IsNullOrWhiteSpace(configured)) return Parse(configured, "Helpdesk__MasterKey");
        if (File.Exists(file)) return Parse(File.ReadAllText(file), file);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var made = new MasterKey([RandomNumberGenerator.GetBytes(Length)]);
        made.WriteTo(file);
        return made;
    }

    /// <summary>The same keys with a new one before them.</summary>
    public MasterKey WithNew() => new([RandomNumberGenerator.GetBytes(Length), .. _keys.Values]);

    /// <summary>Only the key that seals: everything older has been sealed again.</summary>
    public MasterKey OnlyCurrent() => new([Bytes]);

    /// <summary>Writes the file aside, flushed and readable by its owner only, and puts it in place.</summary>
    public void WriteTo(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(file + ".part", options))
        {
            var current = _keys[Id];
            var lines = _keys.Values.Where(k => k != current).Prepend(current).Select(Convert.ToBase64String);
            stream.Write(Encoding.ASCII.GetBytes(string.Join('\n', lines)));
            stream.Flush(flushToDisk: true);
        }

        File.Move(file + ".part", file, overwrite: true);
    }

    /// <summary>The key with an id; null when it is not known here.</summary>
    internal byte[]? Find(string id) => _keys.GetValueOrDefault(id);

    private static string IdOf(byte[] key) => Convert.ToHexStringLower(SHA256.HashData(key))[..8];

    private static MasterKey Parse(string text, string source) =>
        new([.. text.Split(['\n', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(key => FromBase64(key, source))]);

    private static byte[] FromBase64(string text, string source)
    {
        var bytes = new byte[64];
        return Convert.TryFromBase64String(text, bytes, out var length) && length == Length
            ? bytes[..Length]
            : throw new InvalidOperationException($"The master key in {source} is not {Length} bytes in base64.");
    }
}
