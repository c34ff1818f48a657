namespace Helpdesk.Core.Tenancy;

/// <summary>Identifies a workspace.</summary>
public readonly record struct TenantId(long Value);

/// <summary>A row of one workspace: filtered on read, stamped on insert, refused on a foreign write.</summary>
public interface ITenantOwned
{
    /// <summary>The workspace it belongs to; stamped by the unit of work.</summary>
    TenantId TenantId { get; }
}
