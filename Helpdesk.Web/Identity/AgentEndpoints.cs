using System.ComponentModel;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Web.Api;

namespace Helpdesk.Web.Identity;

/// <summary>A colleague, at work or not.</summary>
public sealed record AgentBody(
    long Id,
    string Name,
    Role Role,
    AgentState State,
    [property: Description("Since when the state holds.")] DateTimeOffset Since,
    [property: Description("What the agent holds and is being asked to take, by weight.")] int Load,
    int Capacity);

/// <summary>A department.</summary>
public sealed record DepartmentBody(long Id, string Name, string Description, bool Active, int Members, IReadOnlyList<string> Heads);

/// <summary>Who works where, for programs; both lists are short and come whole.</summary>
public static class AgentEndpoints
{
    /// <summary>Maps <c>/agents</c>.</summary>
    public static void MapAgents(this IEndpointRouteBuilder api) => api.MapGet("/agents", AgentsAsync).WithTags("People")
        .Needs(Permission.ViewTickets).Produces<Page<AgentBody>>().WithSummary("Lists the active agents by name, with who is here and how loaded.");

    /// <summary>Maps <c>/departments</c>.</summary>
    public static void MapDepartments(this IEndpointRouteBuilder api) => api.MapGet("/departments", DepartmentsAsync).WithTags("People")
        .Needs(Permission.ViewTickets).Produces<Page<DepartmentBody>>().WithSummary("Lists the departments, open ones first, by name.");

    private static async Task<IResult> AgentsAsync(IAgentDirectory agents, IPresenceQueries presence, CancellationToken ct)
    {
        var roles = (await agents.ListAsync(ct)).ToDictionary(a => a.Id, a => a.Role);
        var now = (await presence.AgentsAsync(ct)).Where(a => roles.ContainsKey(a.Id));
        return Results.Ok(new Page<AgentBody>([.. now.Select(a => new AgentBody(a.Id.Value, a.Name, roles[a.Id], a.State, a.Since, a.Load, a.Capacity))], null));
    }

    private static async Task<IResult> DepartmentsAsync(IPeopleQueries people, CancellationToken ct) =>
        Results.Ok(new Page<DepartmentBody>(
            [.. (await people.DepartmentsAsync(ct)).Select(d => new DepartmentBody(d.Id.Value, d.Name, d.Description, d.Active, d.Members, d.Heads))], null));
}
