using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Identity;

/// <summary>The token somebody wishes for.</summary>
/// <param name="Kind">For whom it acts.</param>
/// <param name="Name">What to call it.</param>
/// <param name="Scopes">The most it may do.</param>
/// <param name="ExpiresAt">From when on it is refused; none for no end.</param>
public sealed record TokenRequest(TokenKind Kind, string Name, IReadOnlySet<Permission> Scopes, DateTimeOffset? ExpiresAt = null);

/// <summary>A new token: the only time its text is to be had.</summary>
public sealed record NewToken(long Id, string Text);

/// <summary>Makes a token: for oneself, or for a program. It can do no more than its maker.</summary>
public sealed class CreateToken(ITokenStore tokens, ILinkTokens secrets, IIdSource ids, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Creates.</summary>
    public async Task<Result<NewToken>> ExecuteAsync(TokenRequest request, CancellationToken ct)
    {
        if (actor.Lacks(request.Kind == TokenKind.Personal ? Permission.UseApi : Permission.ManageTokens) is { } denied) return denied;
        if (actor.LacksAnyOf(request.Scopes) is { } beyond) return beyond;
        if (request.Kind == TokenKind.Personal && actor.Current.Agent is null) return PeopleErrors.NoSuchAgent;
        var (secret, hash) = secrets.Create();
        var text = TokenText.Join(actor.Current.Tenant, secret);
        var member = request.Kind == TokenKind.Personal ? actor.Current.Agent : null;
        var token = ApiToken.Create(ids.Next(), member, request, TokenText.PrefixOf(text), hash, clock.GetUtcNow());
        if (!token.Succeeded) return token.Error;
        tokens.Add(token.Value);
        var saved = await work.SaveAsync(ct);
        return saved.Succeeded ? new NewToken(token.Value.Id, text) : saved.Error;
    }
}

/// <summary>Ends a token: one's own, or with <see cref="Permission.ManageTokens"/> anybody's. The next request with it is refused.</summary>
public sealed class RevokeToken(ITokenStore tokens, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Revokes; somebody else's token is not there for who may not revoke it.</summary>
    public async Task<Result> ExecuteAsync(long id, CancellationToken ct)
    {
        var notAll = actor.Lacks(Permission.ManageTokens);
        if (notAll is not null && actor.Lacks(Permission.UseApi) is { } denied) return denied;
        if (await tokens.FindAsync(id, ct) is not { } token) return TokenErrors.NotFound;
        if (notAll is not null && (token.AgentId is null || token.AgentId != actor.Current.Agent)) return TokenErrors.NotFound;
        if (token.Revoke(clock.GetUtcNow()) is { } refused) return refused;
        return await work.SaveAsync(ct);
    }
}
