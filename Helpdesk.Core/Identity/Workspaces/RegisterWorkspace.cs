using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Identity;

/// <summary>What the registration page asks.</summary>
/// <param name="Token">The secret of the link that proves the address.</param>
/// <param name="Slug">The workspace's name in addresses; empty for one made of its name.</param>
/// <param name="Password">A new one, or of who signs in with the address already the present one.</param>
public sealed record RegisterRequest(
    string Token, string WorkspaceName, string Slug, string TimeZone, string Language, string DepartmentName, string Name, string Password);

/// <summary>
/// Whoever proved an address by a link opens a workspace of their own: its administrator, its first department, all or nothing; the link works
/// once. The door acts as the system of a workspace that does not exist yet: the actor's tenant is the new one's id.
/// </summary>
public sealed class RegisterWorkspace(IPeopleStore people, ILinkTokens links, IIdSource ids, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>The address a usable link proves, and whether somebody signs in with it already; null when it is used up, late or unknown.</summary>
    public async Task<ProvenAddress?> ProvenAsync(string token, CancellationToken ct) =>
        await people.FindRegistrationAsync(links.HashOf(token), clock.GetUtcNow(), ct) is { State: { } email }
            ? new ProvenAddress(email, await people.IsKnownAsync(email, ct))
            : null;

    /// <summary>Opens the workspace.</summary>
    /// <returns>The administrator, to be signed in.</returns>
    public async Task<Result<UserId>> ExecuteAsync(RegisterRequest request, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (PersonName.Check(request.Name) is { } badName) return badName;
        if (await people.FindRegistrationAsync(links.HashOf(request.Token), now, ct) is not { State: { } email }) return PeopleErrors.Link;
        var tenant = Tenant.Create(actor.Current.Tenant, request.WorkspaceName, request.TimeZone, request.Language, now, request.Slug.Trim());
        if (!tenant.Succeeded) return tenant.Error;
        var department = Department.Create(new DepartmentId(ids.Next()), request.DepartmentName);
        if (!department.Succeeded) return department.Error;
        people.Add(tenant.Value);
        people.Add(department.Value);
        var user = await people.AddUserAsync(new UserId(ids.Next()), email, request.Name, request.Password, mayExist: true, ct);
        if (!user.Succeeded) return user.Error;
        people.Add(Membership.Create(new AgentId(ids.Next()), user.Value, request.Name, Role.Admin, [department.Value.Id], now));
        await people.RemoveRegistrationsAsync(email, ct);
        var saved = await work.SaveAsync(ct);
        if (saved.Succeeded) return user;
        return saved.Error == SaveErrors.Duplicate ? TenantErrors.SlugTaken : saved.Error == SaveErrors.Conflict ? PeopleErrors.Link : saved.Error;
    }
}

/// <summary>An address somebody reads.</summary>
/// <param name="Email">The address.</param>
/// <param name="SignsIn">Whether somebody signs in with it already: then that password is asked.</param>
public sealed record ProvenAddress(string Email, bool SignsIn);
