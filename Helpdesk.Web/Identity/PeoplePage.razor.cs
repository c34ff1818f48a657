using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Web.Operations;
using Microsoft.AspNetCore.Components;

namespace Helpdesk.Web.Identity;

/// <summary>The workspace's members and open invitations, live.</summary>
public sealed partial class PeoplePage
{
    private readonly HashSet<DepartmentId> _places = [];
    private IReadOnlyList<MemberRow> _members = [];
    private IReadOnlyList<InvitationRow> _invitations = [];
    private IReadOnlyList<RoleRow> _roles = [];
    private IReadOnlyList<DepartmentRow> _departments = [];
    private Which _which = Which.Active;
    private string _find = "";
    private bool _inviting;
    private string _email = "";
    private RoleChoice _role = Role.Agent;
    private string? _link;

    private enum Which
    {
        Active,
        Invited,
        Off,
    }

    [Inject] private PublicAddress Address { get; set; } = default!;

    /// <inheritdoc/>
    protected override IReadOnlyList<Permission> Opens => [Permission.ManagePeople];

    private string Summary => A["people.summary", _members.Count(m => m.Active), _invitations.Count];

    // Nobody gives more than they have.
    private IReadOnlyList<RoleRow> Givable => [.. _roles.Where(role => role.Allows.IsSubsetOf(Me.Actor.Granted))];

    private IEnumerable<MemberRow> Shown => _members.Where(m => m.Active == (_which == Which.Active) && (Found(m.Name) || Found(m.Email)));

    private bool Empty => _which == Which.Invited ? !_invitations.Any(i => Found(i.Email)) : !Shown.Any();

    /// <inheritdoc/>
    protected override async Task ReadAsync()
    {
        _members = (await UseCases.RunAsync<IPeopleQueries, Result<IReadOnlyList<MemberRow>>>((q, ct) => q.MembersAsync(ct), Gone)).Value;
        _invitations = (await UseCases.RunAsync<IPeopleQueries, Result<IReadOnlyList<InvitationRow>>>((q, ct) => q.InvitationsAsync(ct), Gone)).Value;
        _roles = (await UseCases.RunAsync<IPeopleQueries, Result<IReadOnlyList<RoleRow>>>((q, ct) => q.RolesAsync(ct), Gone)).Value;
        _departments = await UseCases.RunAsync<IPeopleQueries, IReadOnlyList<DepartmentRow>>((q, ct) => q.DepartmentsAsync(ct), Gone);
        if (_places.Count == 0 && _departments.FirstOrDefault(d => d.Active) is { } first) _places.Add(first.Id);
    }

    private async Task InviteAsync()
    {
        var invited = await UseCases.RunAsync<InviteColleague, Result<string>>((invite, ct) => invite.ExecuteAsync(_email, _role, [.. _places], ct), Gone);
        _link = Tell(invited.Error) ? $"{Address.Url}/join/{invited.Value}" : null;
        if (_link is not null) _email = "";
    }

    private Task RevokeAsync(long invitation) => DoAsync<RevokeInvitation>((revoke, ct) => revoke.ExecuteAsync(invitation, ct), A["people.revoked"]);

    private void Toggle(DepartmentId department, ChangeEventArgs chosen)
    {
        if (chosen.Value is true) _places.Add(department);
        else _places.Remove(department);
    }

    private bool Found(string text) => text.Contains(_find.Trim(), StringComparison.CurrentCultureIgnoreCase);

    private int CountOf(Which which) => which == Which.Invited ? _invitations.Count : _members.Count(m => m.Active == (which == Which.Active));

    private string DepartmentsOf(MemberRow person) => string.Join(A["list.comma"], person.Departments
        .Select(place => (_departments.FirstOrDefault(d => d.Id == place.Department)?.Name ?? "") + (place.IsHead ? " ★" : "")));
}
