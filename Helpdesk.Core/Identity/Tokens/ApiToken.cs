using System.Globalization;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Identity;

/// <summary>For whom a token acts.</summary>
public enum TokenKind
{
    /// <summary>For its member: with the member's rights of the moment, as far as the scopes go. Ends with the membership.</summary>
    Personal,

    /// <summary>For a program of the workspace: with its scopes and nothing else.</summary>
    Service,
}

/// <summary>A key for programs. Only the hash of its secret is stored; the token itself is shown once.</summary>
public sealed class ApiToken : Aggregate, ITenantOwned, ILogged
{
    /// <summary>The longest name.</summary>
    public const int LongestName = 60;

    private ApiToken()
    {
    }

    public long Id { get; private set; }

    public TenantId TenantId { get; private set; }

    /// <summary>Whose it is; none for a service token.</summary>
    public AgentId? AgentId { get; private set; }

    /// <summary>What people call it; the activity log says it came from <c>token:</c> and this.</summary>
    public string Name { get; private set; } = "";

    [NotLogged]
    public string Hash { get; private set; } = "";

    /// <summary>How the token begins, for finding in a list the one somebody holds.</summary>
    public string Prefix { get; private set; } = "";

    /// <summary>The most it may do.</summary>
    public IReadOnlySet<Permission> Scopes { get; private set; } = Permissions.Nothing;

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>From then on it is refused; none for no end.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    /// <summary>To the minute; written past the unit of work.</summary>
    [NotLogged]
    public DateTimeOffset? LastUsedAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>For whom it acts.</summary>
    public TokenKind Kind => AgentId is null ? TokenKind.Service : TokenKind.Personal;

    string ILogged.LogName => Name;

    /// <summary>Makes one, or says what is wrong with the wish.</summary>
    public static Result<ApiToken> Create(long id, AgentId? member, TokenRequest wish, string prefix, string hash, DateTimeOffset now)
    {
        var name = wish.Name.Trim();
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl)) return TokenErrors.Name;
        if (wish.Scopes.Count == 0) return TokenErrors.Scopes;
        if (wish.Scopes.Contains(Permission.ViewAllTickets) && !wish.Scopes.Contains(Permission.ViewTickets)) return RoleErrors.NeedsViewing;
        if (wish.ExpiresAt <= now) return TokenErrors.Expiry;
        var token = new ApiToken
        {
            Id = id,
            AgentId = member,
            Name = name,
            Prefix = prefix,
            Hash = hash,
            Scopes = wish.Scopes,
            CreatedAt = now,
            ExpiresAt = wish.ExpiresAt,
        };
        token.Raise(new TokenChanged(id));
        return token;
    }

    /// <summary>Ends it, at once and for good.</summary>
    public Error? Revoke(DateTimeOffset now)
    {
        if (RevokedAt is not null) return TokenErrors.Revoked;
        RevokedAt = now;
        Edited();
        Raise(new TokenChanged(Id));
        return null;
    }
}

/// <summary>A token was made or revoked.</summary>
public sealed record TokenChanged(long Token) : IDomainEvent;

/// <summary>Refusals about tokens. Why a token does not let somebody in is never said.</summary>
public static class TokenErrors
{
    public static readonly Error Name = new("token.name", ErrorKind.Invalid);
    public static readonly Error Scopes = new("token.scopes", ErrorKind.Invalid);
    public static readonly Error Expiry = new("token.expiry", ErrorKind.Invalid);
    public static readonly Error NotFound = new("token.not-found", ErrorKind.NotFound);
    public static readonly Error Revoked = new("token.revoked", ErrorKind.Conflict);
}

/// <summary>
/// A token as its holder writes it: <c>hd_</c>, the workspace in hex, <c>_</c>, the secret. It names its workspace, so that it is looked up inside
/// that workspace only, and its beginning lets scanners of source code find one that was left there.
/// </summary>
public static class TokenText
{
    private const string Mark = "hd_";
    private const int Shown = 6;

    /// <summary>The whole token.</summary>
    public static string Join(TenantId tenant, string secret) => string.Create(CultureInfo.InvariantCulture, $"{Mark}{tenant.Value:x}_{secret}");

    /// <summary>What may be shown of it ever after: 6 of the secret's 43 characters.</summary>
    public static string PrefixOf(string token) => token[..(token.IndexOf('_', Mark.Length) + 1 + Shown)];

    /// <summary>Takes a token apart; null when it is not one.</summary>
    public static (TenantId Tenant, string Secret)? Split(string token)
    {
        if (!token.StartsWith(Mark, StringComparison.Ordinal)) return null;
        var end = token.IndexOf('_', Mark.Length);
        return end > 0 && token.Length > end + Shown && long.TryParse(token.AsSpan(Mark.Length, end - Mark.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var tenant)
            ? (new TenantId(tenant), token[(end + 1)..])
            : null;
    }
}
