using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Helpdesk.Infrastructure.Live;

internal sealed class LiveHeadConfiguration : IEntityTypeConfiguration<LiveHead>
{
    public void Configure(EntityTypeBuilder<LiveHead> head)
    {
        head.ToTable("LiveHeads");
        head.HasKey(h => h.TenantId);
        head.Property(h => h.TenantId).ValueGeneratedNever();
    }
}

internal sealed class LiveLogRowConfiguration : IEntityTypeConfiguration<LiveLogRow>
{
    public void Configure(EntityTypeBuilder<LiveLogRow> row)
    {
        row.ToTable("LiveLog");
        row.HasKey(r => new { r.TenantId, r.Sequence });
        row.Property(r => r.Kind).HasConversion<string>().HasMaxLength(30);
        row.Property(r => r.Topics).HasMaxLength(400);
        row.HasIndex(r => r.At);
    }
}
