using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Tenancy;

/// <summary>A workspace: one company's desk. Everything else belongs to exactly one.</summary>
public sealed class Tenant : Aggregate
{
    private Tenant()
    {
    }

    public TenantId Id { get; private set; }

    /// <summary>Shown at the head of the console.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Names the workspace in addresses; unique over the installation, lower-case.</summary>
    public string Slug { get; private set; } = "";

    /// <summary>IANA zone that decides days, numbers and hours (DECISIONS 33).</summary>
    public string TimeZone { get; private set; } = "";

    /// <summary>Language of texts made for the workspace: <c>en</c> or <c>ar</c>.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>Pattern of ticket numbers (DECISIONS 10).</summary>
    public string NumberPattern { get; private set; } = TicketNumberPattern.Default;

    /// <summary>How long after closing a message of the customer still reopens the ticket.</summary>
    public TimeSpan ReopenWindow { get; private set; } = TimeSpan.FromDays(7);

    /// <summary>How long a resolved ticket waits before it closes by itself (DECISIONS 9).</summary>
    public TimeSpan AutoCloseAfter { get; private set; } = TimeSpan.FromDays(3);

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Filled with invented customers to look around; may be removed whole (DECISIONS 42).</summary>
    public bool IsDemo { get; private set; }

    /// <summary>Creates a workspace, or says which field is wrong.</summary>
    public static Result<Tenant> Create(TenantId id, string name, string timeZone, string language, DateTimeOffset now)
    {
        name = name.Trim();
        if (name.Length is 0 or > 80) return TenantErrors.Name;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _)) return TenantErrors.TimeZone.With(timeZone);
        if (language is not ("en" or "ar")) return TenantErrors.Language.With(language);
        return new Tenant
        {
            Id = id,
            Name = name,
            Slug = SlugOf(name, id),
            TimeZone = timeZone,
            Language = language,
            CreatedAt = now,
        };
    }

    /// <summary>Marks it as removable.</summary>
    public void MakeDemo() => IsDemo = true;

    private static string SlugOf(string name, TenantId id)
    {
        var ascii = new string([.. name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]);
        var parts = ascii.Split('-', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 0 ? $"w{id.Value:x}" : string.Join('-', parts);
    }
}

/// <summary>Refusals about workspaces.</summary>
public static class TenantErrors
{
    public static readonly Error Name = new("tenant.name", ErrorKind.Invalid);
    public static readonly Error TimeZone = new("tenant.time-zone", ErrorKind.Invalid);
    public static readonly Error Language = new("tenant.language", ErrorKind.Invalid);
}
