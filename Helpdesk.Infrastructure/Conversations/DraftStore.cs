using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Conversations;

internal sealed class DraftStore(HelpdeskDb db, WriteGate gate, IActorAccessor actor, TimeProvider clock) : IDraftStore
{
    public async Task<string> ReadAsync(TicketId ticket, DraftKind kind, CancellationToken ct) =>
        await Of(ticket, Me, kind).Select(d => d.Text).SingleOrDefaultAsync(ct) ?? "";

    public async Task KeepAsync(TicketId ticket, DraftKind kind, string text, CancellationToken ct)
    {
        if (text.Length > MessageText.Longest) text = text[..MessageText.Longest];
        var (me, now) = (Me, clock.GetUtcNow());
        if (text.Length == 0)
        {
            using var turn = await gate.EnterAsync(ct);
            await Of(ticket, me, kind).ExecuteDeleteAsync(ct);
            return;
        }

        if (await ReplaceAsync() || !await db.Tickets.Where(TicketAccess.Visible(actor.Current)).AnyAsync(t => t.Id == ticket, ct)) return;
        var draft = db.Drafts.Add(new Draft { TenantId = actor.Current.Tenant, AgentId = me, TicketId = ticket, Kind = kind, Text = text, KeptAt = now });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException refused) when (DatabaseRefusals.IsDuplicate(refused))
        {
            // Another tab of the same member was faster; the later text wins.
            draft.State = EntityState.Detached;
            await ReplaceAsync();
        }

        async Task<bool> ReplaceAsync()
        {
            using var turn = await gate.EnterAsync(ct);
            return await Of(ticket, me, kind).ExecuteUpdateAsync(set => set.SetProperty(d => d.Text, text).SetProperty(d => d.KeptAt, now), ct) > 0;
        }
    }

    public async Task PassOnAsync(TicketId ticket, AgentId from, AgentId to, CancellationToken ct)
    {
        if (await Of(ticket, to, DraftKind.Reply).AnyAsync(ct) || await Of(ticket, from, DraftKind.Reply).SingleOrDefaultAsync(ct) is not { } draft) return;
        db.Drafts.Remove(draft);
        db.Drafts.Add(new Draft { TenantId = actor.Current.Tenant, AgentId = to, TicketId = ticket, Kind = DraftKind.Reply, Text = draft.Text, KeptAt = clock.GetUtcNow() });
    }

    public Task ClearAsync(TicketId ticket, AgentId author, DraftKind kind, CancellationToken ct) =>
        Of(ticket, author, kind).ExecuteDeleteAsync(ct);

    private AgentId Me => actor.Current.Agent ?? throw new InvalidOperationException("Only members have drafts.");

    private IQueryable<Draft> Of(TicketId ticket, AgentId agent, DraftKind kind) =>
        db.Drafts.Where(d => d.AgentId == agent && d.TicketId == ticket && d.Kind == kind);
}
