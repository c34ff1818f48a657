using System.Text.Json;
using Helpdesk.Core.Presence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Helpdesk.Infrastructure.Presence;

internal sealed class AgentStatusConfiguration : IEntityTypeConfiguration<AgentStatus>
{
    public void Configure(EntityTypeBuilder<AgentStatus> status)
    {
        status.ToTable("AgentStatuses");
        status.Property(s => s.State).HasConversion<string>().HasMaxLength(20);
    }
}

internal sealed class AgentConnectionConfiguration : IEntityTypeConfiguration<AgentConnection>
{
    public void Configure(EntityTypeBuilder<AgentConnection> connection)
    {
        connection.ToTable("AgentConnections");
        connection.HasKey(c => new { c.TenantId, c.AgentId, c.Node });
        connection.Property(c => c.State).HasConversion<string>().HasMaxLength(20);
    }
}

internal sealed class StateSpanConfiguration : IEntityTypeConfiguration<StateSpan>
{
    public void Configure(EntityTypeBuilder<StateSpan> span)
    {
        span.ToTable("StateSpans");
        span.Property(s => s.State).HasConversion<string>().HasMaxLength(20);
        span.HasIndex(s => new { s.TenantId, s.AgentId, s.From });
        span.HasIndex(s => new { s.TenantId, s.From });
    }
}

internal sealed class BreakReasonConfiguration : IEntityTypeConfiguration<BreakReason>
{
    public void Configure(EntityTypeBuilder<BreakReason> reason)
    {
        reason.ToTable("BreakReasons");
        reason.Property(r => r.Name).HasMaxLength(40);
        reason.HasIndex(r => new { r.TenantId, r.Name }).IsUnique();
    }
}

internal sealed class AgentBreakConfiguration : IEntityTypeConfiguration<AgentBreak>
{
    public void Configure(EntityTypeBuilder<AgentBreak> taken)
    {
        taken.ToTable("AgentBreaks");
        taken.Property(b => b.State).HasConversion<string>().HasMaxLength(20);
        taken.HasIndex(b => new { b.TenantId, b.State, b.AgentId });
        taken.HasIndex(b => new { b.TenantId, b.StartedAt });
    }
}

internal sealed class NodeLeaseConfiguration : IEntityTypeConfiguration<NodeLease>
{
    public void Configure(EntityTypeBuilder<NodeLease> lease)
    {
        lease.ToTable("NodeLeases");
        lease.Property(l => l.Id).ValueGeneratedNever();
        lease.HasIndex(l => l.Number).IsUnique();
        lease.Property(l => l.Machine).HasMaxLength(255);
        lease.Property(l => l.Grounds).HasMaxLength(400).HasConversion(
            grounds => JsonSerializer.Serialize(grounds, JsonSerializerOptions.Default),
            text => JsonSerializer.Deserialize<Dictionary<string, string>>(text, JsonSerializerOptions.Default)!,
            new ValueComparer<IReadOnlyDictionary<string, string>>((one, other) => one!.SequenceEqual(other!), grounds => grounds.Count, grounds => grounds));
    }
}
