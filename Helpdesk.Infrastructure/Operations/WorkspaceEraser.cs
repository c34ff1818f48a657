using System.Reflection;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Helpdesk.Infrastructure.Operations;

/// <summary>Erases the acting workspace with everything it owns: rows, files, and the sign-ins of people who belong nowhere else.</summary>
internal sealed class WorkspaceEraser(HelpdeskDb db, WriteGate gate, IFileStore files, MembershipDirectory members, IActorAccessor actor) : IWorkspaceEraser
{
    /// <inheritdoc/>
    public async Task<int> EraseAsync(CancellationToken ct)
    {
        var tenant = actor.Current.Tenant;
        var people = new List<UserId>();
        foreach (var user in await db.Memberships.Select(m => m.UserId).ToListAsync(ct))
            if (!await members.BelongsElsewhereAsync(user, tenant, ct)) people.Add(user);

        using var turn = await gate.EnterAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var delete = typeof(WorkspaceEraser).GetMethod(nameof(DeleteAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;
        var gone = 0;
        foreach (var type in DependentsFirst())
            gone += await (Task<int>)delete.MakeGenericMethod(type).Invoke(this, [ct])!;
        gone += await db.Set<TenantDomain>().Where(d => d.TenantId == tenant).ExecuteDeleteAsync(ct);
        gone += await db.UserSessions.Where(s => s.Workspace == tenant).ExecuteDeleteAsync(ct);
        gone += await db.Tenants.Where(t => t.Id == tenant).ExecuteDeleteAsync(ct);
        gone += await EraseSignInsAsync(people, ct);
        await transaction.CommitAsync(ct);
        files.RemoveAll(tenant);
        return gone;
    }

    private async Task<int> EraseSignInsAsync(List<UserId> people, CancellationToken ct)
    {
        var ids = people.ConvertAll(p => p.Value);
        ids = await db.Users.Where(u => ids.Contains(u.Id) && !u.IsOperator).Select(u => u.Id).ToListAsync(ct);
        people = ids.ConvertAll(id => new UserId(id));
        var asked = ids.ConvertAll(id => (UserId?)new UserId(id));
        return await db.KnownDevices.Where(d => people.Contains(d.UserId)).ExecuteDeleteAsync(ct)
            + await db.SecondFactors.Where(f => people.Contains(f.UserId)).ExecuteDeleteAsync(ct)
            + await db.RecoveryCodes.Where(c => people.Contains(c.UserId)).ExecuteDeleteAsync(ct)
            + await db.SignInAttempts.Where(a => asked.Contains(a.UserId)).ExecuteDeleteAsync(ct)
            + await db.Users.Where(u => ids.Contains(u.Id)).ExecuteDeleteAsync(ct);
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
