using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Tests.Support;
using Xunit;

namespace Helpdesk.Tests.Identity;

/// <summary>Roles of the workspace's own, and departments.</summary>
public sealed class RoleTests : IAsyncLifetime
{
    private TestDesk _desk = null!;

    public async Task InitializeAsync() => _desk = await TestDesk.StartAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task The_holders_of_an_own_role_have_what_it_allows_at_once()
    {
        var role = await CreateAsync("Reader", Permission.ViewTickets);
        var reader = await _desk.Given.AgentAsync(_desk.Admin, "Rita", new RoleChoice(Role.Custom, role));
        Assert.Equal([Permission.ViewTickets], reader.Granted);
        HashSet<Permission> more = [Permission.ViewTickets, Permission.ViewAllTickets];
        Assert.Null((await _desk.RunAsync<ChangeRole, Result>(_desk.Admin, u => u.ExecuteAsync(role, "Reader of all", more, default))).Error);
        Assert.Equal(more, (await _desk.Given.AgainAsync(reader)).Granted);
    }

    [Fact]
    public async Task A_role_cannot_allow_more_than_its_maker_may()
    {
        var maker = await CreateAsync("Maker of roles", Permission.ManageRoles, Permission.ViewTickets);
        var rita = await _desk.Given.AgentAsync(_desk.Admin, "Rita", new RoleChoice(Role.Custom, maker));
        Assert.Equal(PermissionErrors.BeyondYours, (await _desk.RunAsync<CreateRole, Result<RoleId>>(
            rita, u => u.ExecuteAsync("All", new HashSet<Permission> { Permission.ManageWorkspace }, default))).Error);
        Assert.Equal(PermissionErrors.BeyondYours, (await _desk.RunAsync<ChangeRole, Result>(
            rita, u => u.ExecuteAsync(maker, "All", new HashSet<Permission> { Permission.ManageWorkspace }, default))).Error);
    }

    [Fact]
    public async Task A_role_that_is_held_or_named_twice_or_senseless_is_refused()
    {
        var role = await CreateAsync("Reader", Permission.ViewTickets);
        await _desk.Given.AgentAsync(_desk.Admin, "Rita", new RoleChoice(Role.Custom, role));
        Assert.Equal(RoleErrors.InUse, (await _desk.RunAsync<RemoveRole, Result>(_desk.Admin, u => u.ExecuteAsync(role, default))).Error);
        Assert.Equal(RoleErrors.NameTaken, (await TryAsync("Reader", Permission.ViewTickets)).Error);
        Assert.Equal(RoleErrors.NeedsViewing, (await TryAsync("Blind", Permission.ViewAllTickets)).Error);
        Assert.Equal(RoleErrors.Name, (await TryAsync("  ", Permission.ViewTickets)).Error);
        var unused = await CreateAsync("Unused", Permission.ViewTickets);
        Assert.Null((await _desk.RunAsync<RemoveRole, Result>(_desk.Admin, u => u.ExecuteAsync(unused, default))).Error);
    }

    [Fact]
    public async Task A_role_of_another_workspace_can_neither_be_given_nor_changed()
    {
        var other = await _desk.Given.AnotherWorkspaceAsync();
        var theirs = (await _desk.RunAsync<CreateRole, Result<RoleId>>(
            other, u => u.ExecuteAsync("Theirs", new HashSet<Permission> { Permission.ViewTickets }, default))).Value;
        Assert.Equal(RoleErrors.NotFound, (await _desk.RunAsync<InviteColleague, Result<string>>(
            _desk.Admin, u => u.ExecuteAsync("x@example.com", new RoleChoice(Role.Custom, theirs), [], default))).Error);
        Assert.Equal(RoleErrors.NotFound, (await _desk.RunAsync<RemoveRole, Result>(_desk.Admin, u => u.ExecuteAsync(theirs, default))).Error);
    }

    [Fact]
    public async Task A_department_closes_only_when_nothing_needs_it()
    {
        var complaints = await _desk.Given.DepartmentAsync(_desk.Admin, "Complaints");
        var first = (await _desk.RunAsync<IPeopleQueries, IReadOnlyList<DepartmentRow>>(_desk.Admin, q => q.DepartmentsAsync(default))).First(d => d.Id != complaints).Id;
        Assert.Equal(DepartmentErrors.InUse, (await _desk.RunAsync<CloseDepartment, Result>(_desk.Admin, u => u.ExecuteAsync(first, default))).Error);
        Assert.Null((await _desk.RunAsync<CloseDepartment, Result>(_desk.Admin, u => u.ExecuteAsync(complaints, default))).Error);
        Assert.Equal(PeopleErrors.Department, (await _desk.RunAsync<InviteColleague, Result<string>>(
            _desk.Admin, u => u.ExecuteAsync("x@example.com", Role.Agent, [complaints], default))).Error);
        Assert.Null((await _desk.RunAsync<CloseDepartment, Result>(_desk.Admin, u => u.ReopenAsync(complaints, default))).Error);
        Assert.Equal(DepartmentErrors.NameTaken, (await _desk.RunAsync<CreateDepartment, Result<DepartmentId>>(
            _desk.Admin, u => u.ExecuteAsync("Complaints", "", default))).Error);
        Assert.Null((await _desk.RunAsync<ChangeDepartment, Result>(_desk.Admin, u => u.ExecuteAsync(complaints, "Praise", "and blame", 0, default))).Error);
    }

    private async Task<RoleId> CreateAsync(string name, params Permission[] allows)
    {
        var created = await TryAsync(name, allows);
        Assert.Null(created.Error);
        return created.Value;
    }

    private Task<Result<RoleId>> TryAsync(string name, params Permission[] allows) =>
        _desk.RunAsync<CreateRole, Result<RoleId>>(_desk.Admin, u => u.ExecuteAsync(name, allows.ToHashSet(), default));
}
