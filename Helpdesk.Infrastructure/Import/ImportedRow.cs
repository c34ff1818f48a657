using Helpdesk.Core.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Helpdesk.Infrastructure.Import;

/// <summary>Which row of ours stands for a row of another system: what makes an import repeatable.</summary>
public sealed class ImportedRow : ITenantOwned
{
    public TenantId TenantId { get; init; }

    /// <summary>The other system, as <c>--as</c> names it.</summary>
    public string Source { get; init; } = "";

    public string Table { get; init; } = "";

    public string SourceId { get; init; } = "";

    /// <summary>The id of ours.</summary>
    public long TargetId { get; set; }

    /// <summary>Tells whether the row has changed in the other system since: a digest of what was taken from it.</summary>
    public string Fingerprint { get; set; } = "";
}

internal sealed class ImportedRowConfiguration : IEntityTypeConfiguration<ImportedRow>
{
    public void Configure(EntityTypeBuilder<ImportedRow> row)
    {
        row.HasKey(r => new { r.TenantId, r.Source, r.Table, r.SourceId });
        row.Property(r => r.Source).HasMaxLength(40);
        row.Property(r => r.Table).HasMaxLength(40);
        row.Property(r => r.SourceId).HasMaxLength(200);
        row.Property(r => r.Fingerprint).HasMaxLength(32);
    }
}
