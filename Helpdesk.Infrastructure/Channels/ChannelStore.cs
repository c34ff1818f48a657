using Helpdesk.Core.Channels;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Channels;

internal sealed class ChannelStore(HelpdeskDb db) : IChannelStore
{
    public Task<ChannelAccount?> FindAsync(ChannelAccountId id, CancellationToken ct) => db.ChannelAccounts.SingleOrDefaultAsync(a => a.Id == id, ct);

    public Task<ChannelAccount?> FindBySessionAsync(long server, string session, CancellationToken ct) =>
        db.ChannelAccounts.SingleOrDefaultAsync(a => a.ServerId == server && a.SessionName == session, ct);

    public Task<WhatsAppServer?> FindServerAsync(long id, CancellationToken ct) => db.WhatsAppServers.SingleOrDefaultAsync(s => s.Id == id, ct);

    public void Add(WhatsAppServer server) => db.WhatsAppServers.Add(server);

    public void Add(ChannelAccount account) => db.ChannelAccounts.Add(account);
}

internal sealed class ChannelQueries(HelpdeskDb db, ISecrets secrets, IActorAccessor actor) : IChannelQueries
{
    public async Task<IReadOnlyList<ChannelRow>> ListAsync(CancellationToken ct)
    {
        var held = await db.QueuedSends.Where(s => !s.Finished).GroupBy(s => s.AccountId).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var accounts = await db.ChannelAccounts.AsNoTracking().OrderBy(a => a.Name)
            .Select(a => new
            {
                Account = a,
                Last = db.InboundEntries.Where(e => e.AccountId == a.Id).OrderByDescending(e => e.ReceivedAt)
                    .Select(e => (DateTimeOffset?)e.ReceivedAt).FirstOrDefault(),
            })
            .ToListAsync(ct);
        return accounts.ConvertAll(row => new ChannelRow(
            row.Account.Id, row.Account.Name, row.Account.SessionName, row.Account.ServerId, row.Account.DepartmentId, row.Account.State, row.Account.StateSince,
            row.Account.PauseReason, row.Account.SendsPerMinute, held.GetValueOrDefault(row.Account.Id), row.Last));
    }

    public async Task<Result<IReadOnlyList<ServerRow>>> ServersAsync(CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageChannels) is { } denied) return denied;
        var servers = await db.WhatsAppServers.AsNoTracking().OrderBy(s => s.Name).ToListAsync(ct);
        return servers.ConvertAll(s => new ServerRow(
            s.Id, s.Name, s.BaseUrl, WebhookPath.Of(secrets.Reveal(WhatsAppServer.WebhookTokenPlace(actor.Current.Tenant, s.Id), s.WebhookToken))));
    }
}

/// <summary>Where webhooks arrive.</summary>
public static class WebhookPath
{
    /// <summary>The route before the secret part.</summary>
    public const string Prefix = "/hooks/whatsapp/";

    /// <summary>The path for a token.</summary>
    public static string Of(string token) => Prefix + token;
}
