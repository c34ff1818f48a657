using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Customers;

/// <summary>Identifies a customer of a workspace.</summary>
public readonly record struct CustomerId(long Value)
{
    /// <summary>Ids rise with time.</summary>
    public static bool operator <(CustomerId left, CustomerId right) => left.Value < right.Value;

    /// <summary>Ids rise with time.</summary>
    public static bool operator >(CustomerId left, CustomerId right) => left.Value > right.Value;
}

/// <summary>Somebody who writes to the workspace, known by one or more channel identities.</summary>
public sealed class Customer : Aggregate, ITenantOwned, ILogged
{
    /// <summary>The longest name.</summary>
    public const int LongestName = 120;

    private Customer()
    {
    }

    public CustomerId Id { get; private set; }

    public TenantId TenantId { get; private set; }

    /// <summary>What the customer calls themselves on the channel, or their phone number.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Language of the last message by its script: <c>ar</c>, <c>en</c>, or none yet (DECISIONS 15).</summary>
    public string? Language { get; private set; }

    public DateTimeOffset FirstSeenAt { get; private set; }

    string ILogged.LogName => Name;

    /// <summary>Creates a customer who just wrote for the first time.</summary>
    public static Customer Meet(CustomerId id, string name, DateTimeOffset now) => new() { Id = id, Name = Short(name), FirstSeenAt = now };

    /// <summary>Creates a customer somebody added by hand, or refuses the name.</summary>
    public static Result<Customer> Create(CustomerId id, string name, DateTimeOffset now) =>
        IsName(name) ? Meet(id, name, now) : CustomerErrors.Name;

    /// <summary>Corrects the name.</summary>
    public Error? Rename(string name)
    {
        if (!IsName(name)) return CustomerErrors.Name;
        if (Name == name.Trim()) return null;
        Name = name.Trim();
        Edited();
        Raise(new CustomerRenamed(Id));
        return null;
    }

    /// <summary>Takes the name the channel knows when so far only an address stood for it.</summary>
    public void LearnName(string? name, string placeholder)
    {
        if (string.IsNullOrWhiteSpace(name) || Name != placeholder || Name == name.Trim()) return;
        Name = Short(name);
        Edited();
    }

    /// <summary>Takes the language the customer last wrote in.</summary>
    public void LearnLanguage(string? language)
    {
        if (language is null || language == Language) return;
        Language = language;
        Edited();
    }

    private static bool IsName(string name) => name.Trim().Length is > 0 and <= LongestName && !name.Any(char.IsControl);

    private static string Short(string name) => name.Trim() is { Length: > LongestName } tooLong ? tooLong[..LongestName] : name.Trim();
}

/// <summary>Kinds of channel identity.</summary>
public enum IdentityKind
{
    /// <summary>International digits without a plus sign.</summary>
    Phone,

    /// <summary>WhatsApp's privacy id; not a phone number (WPPConnect contract, id grammar).</summary>
    WhatsAppLid,
}

/// <summary>One way a customer is known; unique in the workspace.</summary>
public sealed class CustomerIdentity : Entity, ITenantOwned
{
    private CustomerIdentity()
    {
    }

    public long Id { get; private set; }

    public TenantId TenantId { get; private set; }

    public CustomerId CustomerId { get; private set; }

    public IdentityKind Kind { get; private set; }

    /// <summary>Normalised: digits only.</summary>
    public string Value { get; private set; } = "";

    /// <summary>Ties an address to a customer.</summary>
    public static CustomerIdentity Of(long id, CustomerId customer, CustomerAddress address) =>
        new() { Id = id, CustomerId = customer, Kind = address.Kind, Value = address.Value };
}

/// <summary>An address on a channel.</summary>
public sealed record CustomerAddress(IdentityKind Kind, string Value)
{
    /// <summary>What stands for the customer's name while nothing better is known.</summary>
    public string Display => Kind == IdentityKind.Phone ? "+" + Value : "~" + Value[^Math.Min(4, Value.Length)..];
}
