using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Helpdesk.Tests.Tenancy;

/// <summary>The end of a workspace: nothing of it stays, nothing of another goes.</summary>
public sealed class EraseWorkspaceTests
{
    [Fact]
    public async Task An_erased_workspace_goes_with_all_its_rows_and_leaves_the_neighbours_alone()
    {
        await using var desk = await TestDesk.StartAsync();
        await desk.HearsAsync(Webhook.Text("KEY1", "ours", desk.Clock.GetUtcNow()));
        var neighbours = await RowsAsync(desk, desk.Tenant);
        var other = await desk.Given.AnotherWorkspaceAsync();
        Assert.True(await RowsAsync(desk, other.Tenant) >= 3, "it has rows");
        var slug = await SlugAsync(desk, other.Tenant);
        var boss = Actor.Operator(other.Tenant, desk.Admin.User);

        Assert.Equal(TenantErrors.NotSuspended, (await EraseAsync(desk, boss, slug)).Error);
        Assert.True((await desk.RunAsync<SuspendWorkspace, Result>(boss, u => u.ExecuteAsync(default))).Succeeded);
        Assert.Equal(TenantErrors.NotFound, (await EraseAsync(desk, boss, "another-slug")).Error);
        var gone = await EraseAsync(desk, boss, slug);

        Assert.True(gone.Value >= 5, "rows, the workspace and its sign-in go");
        Assert.Equal(0, await RowsAsync(desk, other.Tenant));
        Assert.Equal(neighbours, await RowsAsync(desk, desk.Tenant));
        Assert.Equal(1, await desk.RunAsync<HelpdeskDb, int>(Actor.Installation, db => db.Tenants.CountAsync()));
        Assert.Equal(1, await desk.RunAsync<HelpdeskDb, int>(Actor.Installation, db => db.Users.CountAsync()));
    }

    [Fact]
    public async Task Who_also_works_elsewhere_keeps_the_sign_in()
    {
        await using var desk = await TestDesk.StartAsync();
        var other = await desk.Given.AnotherWorkspaceAsync();
        var link = (await desk.RunAsync<InviteColleague, Result<string>>(other, u => u.ExecuteAsync("ada@example.com", Role.Agent, [], default))).Value;
        var secret = JoinToken.Split(link)!.Value.Secret;
        Assert.True((await desk.RunAsync<JoinWorkspace, Result<UserId>>(
            Actor.System(other.Tenant), u => u.ExecuteAsync(secret, "Ada", "correct horse battery", default))).Succeeded);

        await desk.RunAsync<IWorkspaceEraser, int>(Actor.System(other.Tenant), u => u.EraseAsync(default));

        Assert.Equal(["ada@example.com"], await desk.RunAsync<HelpdeskDb, List<string?>>(Actor.Installation, db => db.Users.Select(u => u.Email).ToListAsync()));
    }

    [Fact]
    public async Task Nobody_but_the_operator_makes_locks_or_erases_a_workspace()
    {
        await using var desk = await TestDesk.StartAsync();
        var request = new NewWorkspace("Third", "UTC", "en", "Desk", "x@example.com");
        Assert.Equal("permission.denied", (await desk.RunAsync<CreateWorkspace, Result<string>>(desk.Admin, u => u.ExecuteAsync(request, default))).Error!.Code);
        Assert.Equal("permission.denied", (await desk.RunAsync<SuspendWorkspace, Result>(desk.Admin, u => u.ExecuteAsync(default))).Error!.Code);
        Assert.Equal("permission.denied", (await desk.RunAsync<SuspendWorkspace, Result>(desk.Admin, u => u.ResumeAsync(default))).Error!.Code);
        Assert.Equal("permission.denied", (await EraseAsync(desk, desk.Admin, await SlugAsync(desk, desk.Tenant))).Error!.Code);
    }

    private static Task<Result<int>> EraseAsync(TestDesk desk, Actor actor, string slug) =>
        desk.RunAsync<EraseWorkspace, Result<int>>(actor, u => u.ExecuteAsync(slug, default));

    private static Task<string> SlugAsync(TestDesk desk, TenantId tenant) =>
        desk.RunAsync<HelpdeskDb, string>(Actor.Installation, db => db.Tenants.Where(t => t.Id == tenant).Select(t => t.Slug).SingleAsync());

    private static Task<int> RowsAsync(TestDesk desk, TenantId tenant) => desk.RunAsync<HelpdeskDb, int>(Actor.System(tenant), async db =>
        await db.Memberships.CountAsync() + await db.Departments.CountAsync() + await db.Customers.CountAsync() + await db.Tickets.CountAsync()
        + await db.Messages.CountAsync() + await db.InboundEntries.CountAsync() + await db.LiveLog.CountAsync() + await db.LiveHeads.CountAsync());
}
