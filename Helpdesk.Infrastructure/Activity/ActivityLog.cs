using Helpdesk.Core.Activity;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Activity;

/// <summary>
/// Writes the activity log: for a call that comes from somewhere, every logged aggregate the unit of work adds, changes or removes gets a line,
/// in the same transaction. No use case has to think of it, and none can forget it.
/// </summary>
public sealed class ActivityLog(HelpdeskDb db, IActorAccessor actor, IIdSource ids, TimeProvider clock) : IActivityLog
{
    /// <inheritdoc/>
    public void Add(ActivityNote note) => Add(note, (null, null));

    /// <inheritdoc/>
    public Task WriteAsync(ActivityNote note, CancellationToken ct)
    {
        Add(note);
        return db.SaveChangesAsync(ct);
    }

    /// <summary>Adds the lines of what is tracked, before it is stored.</summary>
    public void AddChanges()
    {
        if (actor.Current.Origin is null) return;
        foreach (var entry in db.ChangeTracker.Entries<ILogged>().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList())
        {
            var values = LoggedValues.Of(entry);
            if (entry.State == EntityState.Modified && values is (null, null)) continue;
            var entity = entry.Metadata.ClrType.Name;
            var action = entry.State switch { EntityState.Added => "added", EntityState.Deleted => "removed", _ => "changed" };
            Add(new ActivityNote($"{Kebab(entity)}.{action}", entity, LoggedValues.IdOf(entry), entry.Entity.LogName), values);
        }
    }

    private void Add(ActivityNote note, (string? Before, string? After) values)
    {
        if (actor.Current is { Origin: not null, TenantOrNone: not null } who) db.Add(ActivityEntry.Of(ids.Next(), who, note, values, clock.GetUtcNow()));
    }

    private static string Kebab(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(c) : c.ToString()));
}
