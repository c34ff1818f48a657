using Helpdesk.Core.Notifications;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Notifications.Push;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Helpdesk.Infrastructure.Notifications;

internal sealed class NotificationConfiguration : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> told)
    {
        told.ToTable("Notifications");
        told.Property(n => n.Id).HasConversion<NotificationIdConverter>();
        told.Property(n => n.Kind).HasConversion<string>().HasMaxLength(30);
        told.HasIndex(n => new { n.TenantId, n.AgentId, n.At });
        told.HasIndex(n => new { n.TenantId, n.AgentId, n.ReadAt });
        told.HasIndex(n => new { n.TenantId, n.At });
        told.HasOne<Ticket>().WithMany().HasForeignKey(n => n.TicketId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class TicketMuteConfiguration : IEntityTypeConfiguration<TicketMute>
{
    public void Configure(EntityTypeBuilder<TicketMute> mute)
    {
        mute.ToTable("TicketMutes");
        mute.HasKey(m => new { m.TenantId, m.AgentId, m.TicketId });
        mute.HasOne<Ticket>().WithMany().HasForeignKey(m => m.TicketId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class NotificationChoicesConfiguration : IEntityTypeConfiguration<NotificationChoices>
{
    public void Configure(EntityTypeBuilder<NotificationChoices> choices)
    {
        choices.ToTable("NotificationChoices");
        choices.Ignore(c => c.Values);
        choices.Property(c => c.Chosen).HasConversion<MatrixConverter>();
        choices.Property(c => c.On).HasConversion<MatrixConverter>();
        choices.Property(c => c.QuietZone).HasMaxLength(64);
        choices.HasIndex(c => c.TenantId);
    }
}

internal sealed class NotificationDefaultsConfiguration : IEntityTypeConfiguration<NotificationDefaults>
{
    public void Configure(EntityTypeBuilder<NotificationDefaults> defaults)
    {
        defaults.ToTable("NotificationDefaults");
        defaults.Ignore(d => d.Values);
        defaults.Property(d => d.On).HasConversion<MatrixConverter>();
        defaults.Property(d => d.Locked).HasConversion<MatrixConverter>();
        defaults.HasIndex(d => d.TenantId).IsUnique();
    }
}

internal sealed class PushSubscriptionConfiguration : IEntityTypeConfiguration<PushSubscription>
{
    public void Configure(EntityTypeBuilder<PushSubscription> subscription)
    {
        subscription.ToTable("PushSubscriptions");
        subscription.Property(s => s.Address).HasMaxLength(PushSubscription.LongestAddress);
        subscription.Property(s => s.AddressHash).HasMaxLength(64);
        subscription.Property(s => s.PublicKey).HasMaxLength(128);
        subscription.Property(s => s.Auth).HasMaxLength(64);
        subscription.Property(s => s.Browser).HasMaxLength(200);
        subscription.HasIndex(s => new { s.TenantId, s.AddressHash }).IsUnique();
        subscription.HasIndex(s => new { s.TenantId, s.AgentId });
    }
}

internal sealed class PushSendConfiguration : IEntityTypeConfiguration<PushSend>
{
    public void Configure(EntityTypeBuilder<PushSend> send)
    {
        send.ToTable("PushSends");
        send.Ignore(s => s.OrderKey);
        send.Property(s => s.NotificationId).HasConversion<NotificationIdConverter>();
        send.HasIndex(s => new { s.Finished, s.DueAt });
        send.HasOne<Notification>().WithMany().HasForeignKey(s => s.NotificationId).OnDelete(DeleteBehavior.Cascade);
        send.HasOne<PushSubscription>().WithMany().HasForeignKey(s => s.SubscriptionId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class VapidKeyConfiguration : IEntityTypeConfiguration<VapidKeyRow>
{
    public void Configure(EntityTypeBuilder<VapidKeyRow> key)
    {
        key.ToTable("VapidKeys");
        key.Property(k => k.Id).ValueGeneratedNever();
        key.Property(k => k.PublicKey).HasMaxLength(128);
    }
}

internal sealed class NotificationIdConverter() : ValueConverter<NotificationId, long>(id => id.Value, value => new NotificationId(value));

internal sealed class MatrixConverter() : ValueConverter<NotificationMatrix, long>(matrix => matrix.Bits, bits => new NotificationMatrix(bits));
