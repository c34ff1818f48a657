using Helpdesk.Core.Activity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Helpdesk.Infrastructure.Activity;

internal sealed class ActivityConfiguration : IEntityTypeConfiguration<ActivityEntry>
{
    public void Configure(EntityTypeBuilder<ActivityEntry> entry)
    {
        entry.ToTable("ActivityLog");
        entry.Property(e => e.Action).HasMaxLength(60);
        entry.Property(e => e.Entity).HasMaxLength(40);
        entry.Property(e => e.Name).HasMaxLength(120);
        entry.Property(e => e.Before).HasMaxLength(4000);
        entry.Property(e => e.After).HasMaxLength(4000);
        entry.Property(e => e.Address).HasMaxLength(64);
        entry.Property(e => e.AgentString).HasMaxLength(256);
        entry.Property(e => e.Via).HasMaxLength(80);
        // Newest first, of one member, or of one thing; ids rise with time.
        entry.HasIndex(e => new { e.TenantId, e.Id });
        entry.HasIndex(e => new { e.TenantId, e.AgentId, e.Id });
        entry.HasIndex(e => new { e.TenantId, e.Entity, e.EntityId, e.Id });
        entry.HasIndex(e => new { e.TenantId, e.At });
    }
}
