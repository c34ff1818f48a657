using Helpdesk.Core.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Helpdesk.Infrastructure.Channels;

internal sealed class WhatsAppServerConfiguration : IEntityTypeConfiguration<WhatsAppServer>
{
    public void Configure(EntityTypeBuilder<WhatsAppServer> server)
    {
        server.Property(s => s.Name).HasMaxLength(60);
        server.Property(s => s.BaseUrl).HasMaxLength(300);
        server.Property(s => s.WebhookTokenHash).HasMaxLength(64);
        server.HasIndex(s => new { s.TenantId, s.WebhookTokenHash }).IsUnique();
    }
}

internal sealed class ChannelAccountConfiguration : IEntityTypeConfiguration<ChannelAccount>
{
    public void Configure(EntityTypeBuilder<ChannelAccount> account)
    {
        account.Property(a => a.Name).HasMaxLength(60);
        account.Property(a => a.SessionName).HasMaxLength(60);
        account.Property(a => a.State).HasConversion<string>().HasMaxLength(20);
        account.Property(a => a.PauseReason).HasMaxLength(60);
        account.Property(a => a.LastFailingChat).HasMaxLength(160);
        account.HasIndex(a => new { a.TenantId, a.ServerId, a.SessionName }).IsUnique();
        account.HasOne<WhatsAppServer>().WithMany().HasForeignKey(a => a.ServerId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class EarlyReceiptConfiguration : IEntityTypeConfiguration<EarlyReceipt>
{
    public void Configure(EntityTypeBuilder<EarlyReceipt> receipt)
    {
        receipt.Property(r => r.ExternalId).HasMaxLength(120);
        receipt.Property(r => r.State).HasConversion<string>().HasMaxLength(20);
        receipt.HasIndex(r => new { r.TenantId, r.AccountId, r.ExternalId });
    }
}
