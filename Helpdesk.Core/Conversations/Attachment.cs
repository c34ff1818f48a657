using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Conversations;

/// <summary>A file of a message. The bytes lie in the file store under a key nobody can guess (DECISIONS 32).</summary>
public sealed class Attachment : Entity, ITenantOwned
{
    private Attachment()
    {
    }

    public long Id { get; private set; }

    public TenantId TenantId { get; private set; }

    public MessageId MessageId { get; private set; }

    public string FileKey { get; private set; } = "";

    /// <summary>What the sender called it; metadata only, never a path.</summary>
    public string Name { get; private set; } = "";

    /// <summary>As told by the file's own first bytes, not by the sender.</summary>
    public string ContentType { get; private set; } = "";

    /// <summary>In bytes.</summary>
    public long Size { get; private set; }

    /// <summary>Ties a stored file to a message.</summary>
    public static Attachment Of(long id, MessageId message, StoredFile file, string? name)
    {
        var clean = new string([.. (name ?? "").Where(c => !char.IsControl(c) && c is not ('/' or '\\'))]).Trim();
        if (clean.Length > 120) clean = clean[^120..];
        return new Attachment
        {
            Id = id,
            MessageId = message,
            FileKey = file.Key,
            Name = clean.Length == 0 ? file.DefaultName : clean,
            ContentType = file.ContentType,
            Size = file.Size,
        };
    }
}
