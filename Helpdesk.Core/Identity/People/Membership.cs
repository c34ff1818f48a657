using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Identity;

/// <summary>A person's place in one workspace. This is the agent: deactivating it never touches the person's sign-in (DECISIONS 25).</summary>
public sealed class Membership : Aggregate, ITenantOwned, ILogged
{
    private readonly List<DepartmentMember> _departments = [];

    private Membership()
    {
    }

    public AgentId Id { get; private set; }

    public TenantId TenantId { get; private set; }

    [NotLogged]
    public UserId UserId { get; private set; }

    /// <summary>The name colleagues see.</summary>
    public string Name { get; private set; } = "";

    public Role Role { get; private set; }

    /// <summary>Which of the workspace's own roles, when <see cref="Role"/> is <see cref="Role.Custom"/>.</summary>
    public RoleId? CustomRoleId { get; private set; }

    /// <summary>Whether the member may act; doors check it on every call.</summary>
    public bool Active { get; private set; } = true;

    /// <summary>The departments whose queues the member works.</summary>
    public IReadOnlyList<DepartmentMember> Departments => _departments;

    /// <summary>How many open conversations the member can hold at once, each weighing 1 (SEEDS 21: 10); routing never gives more.</summary>
    public int Capacity { get; private set; } = WorkProfile.UsualCapacity;

    /// <summary>Languages the member answers in, two-letter codes; routing prefers who speaks the customer's.</summary>
    public IReadOnlyList<string> Languages { get; private set; } = [];

    /// <summary>What the member knows, in the workspace's own words; routing matches them with what a ticket needs.</summary>
    public IReadOnlyList<string> Skills { get; private set; } = [];

    public DateTimeOffset JoinedAt { get; private set; }

    string ILogged.LogName => Name;

    /// <summary>Makes a person a member.</summary>
    public static Membership Create(AgentId id, UserId user, string name, RoleChoice role, IEnumerable<DepartmentId> departments, DateTimeOffset now)
    {
        var member = new Membership { Id = id, UserId = user, Name = name.Trim(), Role = role.Role, CustomRoleId = role.Custom, JoinedAt = now };
        foreach (var department in departments.Distinct()) member._departments.Add(new DepartmentMember(id, department, isHead: false));
        member.Raise(new MemberJoined(id));
        return member;
    }

    /// <summary>Changes the name, the role and the work profile.</summary>
    public Error? Change(string name, RoleChoice role, WorkProfile profile)
    {
        if (PersonName.Check(name) is { } badName) return badName;
        if (profile.Check() is { } bad) return bad;
        (Name, Role, CustomRoleId) = (name.Trim(), role.Role, role.Custom);
        (Capacity, Languages, Skills) = (profile.Capacity, WorkProfile.Words(profile.Languages), WorkProfile.Words(profile.Skills));
        Changed();
        return null;
    }

    /// <summary>Changes how much the member can hold at once, and nothing else.</summary>
    public Error? ChangeCapacity(int capacity)
    {
        if (new WorkProfile(capacity, Languages, Skills).Check() is { } bad) return bad;
        if (capacity == Capacity) return null;
        Capacity = capacity;
        Changed();
        return null;
    }

    /// <summary>Says in which departments the member works, and which of them the member heads.</summary>
    public void WorkIn(IEnumerable<DepartmentPlace> places)
    {
        var wanted = places.GroupBy(p => p.Department).ToDictionary(g => g.Key, g => g.Any(p => p.IsHead));
        _departments.RemoveAll(d => !wanted.ContainsKey(d.DepartmentId));
        foreach (var (department, head) in wanted)
        {
            if (_departments.Find(d => d.DepartmentId == department) is { } known) known.Lead(head);
            else _departments.Add(new DepartmentMember(Id, department, head));
        }

        Changed();
    }

    /// <summary>Takes the place away; the person's sign-in stays.</summary>
    public Error? Deactivate()
    {
        if (!Active) return PeopleErrors.NotActive;
        Active = false;
        Changed();
        return null;
    }

    /// <summary>Gives the place back.</summary>
    public Error? Reactivate()
    {
        if (Active) return PeopleErrors.Active;
        Active = true;
        Changed();
        return null;
    }

    private void Changed()
    {
        Edited();
        Raise(new MemberChanged(Id));
    }
}

/// <summary>A member's place in a department.</summary>
public sealed class DepartmentMember : ITenantOwned
{
    private DepartmentMember()
    {
    }

    internal DepartmentMember(AgentId agent, DepartmentId department, bool isHead) => (AgentId, DepartmentId, IsHead) = (agent, department, isHead);

    public TenantId TenantId { get; private set; }

    public AgentId AgentId { get; private set; }

    public DepartmentId DepartmentId { get; private set; }

    /// <summary>Whether the member heads the department.</summary>
    public bool IsHead { get; private set; }

    internal void Lead(bool head) => IsHead = head;
}

/// <summary>A department to work in, perhaps as its head.</summary>
public readonly record struct DepartmentPlace(DepartmentId Department, bool IsHead = false);

/// <summary>A role to give: a built-in one, or one of the workspace's own.</summary>
public readonly record struct RoleChoice(Role Role, RoleId? Custom = null)
{
    public static implicit operator RoleChoice(Role role) => new(role);
}

/// <summary>What routing needs to know of a member.</summary>
public sealed record WorkProfile(int Capacity, IReadOnlyList<string> Languages, IReadOnlyList<string> Skills)
{
    /// <summary>Conversations at once, unless said otherwise (SEEDS 21).</summary>
    public const int UsualCapacity = 10;

    private const int MostWords = 20;
    private const int LongestWord = 40;

    /// <summary>What a new member has.</summary>
    public static WorkProfile Usual { get; } = new(UsualCapacity, [], []);

    /// <summary>The refusal of what cannot be meant, else null.</summary>
    public Error? Check() =>
        Capacity is < 0 or > 100 ? PeopleErrors.Capacity
        : Languages.Any(l => l.Trim() is not { Length: 2 } code || !code.All(char.IsAsciiLetter)) ? PeopleErrors.Language
        : Skills.Count > MostWords || Languages.Count > MostWords || Skills.Any(s => s.Length > LongestWord || s.Contains('\n', StringComparison.Ordinal)) ? PeopleErrors.Skill
        : null;

    /// <summary>Each word once, in lower case and in order.</summary>
    public static IReadOnlyList<string> Words(IEnumerable<string> words) =>
        [.. words.Select(w => w.Trim().ToLowerInvariant()).Where(w => w.Length > 0).Distinct().Order(StringComparer.Ordinal)];
}

/// <summary>Somebody joined the workspace.</summary>
public sealed record MemberJoined(AgentId Agent) : IDomainEvent;

/// <summary>What a member may do, or where the member works, has changed.</summary>
public sealed record MemberChanged(AgentId Agent) : IDomainEvent;
