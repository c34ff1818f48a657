using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Helpdesk.Web.Api;

/// <summary>A value of an enum in an address, by the name it has in bodies: <c>onHold</c>. Numbers are refused.</summary>
public readonly record struct Named<T>(T Value) : IParsable<Named<T>>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> Values = Enum.GetValues<T>().ToDictionary(value => EnumNames.Of(value.ToString()));

#pragma warning disable CA1000 // What the interface asks for; binding calls it by name.
    /// <inheritdoc/>
    public static Named<T> Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var named) ? named : throw new FormatException();

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Named<T> result)
    {
        var known = Values.TryGetValue(s ?? "", out var value);
        result = new Named<T>(value);
        return known;
    }
#pragma warning restore CA1000
}

/// <summary>The names enums have on the wire.</summary>
public static class EnumNames
{
    /// <summary>The wire's name of a member.</summary>
    public static string Of(string member) => JsonNamingPolicy.CamelCase.ConvertName(member);

    /// <summary>The names a parameter takes; null when it is no name.</summary>
    public static IReadOnlyList<string>? Taken(Type parameter) =>
        (Nullable.GetUnderlyingType(parameter) ?? parameter) is { IsGenericType: true } named && named.GetGenericTypeDefinition() == typeof(Named<>)
            ? [.. Enum.GetNames(named.GetGenericArguments()[0]).Select(Of)]
            : null;
}
