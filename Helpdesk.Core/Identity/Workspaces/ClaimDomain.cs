using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Identity;

/// <summary>Names a domain of the company's own; it answers once its DNS record proves it.</summary>
public sealed class ClaimDomain(ITenantStore tenants, ILinkTokens tokens, IIdSource ids, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Claims.</summary>
    public async Task<Result> ExecuteAsync(string name, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageWorkspace) is { } denied) return denied;
        if (await tenants.FindCurrentAsync(ct) is not { } tenant) return TenantErrors.NotFound;
        if (tenant.ClaimDomain(ids.Next(), name, tokens.Create().Token) is { } refused) return refused;
        return await work.SaveAsync(ct);
    }
}

/// <summary>Looks in DNS whether domains are the workspace's: when a person asks, and each day for all of them.</summary>
public sealed class VerifyDomains(ITenantStore tenants, IDnsRecords dns, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Looks for one domain's record, or for all of them; one for which DNS does not answer keeps its state.</summary>
    /// <returns>Refused with <see cref="DomainErrors.NoAnswer"/> or <see cref="DomainErrors.NotProven"/> when the one that was asked for is not proven.</returns>
    public async Task<Result> ExecuteAsync(long? only, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageWorkspace) is { } denied) return denied;
        if (await tenants.FindCurrentAsync(ct) is not { } tenant) return TenantErrors.NotFound;
        var domains = tenant.Domains.Where(d => only is null || d.Id == only).ToList();
        if (only is not null && domains.Count == 0) return DomainErrors.NotFound;
        var answers = new List<bool?>();
        foreach (var domain in domains)
        {
            answers.Add(await IsProvenAsync(domain, ct));
            if (answers[^1] is { } proven) domain.Checked(proven, clock.GetUtcNow());
        }

        var saved = await work.SaveAsync(ct);
        if (!saved.Succeeded || only is null) return saved;
        return answers[0] switch { true => Result.Ok, false => DomainErrors.NotProven, null => DomainErrors.NoAnswer };
    }

    private async Task<bool?> IsProvenAsync(TenantDomain domain, CancellationToken ct)
    {
        try
        {
            return (await dns.LookUpAsync(domain.RecordName, ct)).Any(domain.IsProof);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}

/// <summary>Gives a domain up.</summary>
public sealed class RemoveDomain(ITenantStore tenants, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Removes.</summary>
    public async Task<Result> ExecuteAsync(long id, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageWorkspace) is { } denied) return denied;
        if (await tenants.FindCurrentAsync(ct) is not { } tenant) return TenantErrors.NotFound;
        if (tenant.RemoveDomain(id) is { } refused) return refused;
        return await work.SaveAsync(ct);
    }
}
