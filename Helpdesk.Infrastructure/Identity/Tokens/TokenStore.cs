using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Identity;

internal sealed class TokenStore(HelpdeskDb db) : ITokenStore
{
    public Task<ApiToken?> FindAsync(long id, CancellationToken ct) => db.ApiTokens.SingleOrDefaultAsync(t => t.Id == id, ct);

    public void Add(ApiToken token) => db.ApiTokens.Add(token);
}

internal sealed class TokenQueries(HelpdeskDb db, IActorAccessor actor) : ITokenQueries
{
    public async Task<Result<IReadOnlyList<TokenRow>>> OwnAsync(CancellationToken ct)
    {
        if (actor.Lacks(Permission.UseApi) is { } denied) return denied;
        return actor.Current.Agent is { } me ? await RowsAsync(db.ApiTokens.Where(t => t.AgentId == me), ct) : new List<TokenRow>();
    }

    public async Task<Result<IReadOnlyList<TokenRow>>> AllAsync(CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageTokens) is { } denied) return denied;
        return await RowsAsync(db.ApiTokens, ct);
    }

    private async Task<List<TokenRow>> RowsAsync(IQueryable<ApiToken> tokens, CancellationToken ct)
    {
        var rows = await (
            from t in tokens.AsNoTracking()
            join m in db.Memberships.IgnoreAutoIncludes() on t.AgentId equals m.Id into holders
            from holder in holders.DefaultIfEmpty()
            orderby t.Id descending
            select new { Token = t, Holder = holder.Name }).ToListAsync(ct);
        return rows.ConvertAll(r => new TokenRow(
            r.Token.Id, r.Token.Kind, r.Token.AgentId, r.Holder, r.Token.Name, r.Token.Prefix, r.Token.Scopes, r.Token.CreatedAt, r.Token.ExpiresAt,
            r.Token.LastUsedAt, r.Token.RevokedAt));
    }
}
