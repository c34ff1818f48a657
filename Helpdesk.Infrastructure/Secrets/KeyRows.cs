using Helpdesk.Core.Shared;

namespace Helpdesk.Infrastructure.Secrets;

/// <summary>A data-protection key of the installation, encrypted with the master key.</summary>
public sealed class DataProtectionKeyRow
{
    public long Id { get; init; }

    public string Name { get; init; } = "";

    public string Secret { get; set; } = "";
}

/// <summary>A known text encrypted with the master key: a wrong key is noticed at start, by name (DECISIONS 31).</summary>
public sealed class KeyCheck
{
    /// <summary>The id of the installation's one row.</summary>
    public const long Only = 1;

    public long Id { get; init; }

    public string KeyId { get; set; } = "";

    public string Secret { get; set; } = "";

    /// <summary>Where it is stored.</summary>
    public static SecretPlace Place(long id) => new(null, "KeyChecks", nameof(Secret), id);
}
