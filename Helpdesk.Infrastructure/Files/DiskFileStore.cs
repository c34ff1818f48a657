using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Infrastructure.Files;

/// <summary>Files on disk: <c>tenant/yyyy/mm/random</c>, written aside, flushed and renamed (DECISIONS 32).</summary>
public sealed class DiskFileStore(string root, TimeProvider clock) : IFileStore
{
    /// <inheritdoc/>
    public async Task<StoredFile> SaveAsync(TenantId tenant, Stream bytes, CancellationToken ct)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow():yyyy/MM}/{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24))}");
        var path = PathOf(tenant, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var aside = path + ".part";
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (head, size) = (new byte[16], 0L);
        await using (var file = new FileStream(aside, FileMode.CreateNew, FileAccess.Write, FileShare.None, 65536, useAsync: true))
        {
            var buffer = new byte[65536];
            int read;
            while ((read = await bytes.ReadAsync(buffer, ct)) > 0)
            {
                if (size < head.Length) buffer.AsSpan(0, (int)Math.Min(read, head.Length - size)).CopyTo(head.AsSpan((int)size));
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), ct);
                size += read;
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(aside, path);
        return new StoredFile(key, FileType.Of(head), size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <inheritdoc/>
    public Stream? OpenRead(TenantId tenant, string key)
    {
        var path = PathOf(tenant, key);
        return File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 65536, useAsync: true) : null;
    }

    /// <inheritdoc/>
    public void RemoveAll(TenantId tenant)
    {
        var folder = Path.Combine(root, tenant.Value.ToString(CultureInfo.InvariantCulture));
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private string PathOf(TenantId tenant, string key) =>
        key.Contains("..", StringComparison.Ordinal) || Path.IsPathRooted(key)
            ? throw new ArgumentException("A file key never leaves its folder.", nameof(key))
            : Path.Combine(root, tenant.Value.ToString(CultureInfo.InvariantCulture), key);
}
