using Helpdesk.Core.Identity;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Tests.Api;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Realtime;

/// <summary>A desk for tests of the hub: nobody is given work for being connected, so that a test alone decides what happens.</summary>
public static class HubDesk
{
    public static async Task<ApiDesk> StartAsync(Dictionary<string, string>? settings = null, Action<IServiceCollection>? services = null)
    {
        var desk = await ApiDesk.StartAsync(settings, services);
        foreach (var department in await desk.Given.LookAsync(desk.Admin, db => db.Departments.Select(d => d.Id).ToListAsync())) await desk.ByHandAsync(department);
        return desk;
    }

    /// <summary>Another department whose tickets nobody is given.</summary>
    public static async Task<DepartmentId> DepartmentAsync(this ApiDesk desk, string name)
    {
        var department = await desk.Given.DepartmentAsync(desk.Admin, name);
        await desk.ByHandAsync(department);
        return department;
    }

    /// <summary>A connected client of a member.</summary>
    public static Task<HubAgent> HubOfAsync(this ApiDesk desk, Actor member) => HubAgent.Of(desk.App, member).ConnectAsync();

    /// <summary>Does what must succeed; again when somebody else was at the same thing.</summary>
    public static async Task<TResult> DoneAsync<TUseCase, TResult>(this ApiDesk desk, Actor actor, Func<TUseCase, Task<TResult>> call)
        where TUseCase : notnull
        where TResult : IOutcome
    {
        TResult result;
        do result = await desk.Given.RunAsync(actor, call);
        while (result.Error == SaveErrors.Conflict);
        Assert.Null(result.Error);
        return result;
    }

    /// <summary>The workspace's last sequence.</summary>
    public static Task<long> HeadAsync(this ApiDesk desk) => desk.Given.LookAsync(desk.Admin, db => db.LiveHeads.Select(h => h.Sequence).SingleAsync());

    private static async Task ByHandAsync(this ApiDesk desk, DepartmentId department)
    {
        await desk.DoneAsync<ChangeRouting, Result>(
            desk.Admin, u => u.OfDepartmentAsync(department, DepartmentRuleValues.Usual with { Strategy = RoutingStrategy.Manual }, default));
        await desk.SettledAsync();
    }
}
