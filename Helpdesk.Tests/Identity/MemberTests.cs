using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Helpdesk.Tests.Identity;

/// <summary>Who may make whom what: nobody gives or takes more than they have, and somebody always runs the workspace.</summary>
public sealed class MemberTests : IAsyncLifetime
{
    private TestDesk _desk = null!;

    public async Task InitializeAsync() => _desk = await TestDesk.StartAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task A_manager_gives_roles_up_to_their_own_and_never_an_administrators()
    {
        var manager = await _desk.Given.AgentAsync(_desk.Admin, "Mona", Role.Manager);
        var agent = await _desk.Given.AgentAsync(_desk.Admin, "Ana");
        Assert.Null((await ChangeAsync(manager, agent, role: Role.Supervisor)).Error);
        Assert.Equal(PermissionErrors.BeyondYours, (await ChangeAsync(manager, agent, role: Role.Admin)).Error);
        Assert.Equal(PermissionErrors.BeyondYours, (await ChangeAsync(manager, manager, role: Role.Admin)).Error);
        Assert.Equal(PermissionErrors.BeyondYours, (await ChangeAsync(manager, _desk.Admin, role: Role.Agent)).Error);
        Assert.Equal(PermissionErrors.BeyondYours, (await InviteAsync(manager, Role.Admin)).Error);
        Assert.Equal(PermissionErrors.BeyondYours, (await _desk.RunAsync<DeactivateMember, Result>(manager, u => u.ExecuteAsync(_desk.Admin.Agent!.Value, default))).Error);
        Assert.Null((await InviteAsync(manager, Role.Manager)).Error);
    }

    [Fact]
    public async Task An_agent_cannot_make_anybody_anything()
    {
        var agent = await _desk.Given.AgentAsync(_desk.Admin, "Ana");
        Assert.Equal("permission.denied", (await ChangeAsync(agent, agent, role: Role.Admin)).Error!.Code);
        Assert.Equal("permission.denied", (await InviteAsync(agent, Role.Agent)).Error!.Code);
    }

    [Fact]
    public async Task The_last_administrator_stays_even_when_two_leave_at_once()
    {
        Assert.Equal(PeopleErrors.LastAdmin, (await ChangeAsync(_desk.Admin, _desk.Admin, role: Role.Agent)).Error);
        var other = await _desk.Given.AgentAsync(_desk.Admin, "Eve", Role.Admin);
        var versions = (await VersionAsync(_desk.Admin), await VersionAsync(other));

        var results = await Task.WhenAll(
            ChangeAsync(other, _desk.Admin, versions.Item1, Role.Agent), ChangeAsync(_desk.Admin, other, versions.Item2, Role.Agent));

        Assert.Single(results, r => r.Succeeded);
        Assert.Contains(results.Single(r => !r.Succeeded).Error, (Error?[])[SaveErrors.Conflict, PeopleErrors.LastAdmin]);
        Assert.Equal(1, await _desk.LookAsync(db => db.Memberships.CountAsync(m => m.Role == Role.Admin && m.Active)));
    }

    [Fact]
    public async Task Nobody_deactivates_themselves_and_who_is_deactivated_comes_back()
    {
        var agent = await _desk.Given.AgentAsync(_desk.Admin, "Ana");
        Assert.Equal(PeopleErrors.Yourself, (await _desk.RunAsync<DeactivateMember, Result>(_desk.Admin, u => u.ExecuteAsync(_desk.Admin.Agent!.Value, default))).Error);
        Assert.Null((await _desk.RunAsync<DeactivateMember, Result>(_desk.Admin, u => u.ExecuteAsync(agent.Agent!.Value, default))).Error);
        Assert.Equal(PeopleErrors.NotActive, (await _desk.RunAsync<DeactivateMember, Result>(_desk.Admin, u => u.ExecuteAsync(agent.Agent!.Value, default))).Error);
        Assert.Null((await _desk.RunAsync<ReactivateMember, Result>(_desk.Admin, u => u.ExecuteAsync(agent.Agent!.Value, default))).Error);
        Assert.Equal(agent.Agent, (await _desk.Given.AgainAsync(agent)).Agent);
    }

