using Helpdesk.Core.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Helpdesk.Infrastructure.Tenancy;

internal sealed class TenantConfiguration : IEntityTypeConfiguration<Tenant>
{
    public void Configure(EntityTypeBuilder<Tenant> tenant)
    {
        tenant.Property(t => t.Name).HasMaxLength(80);
        tenant.Property(t => t.Slug).HasMaxLength(63);
        tenant.Property(t => t.TimeZone).HasMaxLength(64);
        tenant.Property(t => t.Language).HasMaxLength(2);
        tenant.Property(t => t.Country).HasMaxLength(2);
        tenant.Property(t => t.NumberPattern).HasMaxLength(40);
        tenant.Property(t => t.BrandColor).HasMaxLength(7);
        tenant.Property(t => t.LogoKey).HasMaxLength(120);
        tenant.HasMany(t => t.Domains).WithOne().HasForeignKey(d => d.TenantId).OnDelete(DeleteBehavior.Cascade);
        tenant.HasIndex(t => t.Slug).IsUnique();
    }
}

internal sealed class TenantDomainConfiguration : IEntityTypeConfiguration<TenantDomain>
{
    public void Configure(EntityTypeBuilder<TenantDomain> domain)
    {
        domain.Property(d => d.Id).ValueGeneratedNever();
        domain.Property(d => d.Domain).HasMaxLength(200);
        domain.Property(d => d.Token).HasMaxLength(64);
        domain.Property(d => d.State).HasConversion<string>().HasMaxLength(20);
        domain.HasIndex(d => d.Domain);
    }
}
