using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Shared;

/// <summary>Encrypts what must be read back, bound to its place so that a value copied elsewhere does not open (DECISIONS 31).</summary>
public interface ISecrets
{
    /// <summary>Encrypts a value for its place.</summary>
    string Protect(SecretPlace place, string value);

    /// <summary>Opens it; throws when it was made for another place or with an unknown key.</summary>
    string Reveal(SecretPlace place, string secret);
}

/// <summary>Where a secret is stored.</summary>
public sealed record SecretPlace(TenantId? Tenant, string Table, string Column, long Row);
