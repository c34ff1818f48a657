using Helpdesk.Core.Conversations;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Helpdesk.Infrastructure.Routing;

internal sealed class DelayEventConfiguration : IEntityTypeConfiguration<DelayEvent>
{
    public void Configure(EntityTypeBuilder<DelayEvent> delay)
    {
        delay.ToTable("DelayEvents");
        delay.Property(d => d.End).HasConversion<string>().HasMaxLength(20);
        delay.HasIndex(d => new { d.TenantId, d.TicketId, d.StartedAt });
        delay.HasIndex(d => new { d.TenantId, d.AgentId, d.StartedAt });
        delay.HasOne<Ticket>().WithMany().HasForeignKey(d => d.TicketId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ReplyTimeConfiguration : IEntityTypeConfiguration<ReplyTime>
{
    public void Configure(EntityTypeBuilder<ReplyTime> time)
    {
        time.ToTable("ReplyTimes");
        time.HasIndex(t => new { t.TenantId, t.TicketId, t.At });
        time.HasIndex(t => new { t.TenantId, t.AgentId, t.At });
        time.HasOne<Message>().WithOne().HasForeignKey<ReplyTime>(t => t.Id).OnDelete(DeleteBehavior.Cascade);
    }
}
