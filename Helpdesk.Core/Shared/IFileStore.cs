using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Shared;

/// <summary>Files beside the database: written, flushed and renamed <em>before</em> the commit that refers to them (DECISIONS 32).</summary>
public interface IFileStore
{
    /// <summary>Stores bytes of a workspace under a new random key.</summary>
    Task<StoredFile> SaveAsync(TenantId tenant, Stream bytes, CancellationToken ct);

    /// <summary>Removes every file of a workspace that is removed.</summary>
    void RemoveAll(TenantId tenant);

    /// <summary>Opens a file for reading; null when there is none.</summary>
    Stream? OpenRead(TenantId tenant, string key);
}

/// <summary>A stored file.</summary>
/// <param name="Key">Random; the workspace's folder is added by the store.</param>
/// <param name="ContentType">By the first bytes; <c>application/octet-stream</c> when unknown.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record StoredFile(string Key, string ContentType, long Size, string Sha256)
{
    /// <summary>A name for a file its sender did not name.</summary>
    public string DefaultName => ContentType switch
    {
        "image/jpeg" => "image.jpg",
        "image/png" => "image.png",
        "image/gif" => "image.gif",
        "image/webp" => "image.webp",
        "audio/ogg" => "audio.ogg",
        "application/pdf" => "document.pdf",
        _ => "file.bin",
    };
}
