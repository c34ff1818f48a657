using Helpdesk.Core.Customers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Helpdesk.Infrastructure.Customers;

internal sealed class CustomerConfiguration : IEntityTypeConfiguration<Customer>
{
    public void Configure(EntityTypeBuilder<Customer> customer)
    {
        customer.Property(c => c.Name).HasMaxLength(120);
        customer.Property(c => c.Language).HasMaxLength(10);
        customer.HasIndex(c => new { c.TenantId, c.Id });
    }
}

internal sealed class CustomerIdentityConfiguration : IEntityTypeConfiguration<CustomerIdentity>
{
    public void Configure(EntityTypeBuilder<CustomerIdentity> identity)
    {
        identity.Property(i => i.Kind).HasConversion<string>().HasMaxLength(20);
        identity.Property(i => i.Value).HasMaxLength(80);
        identity.HasIndex(i => new { i.TenantId, i.Kind, i.Value }).IsUnique();
        identity.HasIndex(i => new { i.TenantId, i.CustomerId });
        identity.HasOne<Customer>().WithMany().HasForeignKey(i => i.CustomerId).OnDelete(DeleteBehavior.Restrict);
    }
}
