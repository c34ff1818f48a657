using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Identity;

/// <summary>The workspace as its settings page shows it.</summary>
public sealed record WorkspaceDetails(TenantProfile Profile, string? LogoKey, IReadOnlyList<DomainRow> Domains, long Version);

/// <summary>A workspace as the operator's page shows it: nothing of what is inside.</summary>
public sealed record WorkspaceRow(TenantId Id, string Name, string Slug, DateTimeOffset CreatedAt, DateTimeOffset? SuspendedAt, bool IsDemo);

/// <summary>Reads for the settings page and the operator's page.</summary>
public interface IWorkspaceQueries
{
    /// <summary>The acting workspace; refused without <see cref="Permission.ManageWorkspace"/>.</summary>
    Task<Result<WorkspaceDetails>> CurrentAsync(CancellationToken ct);

    /// <summary>Every workspace by name; refused to all but the operator.</summary>
    Task<Result<IReadOnlyList<WorkspaceRow>>> AllAsync(CancellationToken ct);
}
