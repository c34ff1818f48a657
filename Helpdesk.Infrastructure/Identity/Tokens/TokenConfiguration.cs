using Helpdesk.Core.Identity;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Helpdesk.Infrastructure.Identity;

internal sealed class TokenConfiguration : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> token)
    {
        token.Property(t => t.Name).HasMaxLength(ApiToken.LongestName);
        token.Property(t => t.Hash).HasMaxLength(64);
        token.Property(t => t.Prefix).HasMaxLength(40);
        token.Property(t => t.Scopes).HasPermissions();
        token.Ignore(t => t.Kind);
        token.HasIndex(t => new { t.TenantId, t.Hash }).IsUnique();
        token.HasIndex(t => new { t.TenantId, t.AgentId });
        token.HasOne<Membership>().WithMany().HasForeignKey(t => t.AgentId).OnDelete(DeleteBehavior.Cascade);
    }
}
