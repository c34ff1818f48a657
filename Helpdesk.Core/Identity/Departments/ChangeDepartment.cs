using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Identity;

/// <summary>Adds a department.</summary>
public sealed class CreateDepartment(IDepartmentStore departments, IIdSource ids, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Creates.</summary>
    public async Task<Result<DepartmentId>> ExecuteAsync(string name, string description, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageDepartments) is { } denied) return denied;
        var department = Department.Create(new DepartmentId(ids.Next()), name, description);
        if (!department.Succeeded) return department.Error;
        departments.Add(department.Value);
        var saved = await work.SaveAsync(ct);
        return saved.Succeeded ? department.Value.Id : saved.Error == SaveErrors.Duplicate ? DepartmentErrors.NameTaken : saved.Error;
    }
}

/// <summary>Changes a department's name, description and places for breaks.</summary>
public sealed class ChangeDepartment(IDepartmentStore departments, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Changes.</summary>
    public async Task<Result> ExecuteAsync(DepartmentId id, string name, string description, int breakPlaces, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageDepartments) is { } denied) return denied;
        if (await departments.FindAsync(id, ct) is not { } department) return DepartmentErrors.NotFound;
        if (department.Change(name, description, breakPlaces) is { } refused) return refused;
        var saved = await work.SaveAsync(ct);
        return saved.Error == SaveErrors.Duplicate ? DepartmentErrors.NameTaken : saved;
    }
}

/// <summary>Closes a department, or brings one back.</summary>
public sealed class CloseDepartment(IDepartmentStore departments, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Closes one that nothing needs any more; the last one stays.</summary>
    public async Task<Result> ExecuteAsync(DepartmentId id, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageDepartments) is { } denied) return denied;
        if (await departments.FindAsync(id, ct) is not { } department) return DepartmentErrors.NotFound;
        if ((await departments.OpenAsync(ct)).All(open => open == id) || await departments.IsNeededAsync(id, ct)) return DepartmentErrors.InUse;
        if (department.Close() is { } refused) return refused;
        return await work.SaveAsync(ct);
    }

    /// <summary>Brings it back.</summary>
    public async Task<Result> ReopenAsync(DepartmentId id, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageDepartments) is { } denied) return denied;
        if (await departments.FindAsync(id, ct) is not { } department) return DepartmentErrors.NotFound;
        if (department.Reopen() is { } refused) return refused;
        return await work.SaveAsync(ct);
    }
}
