using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Identity;

/// <summary>A link that lets a colleague in once, within 72 hours (ABUSE 29). Only its hash is stored.</summary>
public sealed class Invitation : Aggregate, ITenantOwned
{
    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(72);

    private Invitation()
    {
    }

    public long Id { get; private set; }

    public TenantId TenantId { get; private set; }

    public string TokenHash { get; private set; } = "";

    public string Email { get; private set; } = "";

    public Role Role { get; private set; }

    public DepartmentId DepartmentId { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>Invites an address.</summary>
    public static Invitation Create(long id, string tokenHash, string email, Role role, DepartmentId department, DateTimeOffset now) => new()
    {
        Id = id,
        TokenHash = tokenHash,
        Email = email,
        Role = role,
        DepartmentId = department,
        ExpiresAt = now + Lifetime,
    };

    /// <summary>Uses it up; a second use, or a late one, is refused.</summary>
    public Error? Use(DateTimeOffset now)
    {
        if (UsedAt is not null || now >= ExpiresAt) return PeopleErrors.Link;
        UsedAt = now;
        Edited();
        return null;
    }
}

/// <summary>The link that sets the installation up, printed on first run while there is no workspace. Only its hash is stored.</summary>
public sealed class SetupLink
{
    private SetupLink()
    {
    }

    public long Id { get; private set; }

    public string TokenHash { get; private set; } = "";

    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>Makes one; each start without a workspace makes a new one and ends the old.</summary>
    public static SetupLink Create(long id, string tokenHash, DateTimeOffset now) =>
        new() { Id = id, TokenHash = tokenHash, ExpiresAt = now + Invitation.Lifetime };
}

/// <summary>Makes and hashes the random part of links.</summary>
public interface ILinkTokens
{
    /// <summary>256 random bits for a URL, and their SHA-256.</summary>
    (string Token, string Hash) Create();

    /// <summary>The hash a token is looked up by.</summary>
    string HashOf(string token);
}
