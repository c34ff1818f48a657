using System.Security.Cryptography;
using System.Text;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Notifications;

/// <summary>Where a browser's push service takes messages for one device of a member (RFC 8030), and the keys to encrypt them for it (RFC 8291).</summary>
public sealed class PushSubscription : Entity, ITenantOwned
{
    /// <summary>The longest address taken.</summary>
    public const int LongestAddress = 1000;

    /// <summary>Devices a member can have.</summary>
    public const int Most = 10;

    private const int PublicKeyBytes = 65;
    private const int AuthBytes = 16;

    private PushSubscription()
    {
    }

    public long Id { get; private set; }

    public TenantId TenantId { get; private set; }

    public AgentId AgentId { get; private set; }

    /// <summary>The push resource; who knows it and our key can send to the device.</summary>
    public string Address { get; private set; } = "";

    /// <summary>SHA-256 of the address: its name in the workspace, short enough for an index.</summary>
    public string AddressHash { get; private set; } = "";

    /// <summary>The browser's public key on P-256, uncompressed, in base64url.</summary>
    public string PublicKey { get; private set; } = "";

    /// <summary>The secret the browser shares with who may encrypt for it, 16 bytes in base64url.</summary>
    public string Auth { get; private set; } = "";

    /// <summary>The browser, as it names itself.</summary>
    public string Browser { get; private set; } = "";

    public DateTimeOffset AddedAt { get; private set; }

    public DateTimeOffset? LastSentAt { get; private set; }

    /// <summary>A device is to be notified.</summary>
    public static Result<PushSubscription> Create(long id, AgentId agent, PushKeys keys, string browser, DateTimeOffset now)
    {
        // Plain http only to this very machine, where a test's push service runs; it is not called unless a setting says so.
        var wellFormed = keys.Address.Length <= LongestAddress
            && Uri.TryCreate(keys.Address, UriKind.Absolute, out var address) && (address.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback))
            && Length(keys.PublicKey) == PublicKeyBytes && Length(keys.Auth) == AuthBytes;
        if (!wellFormed) return NotificationErrors.Subscription;
        var made = new PushSubscription { Id = id, AddressHash = HashOf(keys.Address), AddedAt = now };
        made.Take(agent, keys, browser);
        return made;
    }

    /// <summary>What names an address.</summary>
    public static string HashOf(string address) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(address)));

    /// <summary>The same device again, with new keys or with somebody else at it.</summary>
    public void Take(AgentId agent, PushKeys keys, string browser)
    {
        (AgentId, Address, PublicKey, Auth) = (agent, keys.Address, keys.PublicKey, keys.Auth);
        Browser = browser.Length > 200 ? browser[..200] : browser;
        Raise(new NotificationRulesChanged(agent));
    }

    /// <summary>It leaves: its owner or the push service says so.</summary>
    public void Leave() => Raise(new NotificationRulesChanged(AgentId));

    /// <summary>The push service took a message.</summary>
    public void Sent(DateTimeOffset now) => LastSentAt = now;

    private static int Length(string base64Url)
    {
        var bytes = new byte[128];
        return base64Url.Length < 128 && System.Buffers.Text.Base64Url.TryDecodeFromChars(base64Url, bytes, out var written) ? written : -1;
    }
}

/// <summary>What a browser hands out when its user agrees to be notified.</summary>
public sealed record PushKeys(string Address, string PublicKey, string Auth);

/// <summary>One notification on its way to one device. Gone when sent, given up or not wanted any more.</summary>
public sealed class PushSend : ITenantOwned, IQueuedWork
{
    /// <summary>Older news is not worth a sound at night: it is not sent any more.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    private PushSend()
    {
    }

    public long Id { get; private set; }

    public TenantId TenantId { get; private set; }

    public NotificationId NotificationId { get; private set; }

    public long SubscriptionId { get; private set; }

    public int Attempts { get; private set; }

    public string OrderKey => "";

    public bool Finished { get; private set; }

    public DateTimeOffset DueAt { get; private set; }

    public long? LeaseId { get; private set; }

    public DateTimeOffset? LeasedUntil { get; private set; }

    /// <summary>To be sent at once.</summary>
    public static PushSend Of(long id, NotificationId notification, long subscription, DateTimeOffset now) =>
        new() { Id = id, NotificationId = notification, SubscriptionId = subscription, DueAt = now };

    /// <summary>Not now: later by what the push service asks for, else doubling from five seconds.</summary>
    public void PutOff(TimeSpan? asked, DateTimeOffset now)
    {
        Attempts++;
        var wait = TimeSpan.FromSeconds(5 * Math.Pow(2, Math.Min(Attempts, 10) - 1));
        (DueAt, LeaseId, LeasedUntil) = (now + (asked > wait ? asked.Value : wait), null, null);
    }
}
