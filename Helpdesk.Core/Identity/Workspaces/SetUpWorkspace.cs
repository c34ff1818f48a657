using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Identity;

/// <summary>What the set-up page asks.</summary>
public sealed record SetUpRequest(
    string Token, string WorkspaceName, string TimeZone, string Language, string DepartmentName, string Name, string Email, string Password);

/// <summary>
/// First run: one workspace, its administrator and its first department, all or nothing; the link works once. The door acts as the system
/// of a workspace that does not exist yet: the actor's tenant is the new one's id.
/// </summary>
public sealed class SetUpWorkspace(IPeopleStore people, ILinkTokens links, IIdSource ids, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Whether a link still works.</summary>
    public async Task<bool> IsUsableAsync(string token, CancellationToken ct) =>
        !await people.AnyTenantAsync(ct) && await people.FindSetupLinkAsync(links.HashOf(token), clock.GetUtcNow(), ct) is not null;

    /// <summary>Sets up.</summary>
    /// <returns>The administrator, to be signed in.</returns>
    public async Task<Result<UserId>> ExecuteAsync(SetUpRequest request, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await people.AnyTenantAsync(ct)) return PeopleErrors.AlreadySetUp;
        if (await people.FindSetupLinkAsync(links.HashOf(request.Token), now, ct) is null) return PeopleErrors.Link;
        if (PersonName.Check(request.Name) is { } badName) return badName;
        if (PasswordRule.Check(request.Password, request.Email, request.Name, request.WorkspaceName) is { } guessable) return guessable;

        var tenant = Tenant.Create(actor.Current.Tenant, request.WorkspaceName, request.TimeZone, request.Language, now);
        if (!tenant.Succeeded) return tenant.Error;
        var department = Department.Create(new DepartmentId(ids.Next()), request.DepartmentName);
        if (!department.Succeeded) return department.Error;
        var user = await people.AddUserAsync(new UserId(ids.Next()), request.Email, request.Name, request.Password, mayExist: false, ct);
        if (!user.Succeeded) return user.Error;

        people.Add(tenant.Value);
        people.Add(department.Value);
        people.Add(Membership.Create(new AgentId(ids.Next()), user.Value, request.Name, Role.Admin, [department.Value.Id], now));
        people.MakeOperator(user.Value);
        people.RemoveSetupLinks();
        var saved = await work.SaveAsync(ct);
        return saved.Succeeded ? user : saved.Error;
    }
}

/// <summary>Checks what people call themselves.</summary>
public static class PersonName
{
    /// <summary>The refusal of an empty or endless name, else null.</summary>
    public static Error? Check(string name) => name.Trim().Length is 0 or > 80 ? PeopleErrors.Name : null;
}
