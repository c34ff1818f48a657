using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Helpdesk.Infrastructure.Tenancy;

/// <summary>Looks each day whether the workspaces' domains are still theirs.</summary>
internal sealed class DomainJob(UseCaseRunner runner) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var tenants = await runner.RunAsync<HelpdeskDb, List<TenantId>>(
            Actor.Installation, db => db.Tenants.Where(t => t.Domains.Any()).Select(t => t.Id).ToListAsync(cancellationToken));
        foreach (var tenant in tenants) await runner.RunAsync<VerifyDomains, Result>(Actor.System(tenant), v => v.ExecuteAsync(null, cancellationToken));
    }
}
