using System.Globalization;
using Helpdesk.Infrastructure.Channels;
using Helpdesk.Infrastructure.Live;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Infrastructure.Presence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Helpdesk.Web.Operations;

/// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: it can do its work; each check says by name what is wrong.</summary>
public static class HealthEndpoints
{
    /// <summary>Adds the checks.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database").AddCheck<SpoolCheck>("spool").AddCheck<LiveCheck>("live").AddCheck<NodesCheck>("nodes");
        return services;
    }

    /// <summary>Maps both.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/healthz", new() { Predicate = _ => false }).AllowAnonymous();
        routes.MapHealthChecks("/readyz", new()
        {
            ResponseWriter = (context, report) => context.Response.WriteAsJsonAsync(new
            {
                status = report.Status.ToString(),
                checks = report.Entries.ToDictionary(e => e.Key, e => new { status = e.Value.Status.ToString(), e.Value.Description }),
            }),
        }).AllowAnonymous();
    }
}

internal sealed class DatabaseCheck(HelpdeskDb db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        !await db.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Unhealthy("The database cannot be reached.")
        : (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any() ? HealthCheckResult.Unhealthy("Migrations are pending.")
        : HealthCheckResult.Healthy();
}

internal sealed class SpoolCheck(InboundSpool spool) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(spool.Count is > 0 and var waiting ? HealthCheckResult.Degraded($"{waiting} events wait in the spool.") : HealthCheckResult.Healthy());
}

internal sealed class LiveCheck(LiveHealth live) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        live.SlowSince is { } since
            ? HealthCheckResult.Degraded(string.Create(CultureInfo.InvariantCulture, $"Other nodes' changes come late since {since:u}: {live.Why} The setting is Helpdesk__Redis."))
            : HealthCheckResult.Healthy());
}

/// <summary>Looks at each question, not only as often as the node itself does: a balancer may ask in the first moment.</summary>
internal sealed class NodesCheck(NodeStanding standing) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await standing.LookAsync(cancellationToken) is { } why ? HealthCheckResult.Unhealthy(why) : HealthCheckResult.Healthy();
}
