using Helpdesk.Core.Identity;
using Helpdesk.Web.Api;

namespace Helpdesk.Web.Identity;

/// <summary>A colleague.</summary>
public sealed record AgentBody(long Id, string Name, Role Role);

/// <summary>A department.</summary>
public sealed record DepartmentBody(long Id, string Name, string Description, bool Active, int Members, IReadOnlyList<string> Heads);

/// <summary>Who works where, for programs; both lists are short and come whole.</summary>
public static class AgentEndpoints
{
    /// <summary>Maps <c>/agents</c>.</summary>
    public static void MapAgents(this IEndpointRouteBuilder api) => api.MapGet("/agents", AgentsAsync).WithTags("People")
        .Needs(Permission.ViewTickets).Produces<Page<AgentBody>>().WithSummary("Lists the active agents by name.");

    /// <summary>Maps <c>/departments</c>.</summary>
    public static void MapDepartments(this IEndpointRouteBuilder api) => api.MapGet("/departments", DepartmentsAsync).WithTags("People")
        .Needs(Permission.ViewTickets).Produces<Page<DepartmentBody>>().WithSummary("Lists the departments, open ones first, by name.");

    private static async Task<IResult> AgentsAsync(IAgentDirectory agents, CancellationToken ct) =>
        Results.Ok(new Page<AgentBody>([.. (await agents.ListAsync(ct)).Select(a => new AgentBody(a.Id.Value, a.Name, a.Role))], null));

    private static async Task<IResult> DepartmentsAsync(IPeopleQueries people, CancellationToken ct) =>
        Results.Ok(new Page<DepartmentBody>(
            [.. (await people.DepartmentsAsync(ct)).Select(d => new DepartmentBody(d.Id.Value, d.Name, d.Description, d.Active, d.Members, d.Heads))], null));
}
