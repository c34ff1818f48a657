using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Tenancy;

/// <summary>How the ownership of a domain stands.</summary>
public enum DomainState
{
    /// <summary>The record was not found yet.</summary>
    Pending,

    /// <summary>The record was there when last looked.</summary>
    Verified,

    /// <summary>It was verified once, and the record has gone: public pages no longer answer under it.</summary>
    Lost,
}

/// <summary>
/// A domain of the company's own under which its public pages answer, once a DNS record has proven that it is theirs: a TXT at
/// <c>_helpdesk.{domain}</c> or a CNAME from the same name (SEEDS 16).
/// </summary>
public sealed class TenantDomain : Entity, ILogged
{
    private const string RecordLabel = "_helpdesk";

    private TenantDomain()
    {
    }

    public long Id { get; private set; }

    [NotLogged]
    public TenantId TenantId { get; private set; }

    /// <summary>Lower-case, without a dot at the end.</summary>
    public string Domain { get; private set; } = "";

    /// <summary>What the record must hold; public once published.</summary>
    [NotLogged]
    public string Token { get; private set; } = "";

    public DomainState State { get; private set; }

    [NotLogged]
    public DateTimeOffset? CheckedAt { get; private set; }

    string ILogged.LogName => Domain;

    /// <summary>The name at which the record is looked for.</summary>
    public string RecordName => $"{RecordLabel}.{Domain}";

    /// <summary>What a TXT record must say.</summary>
    public string TxtValue => $"helpdesk-verification={Token}";

    /// <summary>Whether a record proves it: the TXT text, or a CNAME to a name that begins with the token.</summary>
    public bool IsProof(string record) => record == TxtValue || record.StartsWith(Token + ".", StringComparison.OrdinalIgnoreCase);

    internal static Result<TenantDomain> Claim(long id, string domain, string token)
    {
        domain = domain.Trim().TrimEnd('.').ToLowerInvariant();
        if (Uri.CheckHostName(domain) != UriHostNameType.Dns || !domain.Contains('.', StringComparison.Ordinal) || domain.Length > 200) return DomainErrors.Domain;
        return new TenantDomain { Id = id, Domain = domain, Token = token };
    }

    /// <summary>Takes what DNS said.</summary>
    public void Checked(bool proven, DateTimeOffset now)
    {
        CheckedAt = now;
        var state = proven ? DomainState.Verified : State == DomainState.Verified ? DomainState.Lost : State;
        if (state == State) return;
        State = state;
        Raise(new DomainChanged(Id));
    }
}

/// <summary>A domain was proven, or its proof has gone.</summary>
public sealed record DomainChanged(long Domain) : IDomainEvent;

/// <summary>Asks DNS.</summary>
public interface IDnsRecords
{
    /// <summary>The TXT texts and CNAME targets at a name; none when there are none. Throws <see cref="TimeoutException"/> when no server answers within 10 s (SEEDS 16).</summary>
    Task<IReadOnlyList<string>> LookUpAsync(string name, CancellationToken ct);
}

/// <summary>A domain as the workspace page shows it.</summary>
public sealed record DomainRow(long Id, string Domain, string RecordName, string TxtValue, DomainState State, DateTimeOffset? CheckedAt);

/// <summary>Refusals about domains.</summary>
public static class DomainErrors
{
    public static readonly Error Domain = new("domain.name", ErrorKind.Invalid);
    public static readonly Error Taken = new("domain.taken", ErrorKind.Conflict);
    public static readonly Error NotFound = new("domain.not-found", ErrorKind.NotFound);
    public static readonly Error NotProven = new("domain.not-proven", ErrorKind.Conflict);
    public static readonly Error NoAnswer = new("domain.no-answer", ErrorKind.Conflict);
}
