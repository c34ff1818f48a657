using System.Globalization;
using Helpdesk.Core.Identity;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Helpdesk.Infrastructure.Persistence;

/// <summary>Short lists that are read and written whole and never searched: one text column, the same on every provider (build recipe: SQLite knows no JSON here).</summary>
internal static class ListColumns
{
    private const char Between = '\n';

    public static void HasWords(this PropertyBuilder<IReadOnlyList<string>> property) => property.HasMaxLength(1000).HasConversion(
        new ValueConverter<IReadOnlyList<string>, string>(words => string.Join(Between, words), text => Split(text)),
        new ValueComparer<IReadOnlyList<string>>((a, b) => a!.SequenceEqual(b!), words => words.Aggregate(0, HashCode.Combine), words => words));

    public static void HasDepartments(this PropertyBuilder<IReadOnlyList<DepartmentId>> property) => property.HasMaxLength(1000).HasConversion(
        new ValueConverter<IReadOnlyList<DepartmentId>, string>(
            ids => string.Join(Between, ids.Select(id => id.Value)), text => Split(text).Select(Department).ToArray()),
        new ValueComparer<IReadOnlyList<DepartmentId>>((a, b) => a!.SequenceEqual(b!), ids => ids.Aggregate(0, HashCode.Combine), ids => ids));

    /// <summary>Values a line each, as they print themselves; the list may be long.</summary>
    public static void HasLines<T>(this PropertyBuilder<IReadOnlyList<T>> property, Func<string, T> parse)
        where T : struct => property.HasConversion(
        new ValueConverter<IReadOnlyList<T>, string>(values => string.Join(Between, values), text => Split(text).Select(parse).ToArray()),
        new ValueComparer<IReadOnlyList<T>>((a, b) => a!.SequenceEqual(b!), values => values.Aggregate(0, HashCode.Combine), values => values));

    /// <summary>Permissions by name. A name this version does not know gives nothing.</summary>
    public static void HasPermissions(this PropertyBuilder<IReadOnlySet<Permission>> property) => property.HasMaxLength(1000).HasConversion(
        new ValueConverter<IReadOnlySet<Permission>, string>(set => string.Join(Between, set.Order()), text => Known(text)),
        new ValueComparer<IReadOnlySet<Permission>>((a, b) => a!.SetEquals(b!), set => set.Order().Aggregate(0, HashCode.Combine), set => set));

    private static string[] Split(string text) => text.Split(Between, StringSplitOptions.RemoveEmptyEntries);

    private static DepartmentId Department(string text) => new(long.Parse(text, CultureInfo.InvariantCulture));

    private static HashSet<Permission> Known(string text) =>
        [.. Split(text).Select(name => Enum.TryParse<Permission>(name, out var known) ? known : (Permission?)null).OfType<Permission>()];
}
