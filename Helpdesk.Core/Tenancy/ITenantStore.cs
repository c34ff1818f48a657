namespace Helpdesk.Core.Tenancy;

/// <summary>Write access to the acting workspace.</summary>
public interface ITenantStore
{
    /// <summary>The acting workspace with its domains, tracked; null when it does not exist (any more).</summary>
    Task<Tenant?> FindCurrentAsync(CancellationToken ct);
}
