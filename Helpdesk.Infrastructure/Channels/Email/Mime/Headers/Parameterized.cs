namespace Helpdesk.Infrastructure.Channels.Email.Mime.Headers;

/// <summary>A value with parameters, as <c>Content-Type</c> and <c>Content-Disposition</c> hold one.</summary>
/// <param name="Value">In lower case, without comments; empty when the field has none.</param>
/// <param name="Parameters">Values by name without case, decoded (RFC 2231, and RFC 2047 where senders use that instead).</param>
public sealed record Parameterized(string Value, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>No value.</summary>
    public static Parameterized None { get; } = new("", new Dictionary<string, string>());

    /// <summary>A parameter; null when it is not there or empty.</summary>
    public string? this[string name] => Parameters.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
}
