using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Tenancy;

/// <summary>A workspace: one company's desk. Everything else belongs to exactly one.</summary>
public sealed class Tenant : Aggregate, ILogged
{
    private const int MostDomains = 10;
    private readonly List<TenantDomain> _domains = [];

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

    /// <summary>Whose dialling code a phone number without one is given; two letters (ISO 3166).</summary>
    public string Country { get; private set; } = "";

    /// <summary>Pattern of ticket numbers (DECISIONS 10).</summary>
    public string NumberPattern { get; private set; } = TicketNumberPattern.Default;

    /// <summary>How long after closing a message of the customer still reopens the ticket.</summary>
    public TimeSpan ReopenWindow { get; private set; } = TimeSpan.FromDays(7);

    /// <summary>How long a resolved ticket waits before it closes by itself (DECISIONS 9).</summary>
    public TimeSpan AutoCloseAfter { get; private set; } = TimeSpan.FromDays(3);

    /// <summary>How long a page may lie untouched before its member is signed out; zero for never.</summary>
    public TimeSpan IdleSignOut { get; private set; }

    /// <summary>Whether every member needs a second factor to sign in.</summary>
    public bool RequireSecondFactor { get; private set; }

    /// <summary>The company's colour, <c>#rrggbb</c>; empty for ours.</summary>
    public string BrandColor { get; private set; } = "";

    /// <summary>The company's logo in the file store; none for ours.</summary>
    public string? LogoKey { get; private set; }

    /// <summary>Domains of the company's own, proven or not.</summary>
    public IReadOnlyList<TenantDomain> Domains => _domains;

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Since when nobody may work here; what customers write is still accepted and kept.</summary>
    public DateTimeOffset? SuspendedAt { get; private set; }

    /// <summary>Filled with invented customers to look around; may be removed whole (DECISIONS 42).</summary>
    public bool IsDemo { get; private set; }

    string ILogged.LogName => Name;

    /// <summary>Creates a workspace, or says which field is wrong; without a slug it gets one of its name.</summary>
    public static Result<Tenant> Create(TenantId id, string name, string timeZone, string language, DateTimeOffset now, string slug = "")
    {
        var tenant = new Tenant { Id = id, Slug = slug.Length > 0 ? slug : Slugs.Of(name, id), CreatedAt = now, Country = Countries.OfZone(timeZone) };
        return tenant.Introduce(name, tenant.Slug, timeZone, language, tenant.Country) is { } refused ? refused : tenant;
    }

    /// <summary>Marks it as removable.</summary>
    public void MakeDemo() => IsDemo = true;

    /// <summary>Changes the settings, all or none.</summary>
    public Error? Change(TenantProfile profile)
    {
        if (Introduce(profile.Name, profile.Slug, profile.TimeZone, profile.Language, profile.Country) is { } refused) return refused;
        if (TicketNumberPattern.Check(profile.NumberPattern) is { } pattern) return pattern;
        if (profile.ReopenWindow < TimeSpan.Zero || profile.ReopenWindow > TimeSpan.FromDays(365)) return TenantErrors.ReopenWindow;
        if (profile.AutoCloseAfter < TimeSpan.FromMinutes(1) || profile.AutoCloseAfter > TimeSpan.FromDays(365)) return TenantErrors.AutoClose;
        if (profile.IdleSignOut != TimeSpan.Zero && (profile.IdleSignOut < TimeSpan.FromMinutes(5) || profile.IdleSignOut > TimeSpan.FromHours(24))) return TenantErrors.IdleSignOut;
        if (profile.BrandColor.Length > 0 && !IsColor(profile.BrandColor)) return TenantErrors.BrandColor;
        (NumberPattern, ReopenWindow, AutoCloseAfter) = (profile.NumberPattern.Trim(), profile.ReopenWindow, profile.AutoCloseAfter);
        (IdleSignOut, RequireSecondFactor, BrandColor) = (profile.IdleSignOut, profile.RequireSecondFactor, profile.BrandColor.ToLowerInvariant());
        Changed();
        return null;
    }

    /// <summary>Shows another logo, or ours again.</summary>
    public void ShowLogo(string? fileKey)
    {
        LogoKey = fileKey;
        Changed();
    }

