using System.Reflection;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Helpdesk.Infrastructure.Operations;

/// <summary>Removes the acting demo workspace with everything it owns: rows, files, and its invented people.</summary>
public sealed class RemoveDemo(HelpdeskDb db, WriteGate gate, IFileStore files, IActorAccessor actor)
{
    /// <summary>The addresses of a demo's invented people end like this; nobody else's sign-in is touched.</summary>
    public const string MailDomain = "@demo.example";

    /// <summary>Removes it in one transaction.</summary>
    /// <returns>How many rows went.</returns>
    public async Task<int> ExecuteAsync(CancellationToken ct)
    {
        var tenant = actor.Current.Tenant;
        using var turn = await gate.EnterAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await db.Tenants.AnyAsync(t => t.Id == tenant && t.IsDemo, ct)) throw new InvalidOperationException("Only a demo workspace is removed like this.");
        var people = (await db.Memberships.Select(m => m.UserId).ToListAsync(ct)).ConvertAll(id => id.Value);
        var delete = typeof(RemoveDemo).GetMethod(nameof(DeleteAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;
        var gone = 0;
        foreach (var type in DependentsFirst())
            gone += await (Task<int>)delete.MakeGenericMethod(type).Invoke(this, [ct])!;
        gone += await db.UserSessions.Where(s => s.Workspace == tenant).ExecuteDeleteAsync(ct);
        gone += await db.Tenants.Where(t => t.Id == tenant).ExecuteDeleteAsync(ct);
        gone += await db.Users.Where(u => people.Contains(u.Id) && u.Email!.EndsWith(MailDomain)).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
        files.RemoveAll(tenant);
        return gone;
    }

    private Task<int> DeleteAsync<T>(CancellationToken ct)
        where T : class, ITenantOwned => db.Set<T>().ExecuteDeleteAsync(ct);

    private List<Type> DependentsFirst()
    {
        var ordered = new List<Type>();
        void Visit(IEntityType type)
        {
            if (ordered.Contains(type.ClrType) || !type.ClrType.IsAssignableTo(typeof(ITenantOwned))) return;
            foreach (var dependent in type.GetReferencingForeignKeys()) Visit(dependent.DeclaringEntityType);
            ordered.Add(type.ClrType);
        }

        foreach (var type in db.Model.GetEntityTypes()) Visit(type);
        return ordered;
    }
}
