using Helpdesk.Core.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Helpdesk.Infrastructure.Api;

/// <summary>A call of the API that its caller marked with a key, so that repeating it does not do it again. Kept for 24 hours.</summary>
public sealed class IdempotentCall : ITenantOwned
{
    public long Id { get; init; }

    public TenantId TenantId { get; init; }

    /// <summary>Whose key it is: keys of different tokens have nothing to do with each other.</summary>
    public long TokenId { get; init; }

    public string Key { get; init; } = "";

    /// <summary>SHA-256 of method, address and body, in hex: the same key must mean the same call.</summary>
    public string Fingerprint { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Nobody else may carry it out until then; a killed process's call may be repeated afterwards.</summary>
    public DateTimeOffset HeldUntil { get; set; }

    /// <summary>Whether the change is stored: set in the change's own transaction.</summary>
    public bool CarriedOut { get; set; }

    /// <summary>The HTTP status of the answer; null while there is none.</summary>
    public int? Status { get; set; }

    public string? ContentType { get; set; }

    public string? Location { get; set; }

    public string? Answer { get; set; }
}

internal sealed class IdempotentCallConfiguration : IEntityTypeConfiguration<IdempotentCall>
{
    public void Configure(EntityTypeBuilder<IdempotentCall> call)
    {
        call.Property(c => c.Id).ValueGeneratedNever();
        call.Property(c => c.Key).HasMaxLength(IdempotentCalls.LongestKey);
        call.Property(c => c.Fingerprint).HasMaxLength(64);
        call.Property(c => c.ContentType).HasMaxLength(120);
        call.Property(c => c.Location).HasMaxLength(400);
        call.HasIndex(c => new { c.TenantId, c.TokenId, c.Key }).IsUnique();
        call.HasIndex(c => new { c.TenantId, c.CreatedAt });
    }
}
