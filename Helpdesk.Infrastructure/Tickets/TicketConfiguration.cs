using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Helpdesk.Infrastructure.Tickets;

internal sealed class TicketConfiguration : IEntityTypeConfiguration<Ticket>
{
    public void Configure(EntityTypeBuilder<Ticket> ticket)
    {
        ticket.Property(t => t.Number).HasMaxLength(40);
        ticket.Property(t => t.Status).HasConversion<string>().HasMaxLength(20);
        ticket.Property(t => t.Priority).HasConversion<string>().HasMaxLength(20);
        ticket.Property(t => t.LastSpeaker).HasConversion<string>().HasMaxLength(20);
        ticket.Property(t => t.WaitingOn).HasConversion<string>().HasMaxLength(20);
        ticket.Property(t => t.LastLine).HasMaxLength(MessageText.LineLength);
        ticket.HasIndex(t => new { t.TenantId, t.Number }).IsUnique();
        // The console's lists: every open one, or one holder's (nobody's included), newest message first.
        ticket.HasIndex(t => new { t.TenantId, t.IsActive, t.LastMessageAt, t.Id });
        ticket.HasIndex(t => new { t.TenantId, t.IsActive, t.AssigneeId, t.LastMessageAt, t.Id });
        // The delayed ones: few, among all that are open.
        ticket.HasIndex(t => new { t.TenantId, t.DelayedSince });
        // Of one department.
        ticket.HasIndex(t => new { t.TenantId, t.DepartmentId, t.IsActive });
        // A department's queue.
        ticket.HasIndex(t => new { t.TenantId, t.DepartmentId, t.QueuedAt });
        // Matching a message to a ticket, and a customer's history.
        ticket.HasIndex(t => new { t.TenantId, t.CustomerId, t.CreatedAt });
        ticket.HasOne<Customer>().WithMany().HasForeignKey(t => t.CustomerId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class TicketCounterConfiguration : IEntityTypeConfiguration<TicketCounter>
{
    public void Configure(EntityTypeBuilder<TicketCounter> counter)
    {
        counter.HasKey(c => new { c.TenantId, c.Prefix });
        counter.Property(c => c.Prefix).HasMaxLength(40);
    }
}

internal sealed class DeadlineConfiguration : IEntityTypeConfiguration<Deadline>
{
    public void Configure(EntityTypeBuilder<Deadline> deadline)
    {
        deadline.Property(d => d.Kind).HasConversion<string>().HasMaxLength(20);
        deadline.Ignore(d => d.OrderKey);
        deadline.HasIndex(d => new { d.Finished, d.DueAt });
    }
}
