using Helpdesk.Core.Identity;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Identity;

internal sealed class MemberStore(HelpdeskDb db, ITenantStore tenants) : IMemberStore
{
    public Task<Membership?> FindAsync(AgentId id, CancellationToken ct) => db.Memberships.SingleOrDefaultAsync(m => m.Id == id, ct);

    public Task<Invitation?> FindInvitationAsync(long id, CancellationToken ct) => db.Invitations.SingleOrDefaultAsync(i => i.Id == id, ct);

    public async Task<bool> AnotherAdminStaysAsync(AgentId leaving, CancellationToken ct)
    {
        (await tenants.FindCurrentAsync(ct))!.GuardAdmins();
        return await db.Memberships.AnyAsync(m => m.Id != leaving && m.Active && m.Role == Role.Admin, ct);
    }
}

internal sealed class RoleStore(HelpdeskDb db, TimeProvider clock) : IRoleStore
{
    public Task<CustomRole?> FindAsync(RoleId id, CancellationToken ct) => db.CustomRoles.SingleOrDefaultAsync(r => r.Id == id, ct);

    public async Task<bool> IsHeldAsync(RoleId id, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await db.Memberships.AnyAsync(m => m.CustomRoleId == id, ct)
            || await db.Invitations.AnyAsync(i => i.CustomRoleId == id && i.UsedAt == null && i.RevokedAt == null && i.ExpiresAt > now, ct);
    }

    public void Add(CustomRole role) => db.CustomRoles.Add(role);

    public void Remove(CustomRole role) => db.CustomRoles.Remove(role);
}

internal sealed class DepartmentStore(HelpdeskDb db) : IDepartmentStore
{
    public Task<Department?> FindAsync(DepartmentId id, CancellationToken ct) => db.Departments.SingleOrDefaultAsync(d => d.Id == id, ct);

    public async Task<IReadOnlyList<DepartmentId>> OpenAsync(CancellationToken ct) =>
        await db.Departments.Where(d => d.Active).OrderBy(d => d.Id).Select(d => d.Id).ToListAsync(ct);

    public async Task<bool> IsNeededAsync(DepartmentId id, CancellationToken ct) =>
        await db.ChannelAccounts.AnyAsync(a => a.DepartmentId == id, ct) || await db.Tickets.AnyAsync(t => t.IsActive && t.DepartmentId == id, ct);

    public void Add(Department department) => db.Departments.Add(department);
}
