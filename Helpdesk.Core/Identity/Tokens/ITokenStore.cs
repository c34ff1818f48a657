using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Identity;

/// <summary>Write access to tokens.</summary>
public interface ITokenStore
{
    /// <summary>A token, tracked.</summary>
    Task<ApiToken?> FindAsync(long id, CancellationToken ct);

    void Add(ApiToken token);
}

/// <summary>A token as lists show it.</summary>
/// <param name="Agent">Whose it is; none for a service token.</param>
/// <param name="AgentName">The member's name now.</param>
/// <param name="Prefix">How it begins.</param>
/// <param name="LastUsedAt">To the minute; none when it never was.</param>
public sealed record TokenRow(
    long Id, TokenKind Kind, AgentId? Agent, string? AgentName, string Name, string Prefix, IReadOnlySet<Permission> Scopes,
    DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt);

/// <summary>Reads for the pages of tokens, newest first; revoked and late ones included.</summary>
public interface ITokenQueries
{
    /// <summary>The acting member's own; refused without <see cref="Permission.UseApi"/>.</summary>
    Task<Result<IReadOnlyList<TokenRow>>> OwnAsync(CancellationToken ct);

    /// <summary>Every token of the workspace; refused without <see cref="Permission.ManageTokens"/>.</summary>
    Task<Result<IReadOnlyList<TokenRow>>> AllAsync(CancellationToken ct);
}
