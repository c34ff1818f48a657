namespace Helpdesk.Core.Identity.SignIn;

/// <summary>What a challenge lets its holder do next.</summary>
public enum ChallengeKind
{
    /// <summary>The password was right: give the second factor.</summary>
    SecondFactor,

    /// <summary>Everything was right: choose a workspace.</summary>
    Workspace,

    /// <summary>Answer with a passkey.</summary>
    PasskeySignIn,

    /// <summary>Register a passkey.</summary>
    PasskeyRegister,

    /// <summary>Set a new password.</summary>
    Reset,

    /// <summary>Set a new password and start without second factor: an administrator's way back in.</summary>
    ResetEverything,

    /// <summary>Open a workspace: the link proves an address.</summary>
    Registration,

    /// <summary>Open a connection of the agents' hub as a token.</summary>
    HubTicket,
}

/// <summary>
/// A step of a sign-in that is not finished, a link sent by e-mail, or a hub ticket. Whoever has its secret, of which only the hash is stored, may answer it: once, in
/// time, and with few wrong tries.
/// </summary>
public sealed class SignInChallenge
{
    /// <summary>How long a started sign-in waits.</summary>
    public static readonly TimeSpan SignInTime = TimeSpan.FromMinutes(10);

    /// <summary>How long a reset link works.</summary>
    public static readonly TimeSpan ResetTime = TimeSpan.FromMinutes(60);

    /// <summary>How long a registration link works.</summary>
    public static readonly TimeSpan RegistrationTime = TimeSpan.FromHours(24);

    /// <summary>How long a hub ticket works (DECISIONS 28).</summary>
    public static readonly TimeSpan HubTicketTime = TimeSpan.FromSeconds(60);

    private SignInChallenge()
    {
    }

    public long Id { get; private set; }

    public ChallengeKind Kind { get; private set; }

    /// <summary>Whose it is; nobody's while a passkey has yet to tell, or who registers has yet to say.</summary>
    public UserId? UserId { get; private set; }

    public string TokenHash { get; private set; } = "";

    public DateTimeOffset ExpiresAt { get; private set; }

    public int Tries { get; private set; }

    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>The person asked to stay signed in.</summary>
    public bool Remember { get; private set; }

    /// <summary>The person asked not to be asked for a second factor on this device.</summary>
    public bool Trust { get; private set; }

    /// <summary>Hash of the code sent by e-mail, if one was.</summary>
    public string? MailCodeHash { get; private set; }

    /// <summary>Until when that code works.</summary>
    public DateTimeOffset? MailCodeUntil { get; private set; }

    /// <summary>What a passkey's answer is checked against; of a registration the address it proves, in small letters; of a hub ticket the workspace and the token.</summary>
    public string? State { get; private set; }

    /// <summary>Makes one.</summary>
    public static SignInChallenge Create(
        long id, ChallengeKind kind, UserId? user, string tokenHash, DateTimeOffset now, bool remember = false, bool trust = false, string? state = null) => new()
        {
            Id = id,
            Kind = kind,
            UserId = user,
            TokenHash = tokenHash,
            ExpiresAt = now + TimeOf(kind),
            Remember = remember,
            Trust = trust,
            State = state,
        };

    /// <summary>How long one works.</summary>
    public static TimeSpan TimeOf(ChallengeKind kind) => kind switch
    {
        ChallengeKind.Reset or ChallengeKind.ResetEverything => ResetTime,
        ChallengeKind.Registration => RegistrationTime,
        ChallengeKind.HubTicket => HubTicketTime,
        _ => SignInTime,
    };

    /// <summary>A code went out by e-mail; an older one no longer works.</summary>
    public void MailCode(string codeHash, DateTimeOffset now) => (MailCodeHash, MailCodeUntil) = (codeHash, now + SignInTime);

    /// <summary>Whether a code is the one that went out.</summary>
    public bool IsMailCode(string codeHash, DateTimeOffset now) => MailCodeHash == codeHash && MailCodeUntil > now;
}
