using Helpdesk.Core.Identity;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Operations;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Helpdesk.Tests.Operations;

public sealed class RemoveDemoTests
{
    [Fact]
    public async Task A_demo_goes_with_all_its_rows_and_leaves_the_neighbours_alone()
    {
        await using var desk = await TestDesk.StartAsync();
        await desk.HearsAsync(Webhook.Text("KEY1", "ours", desk.Clock.GetUtcNow()));
        var neighbours = await RowsAsync(desk, desk.Tenant);
        var demo = await DemoAsync(desk);
        Assert.True(await RowsAsync(desk, demo) >= 3, "the demo has rows");

        var gone = await desk.RunAsync<RemoveDemo, int>(Actor.System(demo), remove => remove.ExecuteAsync(default));

        Assert.True(gone >= 4, "rows, the workspace and its sign-in go");
        Assert.Equal(0, await RowsAsync(desk, demo));
        Assert.Equal(neighbours, await RowsAsync(desk, desk.Tenant));
        Assert.Equal(1, await desk.RunAsync<HelpdeskDb, int>(Actor.Installation, db => db.Tenants.CountAsync()));
        Assert.False(await desk.RunAsync<HelpdeskDb, bool>(Actor.Installation, db => db.Users.AnyAsync(u => u.Email!.EndsWith(RemoveDemo.MailDomain))));
    }

    [Fact]
    public async Task A_workspace_that_is_no_demo_is_never_removed_like_this()
    {
        await using var desk = await TestDesk.StartAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => desk.RunAsync<RemoveDemo, int>(Actor.System(desk.Tenant), r => r.ExecuteAsync(default)));
        Assert.True(await RowsAsync(desk, desk.Tenant) > 0);
    }

    private static async Task<TenantId> DemoAsync(TestDesk desk)
    {
        var other = await desk.Given.AnotherWorkspaceAsync();
        var user = other.User!.Value.Value;
        await desk.RunAsync<HelpdeskDb, int>(Actor.Installation, db => db.Users.Where(u => u.Id == user)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.Email, "agent" + RemoveDemo.MailDomain)));
        await desk.RunAsync<HelpdeskDb, int>(Actor.Installation, db => db.Tenants.Where(t => t.Id == other.Tenant)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.IsDemo, true)));
        return other.Tenant;
    }

    private static Task<int> RowsAsync(TestDesk desk, TenantId tenant) => desk.RunAsync<HelpdeskDb, int>(Actor.System(tenant), async db =>
        await db.Memberships.CountAsync() + await db.Departments.CountAsync() + await db.Customers.CountAsync() + await db.Tickets.CountAsync()
        + await db.Messages.CountAsync() + await db.InboundEntries.CountAsync() + await db.LiveLog.CountAsync() + await db.LiveHeads.CountAsync());
}
