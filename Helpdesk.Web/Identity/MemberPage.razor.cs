using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Identity.SignIn;
using Helpdesk.Web.Operations;
using Microsoft.AspNetCore.Components;

namespace Helpdesk.Web.Identity;

/// <summary>One member: role, departments, and what routing needs to know.</summary>
public sealed partial class MemberPage
{
    private readonly Dictionary<DepartmentId, bool> _places = [];
    private IReadOnlyList<RoleRow> _roles = [];
    private IReadOnlyList<DepartmentRow> _departments = [];
    private MemberRow? _member;
    private string _name = "";
    private RoleChoice _role;
    private int _capacity;
    private string _languages = "";
    private string _skills = "";
    private string? _link;

    /// <summary>The member.</summary>
    [Parameter] public long Id { get; set; }

    [Inject] private PublicAddress Address { get; set; } = default!;

    /// <inheritdoc/>
    protected override IReadOnlyList<Permission> Opens => [Permission.ManagePeople];

    private IReadOnlyList<RoleRow> Givable => [.. _roles.Where(role => role.Allows.IsSubsetOf(Me.Actor.Granted))];

    private bool IsMe => _member?.Id == Me.Me;

    private bool IsAboveMe => _member is not null && Givable.All(role => new RoleChoice(role.Role, role.Id) != new RoleChoice(_member.Role, _member.CustomRole));

    /// <inheritdoc/>
    protected override async Task ReadAsync()
    {
        var members = await UseCases.RunAsync<IPeopleQueries, Result<IReadOnlyList<MemberRow>>>((q, ct) => q.MembersAsync(ct), Gone);
        _roles = (await UseCases.RunAsync<IPeopleQueries, Result<IReadOnlyList<RoleRow>>>((q, ct) => q.RolesAsync(ct), Gone)).Value;
        _departments = await UseCases.RunAsync<IPeopleQueries, IReadOnlyList<DepartmentRow>>((q, ct) => q.DepartmentsAsync(ct), Gone);
        var now = members.Value.FirstOrDefault(m => m.Id.Value == Id);
        // What is being edited stays unless somebody else saved in between; then their version is shown.
        if (now is not null && now.Version != _member?.Version) Take(now);
        _member = now;
    }

    private void Take(MemberRow member)
    {
        (_name, _role, _capacity) = (member.Name, new RoleChoice(member.Role, member.CustomRole), member.Capacity);
        (_languages, _skills) = (string.Join(", ", member.Languages), string.Join(", ", member.Skills));
        _places.Clear();
        foreach (var place in member.Departments) _places[place.Department] = place.IsHead;
    }

    private void Work(DepartmentId department, bool here)
    {
        if (here) _places[department] = false;
        else _places.Remove(department);
    }

    private Task SaveAsync() => DoAsync<ChangeMember>(
        (change, ct) => change.ExecuteAsync(
            new MemberChange(
                _member!.Id, _member.Version, _name, _role, [.. _places.Select(p => new DepartmentPlace(p.Key, p.Value))],
                new WorkProfile(_capacity, Words(_languages), Words(_skills))),
            ct),
        A["saved"]);

    private Task DeactivateAsync() => DoAsync<DeactivateMember>((use, ct) => use.ExecuteAsync(_member!.Id, ct), A["people.deactivated"]);

    private Task ReactivateAsync() => DoAsync<ReactivateMember>((use, ct) => use.ExecuteAsync(_member!.Id, ct), A["people.reactivated"]);

    private Task SignOutAsync() => DoAsync<SignOutMember>((use, ct) => use.ExecuteAsync(_member!.Id, ct), A["people.signed-out"]);

    private async Task MakeLinkAsync()
    {
        var made = await UseCases.RunAsync<ResetForMember, Result<string>>((make, ct) => make.ExecuteAsync(_member!.Id, ct), Gone);
        _link = Tell(made.Error) ? $"{Address.Url}/reset/{made.Value}" : null;
    }

    // Both commas, as people write in both languages.
    private static string[] Words(string text) => text.Split([',', '،'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
