using Helpdesk.Core.Routing;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Helpdesk.Infrastructure.Routing;

internal sealed class RoutingTurnConfiguration : IEntityTypeConfiguration<RoutingTurn>
{
    public void Configure(EntityTypeBuilder<RoutingTurn> turn)
    {
        turn.ToTable("RoutingTurns");
        turn.Ignore(t => t.OrderKey);
        turn.HasIndex(t => new { t.Finished, t.DueAt });
    }
}

internal sealed class DeskRulesConfiguration : IEntityTypeConfiguration<DeskRules>
{
    public void Configure(EntityTypeBuilder<DeskRules> rules)
    {
        rules.ToTable("DeskRules");
        rules.HasIndex(r => r.TenantId).IsUnique();
        rules.ComplexProperty(r => r.Values, values =>
        {
            values.Property(v => v.OnBreak).HasConversion<string>().HasMaxLength(20);
            values.Property(v => v.OnSignOut).HasConversion<string>().HasMaxLength(20);
            values.Property(v => v.OnConnectionLost).HasConversion<string>().HasMaxLength(20);
        });
    }
}

internal sealed class DepartmentRulesConfiguration : IEntityTypeConfiguration<DepartmentRules>
{
    public void Configure(EntityTypeBuilder<DepartmentRules> rules)
    {
        rules.ToTable("DepartmentRules");
        rules.ComplexProperty(r => r.Values, values =>
        {
            values.Property(v => v.Strategy).HasConversion<string>().HasMaxLength(20);
            values.Property(v => v.Language).HasConversion<string>().HasMaxLength(20);
        });
    }
}

internal sealed class TicketMoveConfiguration : IEntityTypeConfiguration<TicketMove>
{
    public void Configure(EntityTypeBuilder<TicketMove> move)
    {
        move.ToTable("TicketMoves");
        move.Property(m => m.Cause).HasConversion<string>().HasMaxLength(20);
        move.Property(m => m.Why).HasMaxLength(2000);
        move.HasIndex(m => new { m.TenantId, m.TicketId, m.Id });
        move.HasIndex(m => new { m.TenantId, m.At });
        move.HasOne<Ticket>().WithMany().HasForeignKey(m => m.TicketId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class TicketOfferConfiguration : IEntityTypeConfiguration<TicketOffer>
{
    public void Configure(EntityTypeBuilder<TicketOffer> offer)
    {
        offer.ToTable("TicketOffers");
        offer.Property(o => o.Outcome).HasConversion<string>().HasMaxLength(20);
        offer.Property(o => o.Why).HasMaxLength(2000);
        offer.HasIndex(o => new { o.TenantId, o.Outcome, o.AgentId });
        offer.HasIndex(o => new { o.TenantId, o.TicketId });
        offer.HasOne<Ticket>().WithMany().HasForeignKey(o => o.TicketId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CategoryConfiguration : IEntityTypeConfiguration<Category>
{
    public void Configure(EntityTypeBuilder<Category> category)
    {
        category.ToTable("Categories");
        category.Property(c => c.Name).HasMaxLength(60);
        category.Property(c => c.Skills).HasWords();
        category.HasIndex(c => new { c.TenantId, c.Name }).IsUnique();
    }
}
