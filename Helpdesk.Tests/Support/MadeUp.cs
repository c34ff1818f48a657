using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;

namespace Helpdesk.Tests.Support;

/// <summary>Makes arguments for any method by their types alone, so that a new method is driven without anybody writing it down.</summary>
public static class MadeUp
{
    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Dictionary<Type, object> NothingKnown = [];

    /// <summary>Enough lists of arguments to meet every value of every choice: null or not, each member of an enumeration.</summary>
    /// <param name="method">What is to be called.</param>
    /// <param name="known">Values to take for a type wherever it is met, inside records and entities too.</param>
    public static IEnumerable<object?[]> ArgumentsFor(MethodInfo method, IReadOnlyDictionary<Type, object>? known = null)
    {
        var choices = method.GetParameters().Select(parameter => ChoicesFor(parameter, known ?? NothingKnown)).ToList();
        return Enumerable.Range(0, choices.Select(c => c.Count).Append(1).Max()).Select(i => choices.Select(c => c[i % c.Count]).ToArray());
    }

    private static List<object?> ChoicesFor(ParameterInfo parameter, IReadOnlyDictionary<Type, object> known)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        List<object?> choices = type.IsEnum ? [.. type.GetEnumValues().Cast<object?>()] : parameter.Name == "email" ? ["somebody@example.com"] : [Value(type, known)];
        var nullable = type != parameter.ParameterType || (!type.IsValueType && Nullability.Create(parameter).WriteState == NullabilityState.Nullable);
        if (nullable) choices.Add(null);
        return choices;
    }

    private static object Value(Type type, IReadOnlyDictionary<Type, object> known)
    {
        if (known.TryGetValue(type, out var value)) return value;
        if (type == typeof(string)) return "1";
        if (type == typeof(CancellationToken)) return CancellationToken.None;
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        if (type == typeof(DateOnly)) return new DateOnly(2026, 1, 1);
        if (type == typeof(TimeSpan)) return TimeSpan.FromMinutes(1);
        if (type == typeof(byte[])) return Array.Empty<byte>();
        if (type == typeof(bool)) return true;
        if (type.IsEnum) return type.GetEnumValues().GetValue(0)!;
        if (type.IsAssignableTo(typeof(Delegate)))
        {
            var call = type.GetMethod("Invoke")!;
            var answer = call.ReturnType == typeof(void) ? (Expression)Expression.Empty() : Expression.Constant(Value(call.ReturnType, known), call.ReturnType);
            return Expression.Lambda(type, answer, call.GetParameters().Select(p => Expression.Parameter(p.ParameterType))).Compile();
        }

        if (type.IsPrimitive) return Convert.ChangeType(1, type, CultureInfo.InvariantCulture);
        if (ElementOf(type) is { } element)
        {
            var one = Array.CreateInstance(element, 1);
            one.SetValue(Value(element, known), 0);
            return type.IsAssignableFrom(one.GetType()) ? one : Activator.CreateInstance(type, one)!;
        }

        if (type.IsAbstract) throw new NotSupportedException($"Nothing can be made up for a {type.Name}: teach MadeUp how.");
        // Entities have a private constructor without parameters; records and ids one with all their parts.
        if (type is { IsClass: true } && type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, []) is { } bare) return Filled(bare.Invoke([]), known);
        var whole = type.GetConstructors().MaxBy(c => c.GetParameters().Length) ?? throw new NotSupportedException($"Nothing can be made up for a {type.Name}: teach MadeUp how.");
        return whole.Invoke([.. whole.GetParameters().Select(p => Value(Nullable.GetUnderlyingType(p.ParameterType) ?? p.ParameterType, known))]);
    }

    private static object Filled(object entity, IReadOnlyDictionary<Type, object> known)
    {
        foreach (var property in entity.GetType().GetProperties().Where(p => p.CanWrite && (p.PropertyType.IsValueType || p.PropertyType == typeof(string))))
            property.SetValue(entity, Value(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, known));
        return entity;
    }

    private static Type? ElementOf(Type type) => type.IsArray ? type.GetElementType()
        : new[] { type }.Concat(type.GetInterfaces()).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];
}
