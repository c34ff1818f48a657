using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Identity;

/// <summary>How people come into a workspace: by links that work once (DECISIONS 25, 29).</summary>
public sealed class JoiningTests : IAsyncLifetime
{
    private const string Password = "a long enough one";
    private TestDesk _desk = null!;

    public async Task InitializeAsync() => _desk = await TestDesk.StartAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task An_invitation_works_once_even_for_two_at_once()
    {
        var link = await InviteAsync("eve@example.com");
        var joined = await Task.WhenAll(JoinAsync(link, "Eve"), JoinAsync(link, "Eva"));
        Assert.Single(joined, j => j.Succeeded);
        Assert.False((await JoinAsync(link, "Late")).Succeeded);
        Assert.Equal(2, await _desk.LookAsync(db => db.Memberships.CountAsync()));
    }

    [Fact]
    public async Task A_late_invitation_is_refused()
    {
        var link = await InviteAsync("eve@example.com");
        _desk.Clock.Advance(Invitation.Lifetime);
        Assert.Equal(PeopleErrors.Link, (await JoinAsync(link, "Eve")).Error);
    }

    [Fact]
    public async Task A_link_of_one_workspace_opens_no_other()
    {
        var other = await _desk.Given.AnotherWorkspaceAsync();
        var secret = JoinToken.Split(await InviteAsync("eve@example.com"))!.Value.Secret;
        var result = await _desk.RunAsync<JoinWorkspace, Result<UserId>>(Actor.System(other.Tenant), u => u.ExecuteAsync(secret, "Eve", Password, default));
        Assert.Equal(PeopleErrors.Link, result.Error);
    }

    [Fact]
    public async Task Who_has_a_sign_in_joins_a_second_workspace_with_its_password_only()
    {
        await JoinAsync(await InviteAsync("eve@example.com"), "Eve");
        var other = await _desk.Given.AnotherWorkspaceAsync();
        var link = (await _desk.RunAsync<InviteColleague, Result<string>>(other, u => u.ExecuteAsync("EVE@example.com", Role.Agent, [], default))).Value;
        Assert.Equal(PeopleErrors.Password, (await JoinAsync(link, "Eve", "not her password")).Error);
        var user = await JoinAsync(link, "Eve");
        var places = await _desk.Services.GetRequiredService<MembershipDirectory>().ListAsync(user.Value, default);
        Assert.Equal([_desk.Tenant, other.Tenant], places.Select(p => p.Tenant));
    }

    [Fact]
    public async Task A_weak_password_and_a_blank_name_are_refused_and_leave_the_link_usable()
    {
        var link = await InviteAsync("eve@example.com");
        Assert.Equal(PeopleErrors.Password.Code, (await JoinAsync(link, "Eve", "short")).Error!.Code);
        Assert.Equal(PeopleErrors.Name, (await JoinAsync(link, "  ")).Error);
        Assert.True((await JoinAsync(link, "Eve")).Succeeded);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("a b@c d")]
    public async Task A_malformed_address_is_not_invited(string email) =>
        Assert.Equal(PeopleErrors.Email, (await _desk.RunAsync<InviteColleague, Result<string>>(_desk.Admin, u => u.ExecuteAsync(email, Role.Agent, [], default))).Error);

    [Fact]
    public async Task Set_up_happens_once()
    {
        var request = new SetUpRequest("any", "Second", "UTC", "en", "Desk", "Eve", "eve@example.com", Password);
        var result = await _desk.RunAsync<SetUpWorkspace, Result<UserId>>(Actor.System(new Core.Tenancy.TenantId(99)), u => u.ExecuteAsync(request, default));
        Assert.Equal(PeopleErrors.AlreadySetUp, result.Error);
        Assert.Equal(0, await _desk.LookAsync(db => db.SetupLinks.CountAsync()));
    }

    private async Task<string> InviteAsync(string email) =>
        (await _desk.RunAsync<InviteColleague, Result<string>>(_desk.Admin, u => u.ExecuteAsync(email, Role.Agent, [], default))).Value;

    private Task<Result<UserId>> JoinAsync(string link, string name, string password = Password)
    {
        var (tenant, secret) = JoinToken.Split(link)!.Value;
        return _desk.RunAsync<JoinWorkspace, Result<UserId>>(Actor.System(tenant), u => u.ExecuteAsync(secret, name, password, default));
    }
}
