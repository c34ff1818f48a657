using System.Globalization;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Helpdesk.Bench.Load;

/// <summary>Copies every row of a table many times inside the database: ids move on, so that the copies belong to each other, and so do times.</summary>
/// <param name="db">The database.</param>
/// <param name="count">How many copies of each row; none is right, too.</param>
/// <param name="stride">How far one copy's ids lie from the next one's.</param>
public sealed class Copies(HelpdeskDb db, int count, long stride)
{
    /// <summary>The first copy's number, <c>n</c> in expressions: all have three digits.</summary>
    public const int FirstNumber = 100;

    /// <summary>For a column that holds an id of a copied row and cannot be told by its type.</summary>
    public const string Shifted = "shifted";

    private static readonly TimeSpan Later = TimeSpan.FromMinutes(13);
    private static readonly Type[] Ids = [typeof(CustomerId), typeof(TicketId), typeof(MessageId)];

    /// <summary>Copies a table.</summary>
    /// <param name="others">For columns that must differ from copy to copy, how: SQL with the column as {0} and the copy's number as n.</param>
    public async Task MakeAsync<T>(params (string Property, string Sql)[] others)
    {
        if (count == 0) return;
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var entity = db.Model.FindEntityType(typeof(T))!;
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        var columns = entity.GetProperties().Where(p => p.GetComputedColumnSql(table) is null).Select(p => (Property: p, Column: $"\"{p.GetColumnName(table)}\"")).ToList();
        var values = columns.Select(c => ValueOf(c.Property, c.Column, others.FirstOrDefault(o => o.Property == c.Property.Name).Sql));
        var sql = $"""
            INSERT INTO "{table.Name}" ({string.Join(", ", columns.Select(c => c.Column))})
            WITH RECURSIVE copies(n) AS (SELECT {FirstNumber} UNION ALL SELECT n + 1 FROM copies WHERE n < {FirstNumber + count - 1})
            SELECT {string.Join(", ", values)} FROM "{table.Name}" CROSS JOIN copies
            """;
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    /// <summary>Gives PostgreSQL what its autovacuum would find out within a minute.</summary>
    public async Task<int> FinishAsync() => db.Database.IsNpgsql() ? await db.Database.ExecuteSqlRawAsync("ANALYZE") : 0;

    private string ValueOf(IProperty property, string column, string? other)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        if (other == Shifted || Ids.Contains(type)) return string.Create(CultureInfo.InvariantCulture, $"{column} + (n - {FirstNumber - 1}) * {stride}");
        if (other is not null) return string.Format(CultureInfo.InvariantCulture, other, column);
        if (type != typeof(DateTimeOffset)) return column;
        var later = db.Database.IsNpgsql() ? $"interval '{Later.TotalSeconds} seconds'" : Later.Ticks.ToString(CultureInfo.InvariantCulture);
        return $"{column} + (n - {FirstNumber - 1}) * {later}";
    }
}
