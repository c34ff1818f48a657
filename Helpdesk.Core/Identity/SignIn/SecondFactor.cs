using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Identity.SignIn;

/// <summary>What a person proves besides the password: codes of an app, and by choice codes by e-mail. One per person.</summary>
public sealed class SecondFactor
{
    private SecondFactor()
    {
    }

    public UserId UserId { get; private set; }

    /// <summary>The app's secret, encrypted; null when no app is enrolled.</summary>
    public string? Secret { get; private set; }

    /// <summary>When the app's first code was right; before, it is not asked for.</summary>
    public DateTimeOffset? EnabledAt { get; private set; }

    /// <summary>The last time step whose code was used: neither it nor an older one is taken again (RFC 6238, 5.2).</summary>
    public long LastStep { get; private set; }

    /// <summary>Codes by e-mail are taken too.</summary>
    public bool ByMail { get; private set; }

    /// <summary>Whether an app is enrolled.</summary>
    public bool HasApp => Secret is not null && EnabledAt is not null;

    /// <summary>Whether a second factor is asked for at all.</summary>
    public bool IsOn => HasApp || ByMail;

    /// <summary>A person who has none yet.</summary>
    public static SecondFactor For(UserId user) => new() { UserId = user };

    /// <summary>Where the app's secret is stored.</summary>
    public static SecretPlace Place(UserId user) => new(null, "SecondFactors", nameof(Secret), user.Value);

    /// <summary>Offers a new secret; nothing changes until a code of it is right.</summary>
    public void Offer(string sealedSecret)
    {
        if (HasApp) throw new InvalidOperationException("The app in use is turned off first.");
        (Secret, EnabledAt, LastStep) = (sealedSecret, null, 0);
    }

    /// <summary>The first code was right.</summary>
    public void Enable(long step, DateTimeOffset now) => (EnabledAt, LastStep) = (now, step);

    /// <summary>No app any more.</summary>
    public void RemoveApp() => (Secret, EnabledAt, LastStep) = (null, null, 0);

    /// <summary>Takes codes by e-mail, or no longer.</summary>
    public void UseMail(bool on) => ByMail = on;

    /// <summary>Puts the same secret back, sealed again.</summary>
    public void SealAgain(string sealedSecret) => Secret = sealedSecret;
}

/// <summary>A way in without the phone, once. Only its hash is stored; used, it is gone.</summary>
public sealed class RecoveryCode
{
    /// <summary>How many a person has.</summary>
    public const int Count = 10;

    private RecoveryCode()
    {
    }

    public long Id { get; private set; }

    public UserId UserId { get; private set; }

    public string CodeHash { get; private set; } = "";

    /// <summary>Makes one.</summary>
    public static RecoveryCode Create(long id, UserId user, string codeHash) => new() { Id = id, UserId = user, CodeHash = codeHash };
}
