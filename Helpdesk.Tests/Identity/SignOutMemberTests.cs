using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Identity.SignIn;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Identity;

/// <summary>Who may sign whom out, and how far it reaches.</summary>
public sealed class SignOutMemberTests : IAsyncLifetime
{
    private TestDesk _desk = null!;

    public async Task InitializeAsync() => _desk = await TestDesk.StartAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task Every_browser_of_a_member_is_signed_out_and_the_log_says_by_whom()
    {
        var manager = await _desk.Given.AgentAsync(_desk.Admin, "Mona", Role.Manager);
        var agent = await _desk.Given.AgentAsync(_desk.Admin, "Ana");
        SessionId[] ending = [await SignInAsync(agent, _desk.Tenant), await SignInAsync(agent, _desk.Tenant)];
        var managers = await SignInAsync(manager, _desk.Tenant);

        Assert.Null((await SignOutAsync(manager, agent)).Error);

        foreach (var session in ending) Assert.False(await IsOpenAsync(session));
        Assert.True(await IsOpenAsync(managers));
        var line = await _desk.LookAsync(db => db.ActivityLog.AsNoTracking().SingleAsync(e => e.Action == "membership.signed-out"));
        Assert.Equal((manager.Agent, agent.Agent!.Value.Value, "Ana"), (line.AgentId, line.EntityId, line.Name));
    }

    [Fact]
    public async Task The_members_sessions_in_another_workspace_stay()
    {
        var agent = await _desk.Given.AgentAsync(_desk.Admin, "Ana");
        var other = await _desk.Given.AnotherWorkspaceAsync();
        var (here, there) = (await SignInAsync(agent, _desk.Tenant), await SignInAsync(agent, other.Tenant));

        Assert.Equal(PeopleErrors.NoSuchAgent, (await SignOutAsync(other, agent)).Error);
        Assert.True(await IsOpenAsync(here));
        Assert.Null((await SignOutAsync(_desk.Admin, agent)).Error);

        Assert.False(await IsOpenAsync(here));
        Assert.True(await IsOpenAsync(there));
    }

    [Fact]
    public async Task An_agent_signs_nobody_out_and_a_manager_no_administrator()
    {
        var manager = await _desk.Given.AgentAsync(_desk.Admin, "Mona", Role.Manager);
        var agent = await _desk.Given.AgentAsync(_desk.Admin, "Ana");
        var (admins, managers) = (await SignInAsync(_desk.Admin, _desk.Tenant), await SignInAsync(manager, _desk.Tenant));

        Assert.Equal(PermissionErrors.Denied.Code, (await SignOutAsync(agent, manager)).Error!.Code);
        Assert.Equal(PermissionErrors.BeyondYours, (await SignOutAsync(manager, _desk.Admin)).Error);

        Assert.True(await IsOpenAsync(admins));
        Assert.True(await IsOpenAsync(managers));
    }

    private async Task<SessionId> SignInAsync(Actor who, TenantId where) =>
        (await _desk.Services.GetRequiredService<Sessions>().OpenAsync(who.User!.Value, where, RequestOrigin.Of("127.0.0.1", "test"), null, false, default)).Id;

    private Task<Result> SignOutAsync(Actor by, Actor whom) => _desk.RunAsync<SignOutMember, Result>(by, use => use.ExecuteAsync(whom.Agent!.Value, default));

    private async Task<bool> IsOpenAsync(SessionId session) => await _desk.Services.GetRequiredService<SessionDirectory>().FindAsync(session, default) is not null;
}
