using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Helpdesk.Tests.Routing;

/// <summary>What tests of routing do to a desk, through the use cases a node or a person would use.</summary>
internal static class RoutingDesk
{
    /// <summary>A node of the tests' own.</summary>
    public const long Node = 7;

    /// <summary>A page of the agent connects.</summary>
    public static Task ComesAsync(this TestDesk desk, Actor agent) => desk.ReportsAsync(agent, NodeReport.Active);

    /// <summary>The node tells what has become of an agent's connections.</summary>
    public static async Task ReportsAsync(this TestDesk desk, Actor agent, NodeReport report)
    {
        Result heard;
        do heard = await desk.RunAsync<HearConnections, Result>(Actor.System(desk.Tenant), u => u.ExecuteAsync(agent.Agent!.Value, Node, report, default));
        while (heard.Error == SaveErrors.Conflict);
        Assert.Null(heard.Error);
    }

    /// <summary>A customer opens a ticket.</summary>
    public static async Task<Ticket> OpensAsync(this TestDesk desk, int customer)
    {
        await desk.HearsAsync(Webhook.Text($"M{customer}-{Guid.NewGuid():N}", "help", desk.Time.GetUtcNow(), chat: $"2010{customer:D8}"));
        return await desk.LookAsync(db => db.Tickets.AsNoTracking().OrderByDescending(t => t.Id).FirstAsync());
    }

    /// <summary>The ticket as it is now.</summary>
    public static Task<Ticket> AgainAsync(this TestDesk desk, Ticket ticket) => desk.LookAsync(db => db.Tickets.AsNoTracking().SingleAsync(t => t.Id == ticket.Id));

    /// <summary>Everything due is routed and every reaction done, until nothing is left.</summary>
    public static async Task SettlesAsync(this TestDesk desk)
    {
        while (await desk.WorkOutboxAsync() + await desk.WorkRoutingAsync() > 0)
        {
        }
    }

    /// <summary>Changes the workspace's rules.</summary>
    public static Task RulesAsync(this TestDesk desk, Func<DeskRuleValues, DeskRuleValues> change) => desk.ChangesAsync<ChangeRouting>(
        u => u.ExecuteAsync(change(DeskRuleValues.Usual), default));

    /// <summary>Changes the oldest department's rules.</summary>
    public static async Task DepartmentRulesAsync(this TestDesk desk, Func<DepartmentRuleValues, DepartmentRuleValues> change)
    {
        var department = await desk.LookAsync(db => db.Departments.OrderBy(d => d.Id).Select(d => d.Id).FirstAsync());
        await desk.ChangesAsync<ChangeRouting>(u => u.OfDepartmentAsync(department, change(DepartmentRuleValues.Usual), default));
    }

    /// <summary>The administrator does something that must succeed; the node's caches know of it afterwards.</summary>
    public static async Task ChangesAsync<T>(this TestDesk desk, Func<T, Task<Result>> call)
        where T : notnull
    {
        Assert.Null((await desk.RunAsync(desk.Admin, call)).Error);
        await desk.Given.LiveSettledAsync(desk.Tenant);
    }

    /// <summary>Changes a member's capacity, languages and skills.</summary>
    public static async Task ProfileAsync(this TestDesk desk, Actor agent, int capacity = 10, string[]? languages = null, string[]? skills = null)
    {
        var member = await desk.LookAsync(db => db.Memberships.AsNoTracking().SingleAsync(m => m.Id == agent.Agent));
        await desk.ChangesAsync<ChangeMember>(u => u.ExecuteAsync(new MemberChange(
            member.Id, member.Version, member.Name, member.Role, [.. member.Departments.Select(d => new DepartmentPlace(d.DepartmentId, d.IsHead))],
            new WorkProfile(capacity, languages ?? [], skills ?? [])), default));
    }

    /// <summary>How many open tickets an agent holds.</summary>
    public static Task<int> HeldAsync(this TestDesk desk, Actor agent) => desk.LookAsync(db => db.Tickets.CountAsync(t => t.IsActive && t.AssigneeId == agent.Agent));

    /// <summary>An agent's state.</summary>
    public static Task<AgentState> StateAsync(this TestDesk desk, Actor agent) =>
        desk.LookAsync(db => db.AgentStatuses.Where(s => s.Id == agent.Agent).Select(s => s.State).SingleAsync());

    /// <summary>The causes of a ticket's moves, oldest first.</summary>
    public static Task<List<MoveCause>> CausesAsync(this TestDesk desk, Ticket ticket) =>
        desk.LookAsync(db => db.TicketMoves.Where(m => m.TicketId == ticket.Id).OrderBy(m => m.Id).Select(m => m.Cause).ToListAsync());
}