    [Fact]
    public async Task What_routing_needs_is_kept_with_its_meaning_and_nonsense_is_refused()
    {
        var agent = await _desk.Given.AgentAsync(_desk.Admin, "Ana");
        Assert.Null((await ChangeAsync(_desk.Admin, agent, profile: new WorkProfile(7, ["EN", "ar", "en"], ["Invoices ", "insulin"]))).Error);
        var row = await RowAsync(agent);
        Assert.Equal((7, "ar en", "insulin invoices"), (row.Capacity, string.Join(' ', row.Languages), string.Join(' ', row.Skills)));
        Assert.Equal(PeopleErrors.Capacity, (await ChangeAsync(_desk.Admin, agent, profile: new WorkProfile(101, [], []))).Error);
        Assert.Equal(PeopleErrors.Language, (await ChangeAsync(_desk.Admin, agent, profile: new WorkProfile(1, ["english"], []))).Error);
        Assert.Equal(PeopleErrors.Skill, (await ChangeAsync(_desk.Admin, agent, profile: new WorkProfile(1, [], [new string('x', 41)]))).Error);
    }

    [Fact]
    public async Task Departments_and_heads_are_set_together_and_must_exist()
    {
        var (agent, complaints) = (await _desk.Given.AgentAsync(_desk.Admin, "Ana"), await _desk.Given.DepartmentAsync(_desk.Admin, "Complaints"));
        Assert.Equal(PeopleErrors.Department, (await ChangeAsync(_desk.Admin, agent, places: [])).Error);
        Assert.Equal(PeopleErrors.Department, (await ChangeAsync(_desk.Admin, agent, places: [new DepartmentPlace(new DepartmentId(99))])).Error);
        Assert.Null((await ChangeAsync(_desk.Admin, agent, places: [new DepartmentPlace(complaints, IsHead: true)])).Error);
        Assert.Equal([new DepartmentPlace(complaints, true)], (await RowAsync(agent)).Departments);
        Assert.Equal([complaints], (await _desk.Given.AgainAsync(agent)).Departments);
        var departments = await _desk.RunAsync<IPeopleQueries, IReadOnlyList<DepartmentRow>>(agent, q => q.DepartmentsAsync(default));
        Assert.Equal(["Ana"], departments.Single(d => d.Id == complaints).Heads);
    }

    [Fact]
    public async Task Two_editors_of_one_member_do_not_overwrite_each_other()
    {
        var agent = await _desk.Given.AgentAsync(_desk.Admin, "Ana");
        var version = await VersionAsync(agent);
        Assert.Null((await ChangeAsync(_desk.Admin, agent, version, Role.Supervisor)).Error);
        Assert.Equal(SaveErrors.Conflict, (await ChangeAsync(_desk.Admin, agent, version, Role.QA)).Error);
    }

    [Fact]
    public async Task An_invitation_that_was_taken_back_lets_nobody_in()
    {
        var link = (await InviteAsync(_desk.Admin, Role.Agent)).Value;
        var open = (await _desk.RunAsync<IPeopleQueries, Result<IReadOnlyList<InvitationRow>>>(_desk.Admin, q => q.InvitationsAsync(default))).Value;
        Assert.Null((await _desk.RunAsync<RevokeInvitation, Result>(_desk.Admin, u => u.ExecuteAsync(open.Single().Id, default))).Error);
        var (tenant, secret) = JoinToken.Split(link)!.Value;
        var joined = await _desk.RunAsync<JoinWorkspace, Result<UserId>>(Actor.System(tenant), u => u.ExecuteAsync(secret, "Eve", "a long enough one", default));
        Assert.Equal(PeopleErrors.Link, joined.Error);
        Assert.Empty((await _desk.RunAsync<IPeopleQueries, Result<IReadOnlyList<InvitationRow>>>(_desk.Admin, q => q.InvitationsAsync(default))).Value);
    }

    private Task<Result<string>> InviteAsync(Actor by, RoleChoice role) =>
        _desk.RunAsync<InviteColleague, Result<string>>(by, u => u.ExecuteAsync("new@example.com", role, [], default));

    private async Task<Result> ChangeAsync(
        Actor by, Actor who, long? version = null, RoleChoice? role = null, WorkProfile? profile = null, IReadOnlyList<DepartmentPlace>? places = null)
    {
        var row = await RowAsync(who);
        var change = new MemberChange(
            row.Id, version ?? row.Version, row.Name, role ?? new RoleChoice(row.Role, row.CustomRole), places ?? row.Departments, profile ?? WorkProfile.Usual);
        return await _desk.RunAsync<ChangeMember, Result>(by, u => u.ExecuteAsync(change, default));
    }

    private async Task<long> VersionAsync(Actor who) => (await RowAsync(who)).Version;

    private async Task<MemberRow> RowAsync(Actor who) =>
        (await _desk.RunAsync<IPeopleQueries, Result<IReadOnlyList<MemberRow>>>(Actor.System(_desk.Tenant), q => q.MembersAsync(default))).Value.Single(m => m.Id == who.Agent);
}
