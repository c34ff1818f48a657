using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Tickets;

internal sealed class TicketStore(HelpdeskDb db, IActorAccessor actor) : ITicketStore
{
    // What the unit of work has in hand is not read again.
    public async Task<Ticket?> FindAsync(TicketId id, CancellationToken ct) =>
        db.Tickets.Local.FirstOrDefault(t => t.Id == id) ?? await db.Tickets.Where(TicketAccess.Visible(actor.Current)).SingleOrDefaultAsync(t => t.Id == id, ct);

    public async Task<IReadOnlyList<Ticket>> FindCandidatesAsync(CustomerId customer, ChannelAccountId account, TicketId? quoted, CancellationToken ct)
    {
        // The newest few decide: an older one matters only when it is quoted.
        var newest = await db.Tickets.Where(t => t.CustomerId == customer && t.AccountId == account)
            .OrderByDescending(t => t.CreatedAt).Take(5).ToListAsync(ct);
        if (quoted is { } id && newest.TrueForAll(t => t.Id != id) && await FindAsync(id, ct) is { } older && older.CustomerId == customer) newest.Add(older);
        return newest;
    }

    public void Add(Ticket ticket) => db.Tickets.Add(ticket);
}

internal sealed class DeadlineStore(HelpdeskDb db, IIdSource ids) : IDeadlineStore
{
    public Task<Deadline?> FindAsync(long id, CancellationToken ct) => db.Deadlines.SingleOrDefaultAsync(d => d.Id == id, ct);

    public void Add(DeadlineKind kind, long subject, DateTimeOffset due) => db.Deadlines.Add(Deadline.At(ids.Next(), kind, subject, due));
}

internal sealed class CategoryStore(HelpdeskDb db) : ICategoryStore
{
    public async Task<IReadOnlyList<CategoryRow>> ListAsync(CancellationToken ct) =>
        await db.Categories.AsNoTracking().OrderBy(c => c.Name).Select(c => new CategoryRow(c.Id, c.Name, c.Skills, c.Active, c.Version)).ToListAsync(ct);

    public Task<Category?> FindAsync(CategoryId id, CancellationToken ct) => db.Categories.SingleOrDefaultAsync(c => c.Id == id, ct);

    public void Add(Category category) => db.Categories.Add(category);
}
