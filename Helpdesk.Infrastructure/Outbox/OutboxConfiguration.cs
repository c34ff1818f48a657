using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Helpdesk.Infrastructure.Outbox;

internal sealed class OutboxConfiguration : IEntityTypeConfiguration<OutboxRow>
{
    public void Configure(EntityTypeBuilder<OutboxRow> row)
    {
        row.Property(r => r.Id).ValueGeneratedNever();
        row.Property(r => r.Reaction).HasMaxLength(160);
        row.Property(r => r.LastFailure).HasMaxLength(120);
        row.Ignore(r => r.OrderKey);
        row.HasIndex(r => new { r.Finished, r.DueAt });
        row.HasIndex(r => new { r.TenantId, r.Finished, r.Id });
    }
}
