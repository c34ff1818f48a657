using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Identity;

internal sealed class PeopleQueries(HelpdeskDb db, IActorAccessor actor, TimeProvider clock) : IPeopleQueries
{
    public async Task<Result<IReadOnlyList<MemberRow>>> MembersAsync(CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManagePeople) is { } denied) return denied;
        var members = await db.Memberships.AsNoTracking().IgnoreAutoIncludes().OrderByDescending(m => m.Active).ThenBy(m => m.Name).ToListAsync(ct);
        var places = (await db.Set<DepartmentMember>().AsNoTracking().ToListAsync(ct)).ToLookup(p => p.AgentId, p => new DepartmentPlace(p.DepartmentId, p.IsHead));
        var roles = await db.CustomRoles.AsNoTracking().Select(r => new { r.Id, r.Name }).ToDictionaryAsync(r => r.Id, r => r.Name, ct);
        var people = members.ConvertAll(m => m.UserId.Value);
        var emails = await db.Users.AsNoTracking().Where(u => people.Contains(u.Id)).Select(u => new { u.Id, u.Email }).ToDictionaryAsync(u => u.Id, u => u.Email, ct);
        return members.ConvertAll(m => new MemberRow(
            m.Id, m.Name, emails.GetValueOrDefault(m.UserId.Value) ?? "", m.Role, m.CustomRoleId, m.CustomRoleId is { } own ? roles.GetValueOrDefault(own) : null,
            m.Active, [.. places[m.Id]], m.Capacity, m.Languages, m.Skills, m.JoinedAt, m.Version));
    }

    public async Task<Result<IReadOnlyList<InvitationRow>>> InvitationsAsync(CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManagePeople) is { } denied) return denied;
        var now = clock.GetUtcNow();
        return await (
            from i in db.Invitations.AsNoTracking()
            where i.UsedAt == null && i.RevokedAt == null && i.ExpiresAt > now
            join r in db.CustomRoles on i.CustomRoleId equals r.Id into roles
            from role in roles.DefaultIfEmpty()
            orderby i.Id descending
            select new InvitationRow(i.Id, i.Email, i.Role, role.Name, i.ExpiresAt)).ToListAsync(ct);
    }

    public async Task<Result<IReadOnlyList<RoleRow>>> RolesAsync(CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageRoles) is { } neither && actor.Lacks(Permission.ManagePeople) is not null) return neither;
        var holders = await db.Memberships.Where(m => m.Active).GroupBy(m => new { m.Role, m.CustomRoleId })
            .Select(g => new { g.Key.Role, g.Key.CustomRoleId, Count = g.Count() }).ToListAsync(ct);
        var own = await db.CustomRoles.AsNoTracking().OrderBy(r => r.Name).ToListAsync(ct);
        List<RoleRow> rows = [.. Permissions.BuiltIn.Select(role => new RoleRow(
            null, role, null, Permissions.Of(role), holders.Where(h => h.Role == role).Sum(h => h.Count)))];
        rows.AddRange(own.Select(r => new RoleRow(r.Id, Role.Custom, r.Name, r.Allows, holders.Where(h => h.CustomRoleId == r.Id).Sum(h => h.Count))));
        return rows;
    }

    public async Task<IReadOnlyList<DepartmentRow>> DepartmentsAsync(CancellationToken ct)
    {
        var departments = await db.Departments.AsNoTracking().OrderByDescending(d => d.Active).ThenBy(d => d.Name).ToListAsync(ct);
        var places = await db.Memberships.AsNoTracking().Where(m => m.Active)
            .SelectMany(m => m.Departments, (m, d) => new { d.DepartmentId, d.IsHead, m.Name }).OrderBy(p => p.Name).ToListAsync(ct);
        var byDepartment = places.ToLookup(p => p.DepartmentId);
        return departments.ConvertAll(d => new DepartmentRow(
            d.Id, d.Name, d.Description, d.Active, d.BreakPlaces, byDepartment[d.Id].Count(), [.. byDepartment[d.Id].Where(p => p.IsHead).Select(p => p.Name)]));
    }
}
