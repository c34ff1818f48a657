using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Identity;

/// <summary>A team with its queue.</summary>
public sealed class Department : Aggregate, ITenantOwned, ILogged
{
    private Department()
    {
    }

    public DepartmentId Id { get; private set; }

    public TenantId TenantId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>What it is for, for whoever chooses one.</summary>
    public string Description { get; private set; } = "";

    /// <summary>A closed one gets no new tickets; what it has stays where it is.</summary>
    public bool Active { get; private set; } = true;

    /// <summary>How many of its members may be on a break at once; zero for any number.</summary>
    public int BreakPlaces { get; private set; }

    string ILogged.LogName => Name;

    /// <summary>Creates a department, or refuses its name.</summary>
    public static Result<Department> Create(DepartmentId id, string name, string description = "")
    {
        var department = new Department { Id = id };
        return department.Change(name, description, breakPlaces: 0) is { } refused ? refused : department;
    }

    /// <summary>Changes name, description and how many may be on a break at once.</summary>
    public Error? Change(string name, string description, int breakPlaces)
    {
        (name, description) = (name.Trim(), description.Trim());
        if (name.Length is 0 or > 60) return DepartmentErrors.Name;
        if (description.Length > 200) return DepartmentErrors.Description;
        if (breakPlaces is < 0 or > 100) return DepartmentErrors.BreakPlaces;
        (Name, Description, BreakPlaces) = (name, description, breakPlaces);
        Changed();
        return null;
    }

    /// <summary>Ends it.</summary>
    public Error? Close()
    {
        if (!Active) return DepartmentErrors.Closed;
        Active = false;
        Changed();
        return null;
    }

    /// <summary>Brings it back.</summary>
    public Error? Reopen()
    {
        if (Active) return DepartmentErrors.Open;
        Active = true;
        Changed();
        return null;
    }

    /// <summary>Two who take the last place for a break cannot do so side by side: both bump this version.</summary>
    public void GuardBreaks() => Edited();

    private void Changed()
    {
        Edited();
        Raise(new DepartmentChanged(Id));
    }
}

/// <summary>A department was added, renamed, closed or brought back.</summary>
public sealed record DepartmentChanged(DepartmentId Department) : IDomainEvent;

/// <summary>Refusals about departments.</summary>
public static class DepartmentErrors
{
    public static readonly Error Name = new("department.name", ErrorKind.Invalid);
    public static readonly Error NameTaken = new("department.name-taken", ErrorKind.Conflict);
    public static readonly Error Description = new("department.description", ErrorKind.Invalid);
    public static readonly Error BreakPlaces = new("department.break-places", ErrorKind.Invalid);
    public static readonly Error NotFound = new("department.not-found", ErrorKind.NotFound);
    public static readonly Error Closed = new("department.closed", ErrorKind.Conflict);
    public static readonly Error Open = new("department.open", ErrorKind.Conflict);

    /// <summary>It still gets tickets or holds open ones, or is the only one.</summary>
    public static readonly Error InUse = new("department.in-use", ErrorKind.Conflict);
}
