using System.Net.Mail;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Identity;

/// <summary>What a new workspace is made of.</summary>
public sealed record NewWorkspace(string Name, string TimeZone, string Language, string DepartmentName, string AdminEmail);

/// <summary>The installation's operator makes a workspace; its administrator follows the link. The door acts in the workspace to be: the actor's tenant is its id.</summary>
public sealed class CreateWorkspace(IPeopleStore people, InvitationTools tools, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Creates.</summary>
    /// <returns>The administrator's <see cref="JoinToken"/>.</returns>
    public async Task<Result<string>> ExecuteAsync(NewWorkspace request, CancellationToken ct)
    {
        if (actor.IsNotOperator() is { } denied) return denied;
        if (!MailAddress.TryCreate(request.AdminEmail.Trim(), out var address)) return PeopleErrors.Email;
        var now = tools.Clock.GetUtcNow();
        var tenant = Tenant.Create(actor.Current.Tenant, request.Name, request.TimeZone, request.Language, now);
        if (!tenant.Succeeded) return tenant.Error;
        var department = Department.Create(new DepartmentId(tools.Ids.Next()), request.DepartmentName);
        if (!department.Succeeded) return department.Error;
        var (token, hash) = tools.Links.Create();
        people.Add(tenant.Value);
        people.Add(department.Value);
        people.Add(Invitation.Create(tools.Ids.Next(), hash, address.Address, Role.Admin, [department.Value.Id], now));
        var saved = await work.SaveAsync(ct);
        return saved.Succeeded ? JoinToken.Join(tenant.Value.Id, token) : saved.Error == SaveErrors.Duplicate ? TenantErrors.SlugTaken : saved.Error;
    }
}

/// <summary>The operator locks a workspace, or lets it work again. What customers write meanwhile is accepted and kept.</summary>
public sealed class SuspendWorkspace(ITenantStore tenants, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Locks everybody out: pages, hub connections and tokens end at once.</summary>
    public async Task<Result> ExecuteAsync(CancellationToken ct)
    {
        if (actor.IsNotOperator() is { } denied) return denied;
        if (await tenants.FindCurrentAsync(ct) is not { } tenant) return TenantErrors.NotFound;
        if (tenant.Suspend(clock.GetUtcNow()) is { } refused) return refused;
        return await work.SaveAsync(ct);
    }

    /// <summary>Lets everybody in again.</summary>
    public async Task<Result> ResumeAsync(CancellationToken ct)
    {
        if (actor.IsNotOperator() is { } denied) return denied;
        if (await tenants.FindCurrentAsync(ct) is not { } tenant) return TenantErrors.NotFound;
        if (tenant.Resume() is { } refused) return refused;
        return await work.SaveAsync(ct);
    }
}

/// <summary>Deletes everything a workspace owns.</summary>
public interface IWorkspaceEraser
{
    /// <summary>Removes its rows, its files, and the sign-ins of people who belong nowhere else, in one transaction.</summary>
    /// <returns>How many rows went.</returns>
    Task<int> EraseAsync(CancellationToken ct);
}

/// <summary>The operator erases a suspended workspace for good.</summary>
public sealed class EraseWorkspace(ITenantStore tenants, IWorkspaceEraser eraser, IActorAccessor actor)
{
    /// <summary>Erases.</summary>
    /// <param name="slug">Typed by the operator: must be the workspace's.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>How many rows went.</returns>
    public async Task<Result<int>> ExecuteAsync(string slug, CancellationToken ct)
    {
        if (actor.IsNotOperator() is { } denied) return denied;
        if (await tenants.FindCurrentAsync(ct) is not { } tenant || tenant.Slug != slug.Trim()) return TenantErrors.NotFound;
        if (tenant.SuspendedAt is null && !tenant.IsDemo) return TenantErrors.NotSuspended;
        return await eraser.EraseAsync(ct);
    }
}
