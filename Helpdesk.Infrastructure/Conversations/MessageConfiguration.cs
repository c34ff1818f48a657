using Helpdesk.Core.Conversations;
using Helpdesk.Core.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Helpdesk.Infrastructure.Conversations;

internal sealed class MessageConfiguration : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> message)
    {
        message.Property(m => m.Kind).HasConversion<string>().HasMaxLength(20);
        message.Property(m => m.Content).HasConversion<string>().HasMaxLength(20);
        message.Property(m => m.Delivery).HasConversion<string>().HasMaxLength(20);
        message.Property(m => m.Event).HasConversion<string>().HasMaxLength(20);
        message.Property(m => m.ExternalId).HasMaxLength(120);
        message.Property(m => m.ClientId).HasMaxLength(64);
        message.Property(m => m.FailureCode).HasMaxLength(60);
        message.Property(m => m.EventValue).HasMaxLength(80);
        message.Property(m => m.UnknownType).HasMaxLength(60);
        message.Property(m => m.QuotedText).HasMaxLength(MessageText.LineLength);
        // Every redelivery is a no-op (DECISIONS 6); a double click is one message (SEEDS 24.10).
        message.HasIndex(m => new { m.TenantId, m.AccountId, m.ExternalId }).IsUnique();
        message.HasIndex(m => new { m.TenantId, m.ClientId }).IsUnique();
        // The shown order (DECISIONS 5).
        message.HasIndex(m => new { m.TenantId, m.TicketId, m.SentAt, m.Id });
        message.HasIndex(m => new { m.TenantId, m.TicketId, m.Sequence }).IsUnique();
        message.HasOne<Ticket>().WithMany().HasForeignKey(m => m.TicketId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AttachmentConfiguration : IEntityTypeConfiguration<Attachment>
{
    public void Configure(EntityTypeBuilder<Attachment> attachment)
    {
        attachment.Property(a => a.FileKey).HasMaxLength(120);
        attachment.Property(a => a.Name).HasMaxLength(120);
        attachment.Property(a => a.ContentType).HasMaxLength(120);
        attachment.HasIndex(a => new { a.TenantId, a.MessageId });
        attachment.HasOne<Message>().WithMany().HasForeignKey(a => a.MessageId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ReadPositionConfiguration : IEntityTypeConfiguration<ReadPosition>
{
    public void Configure(EntityTypeBuilder<ReadPosition> position) => position.HasKey(p => new { p.TenantId, p.TicketId, p.AgentId });
}

internal sealed class DraftConfiguration : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> draft)
    {
        draft.HasKey(d => new { d.TenantId, d.AgentId, d.TicketId, d.Kind });
        draft.Property(d => d.Kind).HasConversion<string>().HasMaxLength(20);
        draft.Property(d => d.Text).HasMaxLength(MessageText.Longest);
    }
}

internal sealed class InboundEntryConfiguration : IEntityTypeConfiguration<InboundEntry>
{
    public void Configure(EntityTypeBuilder<InboundEntry> entry)
    {
        entry.Property(e => e.Kind).HasMaxLength(60);
        entry.Property(e => e.OrderKey).HasMaxLength(160);
        entry.Property(e => e.State).HasConversion<string>().HasMaxLength(20);
        entry.Property(e => e.Reason).HasMaxLength(60);
        entry.Property(e => e.Detail).HasMaxLength(300);
        entry.Property(e => e.PayloadFile).HasMaxLength(120);
        entry.Property(e => e.PayloadSha256).HasMaxLength(64);
        entry.Property(e => e.LeaseId).IsConcurrencyToken();
        entry.HasIndex(e => new { e.Finished, e.DueAt });
        entry.HasIndex(e => new { e.TenantId, e.OrderKey, e.Finished, e.Id });
        // The failure list, and when a number was last heard of.
        entry.HasIndex(e => new { e.TenantId, e.State, e.Id });
        entry.HasIndex(e => new { e.TenantId, e.AccountId, e.ReceivedAt });
    }
}

internal sealed class QueuedSendConfiguration : IEntityTypeConfiguration<QueuedSend>
{
    public void Configure(EntityTypeBuilder<QueuedSend> send)
    {
        send.Property(s => s.OrderKey).HasMaxLength(160);
        // Whoever lost the lease must not send.
        send.Property(s => s.LeaseId).IsConcurrencyToken();
        send.HasIndex(s => new { s.Finished, s.DueAt });
        send.HasIndex(s => new { s.TenantId, s.OrderKey, s.Finished, s.Id });
        send.HasIndex(s => new { s.TenantId, s.AccountId, s.Finished });
        send.HasIndex(s => new { s.TenantId, s.MessageId }).IsUnique();
        send.HasOne<Message>().WithMany().HasForeignKey(s => s.MessageId).OnDelete(DeleteBehavior.Restrict);
    }
}
