using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Helpdesk.Infrastructure.Activity;

/// <summary>A tracked row's values before and after, as two JSON objects of text; ids keep what they are ids of, so that a reader can show names.</summary>
internal static class LoggedValues
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The values that are not the same before and after; null where there are none.</summary>
    public static (string? Before, string? After) Of(EntityEntry<ILogged> entry)
    {
        var (before, after) = (new SortedDictionary<string, string>(StringComparer.Ordinal), new SortedDictionary<string, string>(StringComparer.Ordinal));
        foreach (var property in entry.Properties.Concat(entry.ComplexProperties.SelectMany(c => c.Properties)).Where(p => IsLogged(p.Metadata.PropertyInfo) && !p.Metadata.IsPrimaryKey()))
            Put(property.Metadata.Name, Text(property.OriginalValue), Text(property.CurrentValue));
        if (entry.Entity is Membership member) PutDepartments(member);
        return (entry.State == EntityState.Added ? null : Json(before), entry.State == EntityState.Deleted ? null : Json(after));

        void Put(string name, string? was, string? becomes)
        {
            if (entry.State == EntityState.Modified && was == becomes) return;
            if (!string.IsNullOrEmpty(was)) before[name] = was;
            if (!string.IsNullOrEmpty(becomes)) after[name] = becomes;
        }

        void PutDepartments(Membership of)
        {
            var places = entry.Context.ChangeTracker.Entries<DepartmentMember>().Where(p => p.Entity.AgentId == of.Id).ToList();
            Put("Departments", Places(places, EntityState.Added, original: true), Places(places, EntityState.Deleted, original: false));
        }
    }

    public static long IdOf(EntityEntry entry) =>
        long.Parse(Text(entry.Property("Id").CurrentValue)!.Split(':')[^1], CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="Of"/> wrote.</summary>
    public static Dictionary<string, string> Read(string? json) => json is null ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(json)!;

    private static string Places(IEnumerable<EntityEntry<DepartmentMember>> places, EntityState without, bool original) => string.Join(", ", places
        .Where(p => p.State != without && p.State != EntityState.Detached)
        .Select(p => (Text: Text(p.Entity.DepartmentId), Head: (bool)(original ? p.OriginalValues : p.CurrentValues)[nameof(DepartmentMember.IsHead)]!))
        .Select(p => p.Head ? $"{p.Text}*" : p.Text).Order(StringComparer.Ordinal));

    private static bool IsLogged(PropertyInfo? property) =>
        property is not null && property.Name is not ("TenantId" or nameof(Aggregate.Version)) && property.GetCustomAttribute<NotLoggedAttribute>() is null;

    private static string? Json(SortedDictionary<string, string> values) => values.Count == 0 ? null : JsonSerializer.Serialize(values, Plain);

    private static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        AgentId id => $"agent:{id.Value}",
        DepartmentId id => $"department:{id.Value}",
        RoleId id => $"role:{id.Value}",
        DateTimeOffset at => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        IEnumerable list => string.Join(", ", list.Cast<object>().Select(Text).Order(StringComparer.Ordinal)),
        IFormattable plain => plain.ToString(null, CultureInfo.InvariantCulture),
        _ => value.GetType().GetProperty("Value")?.GetValue(value) is { } inner ? Text(inner) : value.ToString(),
    };
}
