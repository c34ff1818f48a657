using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Identity;

/// <summary>A link that lets a colleague in once, within 72 hours (ABUSE 29). Only its hash is stored.</summary>
public sealed class Invitation : Aggregate, ITenantOwned, ILogged
{
    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(72);

    private Invitation()
    {
    }

    public long Id { get; private set; }

    public TenantId TenantId { get; private set; }

    [NotLogged]
    public string TokenHash { get; private set; } = "";

    public string Email { get; private set; } = "";

    public Role Role { get; private set; }

    public RoleId? CustomRoleId { get; private set; }

    /// <summary>Where the colleague will work.</summary>
    public IReadOnlyList<DepartmentId> Departments { get; private set; } = [];

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>Taken back before anybody used it.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }

    string ILogged.LogName => Email;

    /// <summary>Invites an address.</summary>
    public static Invitation Create(
        long id, string tokenHash, string email, RoleChoice role, IEnumerable<DepartmentId> departments, DateTimeOffset now)
    {
        var invitation = new Invitation
        {
            Id = id,
            TokenHash = tokenHash,
            Email = email,
            Role = role.Role,
            CustomRoleId = role.Custom,
            Departments = [.. departments.Distinct()],
            ExpiresAt = now + Lifetime,
        };
        invitation.Raise(new InvitationChanged(id));
        return invitation;
    }

    /// <summary>Whether it still lets somebody in.</summary>
    public bool IsUsable(DateTimeOffset now) => UsedAt is null && RevokedAt is null && now < ExpiresAt;

    /// <summary>Uses it up; a second use, or a late one, is refused.</summary>
    public Error? Use(DateTimeOffset now)
    {
        if (!IsUsable(now)) return PeopleErrors.Link;
        UsedAt = now;
        Edited();
        Raise(new InvitationChanged(Id));
        return null;
    }

    /// <summary>Takes it back.</summary>
    public Error? Revoke(DateTimeOffset now)
    {
        if (!IsUsable(now)) return PeopleErrors.Link;
        RevokedAt = now;
        Edited();
        Raise(new InvitationChanged(Id));
        return null;
    }
}

/// <summary>An invitation was made, used or taken back.</summary>
public sealed record InvitationChanged(long Invitation) : IDomainEvent;

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
