using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Identity;

/// <summary>A person's place in one workspace. This is the agent: disabling it never touches the person's sign-in (DECISIONS 25).</summary>
public sealed class Membership : Aggregate, ITenantOwned
{
    private Membership()
    {
    }

    public AgentId Id { get; private set; }

    public TenantId TenantId { get; private set; }

    public UserId UserId { get; private set; }

    /// <summary>The name colleagues see.</summary>
    public string Name { get; private set; } = "";

    public Role Role { get; private set; }

    /// <summary>Whether the member may act; doors check it on every call.</summary>
    public bool Active { get; private set; } = true;

    /// <summary>The department whose queue the member works.</summary>
    public DepartmentId DepartmentId { get; private set; }

    public DateTimeOffset JoinedAt { get; private set; }

    /// <summary>Makes a person a member.</summary>
    public static Membership Create(AgentId id, UserId user, string name, Role role, DepartmentId department, DateTimeOffset now)
    {
        var member = new Membership { Id = id, UserId = user, Name = name.Trim(), Role = role, DepartmentId = department, JoinedAt = now };
        member.Raise(new MemberJoined(id));
        return member;
    }
}

/// <summary>Somebody joined the workspace.</summary>
public sealed record MemberJoined(AgentId Agent) : IDomainEvent;

/// <summary>A team with its queue.</summary>
public sealed class Department : Aggregate, ITenantOwned
{
    private Department()
    {
    }

    public DepartmentId Id { get; private set; }

    public TenantId TenantId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Creates a department, or refuses its name.</summary>
    public static Result<Department> Create(DepartmentId id, string name)
    {
        name = name.Trim();
        return name.Length is 0 or > 60 ? PeopleErrors.DepartmentName : new Department { Id = id, Name = name };
    }
}