    /// <summary>Names a domain; it answers once it is proven.</summary>
    public Error? ClaimDomain(long id, string name, string token)
    {
        var domain = TenantDomain.Claim(id, name, token);
        if (!domain.Succeeded) return domain.Error;
        if (_domains.Count >= MostDomains || _domains.Exists(d => d.Domain == domain.Value.Domain)) return DomainErrors.Taken;
        _domains.Add(domain.Value);
        Changed();
        return null;
    }

    /// <summary>Gives a domain up.</summary>
    public Error? RemoveDomain(long id)
    {
        if (_domains.RemoveAll(d => d.Id == id) == 0) return DomainErrors.NotFound;
        Changed();
        return null;
    }

    /// <summary>Locks everybody out until it is resumed.</summary>
    public Error? Suspend(DateTimeOffset now)
    {
        if (SuspendedAt is not null) return TenantErrors.Suspended;
        SuspendedAt = now;
        Changed();
        return null;
    }

    /// <summary>Lets everybody in again.</summary>
    public Error? Resume()
    {
        if (SuspendedAt is null) return TenantErrors.NotSuspended;
        SuspendedAt = null;
        Changed();
        return null;
    }

    /// <summary>Two changes of who runs the workspace cannot happen side by side: both bump this version.</summary>
    public void GuardAdmins() => Edited();

    private Error? Introduce(string name, string slug, string timeZone, string language, string country)
    {
        (name, slug) = (name.Trim(), slug.Trim());
        if (name.Length is 0 or > 80) return TenantErrors.Name;
        if (!Slugs.IsValid(slug)) return TenantErrors.Slug;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _)) return TenantErrors.TimeZone.With(timeZone);
        if (language is not ("en" or "ar")) return TenantErrors.Language.With(language);
        if (country.Length > 0 && !Countries.IsKnown(country)) return TenantErrors.Country.With(country);
        (Name, Slug, TimeZone, Language, Country) = (name, slug, timeZone, language, country);
        return null;
    }

    private void Changed()
    {
        Edited();
        Raise(new TenantChanged(Id));
    }

    private static bool IsColor(string text) => text.Length == 7 && text[0] == '#' && text.Skip(1).All(char.IsAsciiHexDigit);
}

/// <summary>The settings an administrator can change.</summary>
public sealed record TenantProfile(
    string Name, string Slug, string TimeZone, string Language, string Country, string NumberPattern, TimeSpan ReopenWindow, TimeSpan AutoCloseAfter,
    TimeSpan IdleSignOut, bool RequireSecondFactor, string BrandColor);

/// <summary>A workspace's settings, branding or standing changed.</summary>
public sealed record TenantChanged(TenantId Tenant) : IDomainEvent;

/// <summary>Refusals about workspaces.</summary>
public static class TenantErrors
{
    public static readonly Error NotFound = new("tenant.not-found", ErrorKind.NotFound);
    public static readonly Error Name = new("tenant.name", ErrorKind.Invalid);
    public static readonly Error Slug = new("tenant.slug", ErrorKind.Invalid);
    public static readonly Error SlugTaken = new("tenant.slug-taken", ErrorKind.Conflict);
    public static readonly Error TimeZone = new("tenant.time-zone", ErrorKind.Invalid);
    public static readonly Error Language = new("tenant.language", ErrorKind.Invalid);
    public static readonly Error Country = new("tenant.country", ErrorKind.Invalid);
    public static readonly Error NumberPattern = new("tenant.number-pattern", ErrorKind.Invalid);
    public static readonly Error ReopenWindow = new("tenant.reopen-window", ErrorKind.Invalid);
    public static readonly Error AutoClose = new("tenant.auto-close", ErrorKind.Invalid);
    public static readonly Error IdleSignOut = new("tenant.idle-sign-out", ErrorKind.Invalid);
    public static readonly Error BrandColor = new("tenant.brand-color", ErrorKind.Invalid);
    public static readonly Error Logo = new("tenant.logo", ErrorKind.Invalid);
    public static readonly Error Suspended = new("tenant.suspended", ErrorKind.Conflict);
    public static readonly Error NotSuspended = new("tenant.not-suspended", ErrorKind.Conflict);
}
