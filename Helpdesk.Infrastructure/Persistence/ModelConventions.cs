using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Helpdesk.Infrastructure.Persistence;

/// <summary>What holds for every mapped type: ids as numbers, the workspace filter, versions, times and enums.</summary>
internal static class ModelConventions
{
    /// <summary>The name of the query filter nobody lifts outside this folder and the outbox.</summary>
    public const string TenantFilter = "tenant";

    public static void Configure(ModelConfigurationBuilder conventions, string? provider)
    {
        conventions.Properties<TenantId>().HaveConversion<TenantIdConverter>();
        conventions.Properties<UserId>().HaveConversion<UserIdConverter>();
        conventions.Properties<SessionId>().HaveConversion<SessionIdConverter>();
        conventions.Properties<AgentId>().HaveConversion<AgentIdConverter>();
        conventions.Properties<DepartmentId>().HaveConversion<DepartmentIdConverter>();
        conventions.Properties<RoleId>().HaveConversion<RoleIdConverter>();
        conventions.Properties<CustomerId>().HaveConversion<CustomerIdConverter>();
        conventions.Properties<TicketId>().HaveConversion<TicketIdConverter>();
        conventions.Properties<CategoryId>().HaveConversion<CategoryIdConverter>();
        conventions.Properties<ChannelAccountId>().HaveConversion<ChannelAccountIdConverter>();
        conventions.Properties<MessageId>().HaveConversion<MessageIdConverter>();
        conventions.ComplexProperties<DeskRuleValues>();
        conventions.ComplexProperties<DepartmentRuleValues>();
        // As a number, a flag is compared ("= 1") and not just named, and only then does SQLite walk an index that holds it.
        conventions.Properties<bool>().HaveConversion<int>();
        switch (provider)
        {
            case "Microsoft.EntityFrameworkCore.Sqlite":
                // SQLite compares no offsets: UTC ticks sort and compare as they should (build recipe, traps).
                conventions.Properties<DateTimeOffset>().HaveConversion<TicksConverter>();
                break;
            case "Npgsql.EntityFrameworkCore.PostgreSQL":
                // timestamptz takes UTC only; it keeps microseconds, so what is read back may be up to 900 ns older than what was written.
                conventions.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
                break;
            case "Microsoft.EntityFrameworkCore.SqlServer":
                // Keys and tokens differ by case, as on the other two; its own default takes "a" and "A" for one.
                conventions.Properties<string>().UseCollation("Latin1_General_100_BIN2");
                // Its time type ends at 24 hours.
                conventions.Properties<TimeSpan>().HaveConversion<long>();
                break;
        }
    }

    public static void Apply(ModelBuilder builder)
    {
        foreach (var type in builder.Model.GetEntityTypes().Select(t => t.ClrType).Where(t => t.Namespace!.StartsWith("Helpdesk.", StringComparison.Ordinal)).ToList())
        {
            if (type.IsAssignableTo(typeof(Aggregate)))
                builder.Entity(type).Property<long>(nameof(Aggregate.Version)).IsConcurrencyToken();
            if (builder.Entity(type).Metadata.FindPrimaryKey()?.Properties is [{ Name: "Id" } id] && type.Namespace!.StartsWith("Helpdesk.Core", StringComparison.Ordinal))
                id.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
        }
    }

    private sealed class TenantIdConverter() : ValueConverter<TenantId, long>(id => id.Value, value => new TenantId(value));

    private sealed class UserIdConverter() : ValueConverter<UserId, long>(id => id.Value, value => new UserId(value));

    private sealed class SessionIdConverter() : ValueConverter<SessionId, long>(id => id.Value, value => new SessionId(value));

    private sealed class AgentIdConverter() : ValueConverter<AgentId, long>(id => id.Value, value => new AgentId(value));

    private sealed class DepartmentIdConverter() : ValueConverter<DepartmentId, long>(id => id.Value, value => new DepartmentId(value));

    private sealed class RoleIdConverter() : ValueConverter<RoleId, long>(id => id.Value, value => new RoleId(value));

    private sealed class CustomerIdConverter() : ValueConverter<CustomerId, long>(id => id.Value, value => new CustomerId(value));

    private sealed class TicketIdConverter() : ValueConverter<TicketId, long>(id => id.Value, value => new TicketId(value));

    private sealed class CategoryIdConverter() : ValueConverter<CategoryId, long>(id => id.Value, value => new CategoryId(value));

    private sealed class ChannelAccountIdConverter() : ValueConverter<ChannelAccountId, long>(id => id.Value, value => new ChannelAccountId(value));

    private sealed class MessageIdConverter() : ValueConverter<MessageId, long>(id => id.Value, value => new MessageId(value));

    private sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(at => at.ToUniversalTime(), at => at);

    private sealed class TicksConverter() : ValueConverter<DateTimeOffset, long>(at => at.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
