namespace Helpdesk.Core.Identity.SignIn;

/// <summary>What came of one try to sign in; people read it in their own history.</summary>
public enum SignInOutcome
{
    /// <summary>Being compared; one that never settled counts as wrong.</summary>
    Pending,

    /// <summary>Signed in.</summary>
    Success,

    /// <summary>No such person, or not this password.</summary>
    WrongPassword,

    /// <summary>The password was right; the second factor is asked for.</summary>
    PasswordRight,

    /// <summary>The code of the second factor was wrong.</summary>
    WrongCode,

    /// <summary>Not even compared: too many tries before it.</summary>
    LockedOut,

    /// <summary>A passkey that is not known here, or an answer that does not fit it.</summary>
    WrongPasskey,

    /// <summary>Right, but no workspace has a place for the person.</summary>
    NoWorkspace,
}

/// <summary>
/// One try to sign in, kept for the lock-out and the person's history. Belongs to the installation: who tries has no workspace yet. The address
/// tried is kept as a hash only, so that a mistyped password in the wrong field is not stored.
/// </summary>
public sealed class SignInAttempt
{
    private SignInAttempt()
    {
    }

    public long Id { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>The person, when the address belongs to one.</summary>
    public UserId? UserId { get; private set; }

    /// <summary>SHA-256 of the normalised e-mail address, in hex.</summary>
    public string EmailHash { get; private set; } = "";

    /// <summary>The network the try came from (<see cref="ClientNetwork"/>).</summary>
    public string Network { get; private set; } = "";

    /// <summary>The browser's description, one line of printable characters.</summary>
    public string Agent { get; private set; } = "";

    /// <summary>The known device it came from; none for a stranger.</summary>
    public long? DeviceId { get; private set; }

    public SignInOutcome Outcome { get; private set; }

    /// <summary>A later success of the same person, or a reset, took the failure off the count.</summary>
    public bool Forgiven { get; private set; }

    /// <summary>Writes a try down before anything is compared.</summary>
    public static SignInAttempt Begin(long id, DateTimeOffset now, UserId? user, string emailHash, RequestOrigin from, long? device) => new()
    {
        Id = id,
        At = now,
        UserId = user,
        EmailHash = emailHash,
        Network = from.Network,
        Agent = from.Agent ?? "",
        DeviceId = device,
        Outcome = SignInOutcome.Pending,
    };

    /// <summary>Says what came of it.</summary>
    public void Settle(SignInOutcome outcome) => Outcome = outcome;
}

/// <summary>The limits of guessing (DECISIONS 29, ABUSE 34, 35).</summary>
public static class SignInLimits
{
    /// <summary>Failures within <see cref="Window"/> that close a lane: a person's for strangers, each known device's, an address's.</summary>
    public const int Failures = 5;

    /// <summary>Wrong codes after which a sign-in starts over.</summary>
    public const int Codes = 5;

    /// <summary>How long a failure counts.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>What counts as a failure: also a try nobody settled, because its process may have died while comparing.</summary>
    public static readonly IReadOnlyList<SignInOutcome> Counted = [SignInOutcome.Pending, SignInOutcome.WrongPassword, SignInOutcome.WrongCode];
}
