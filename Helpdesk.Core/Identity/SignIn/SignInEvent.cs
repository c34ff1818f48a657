using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Identity.SignIn;

/// <summary>What happened to somebody's sign-in, for the records.</summary>
public enum SignInFact
{
    SignedIn,
    Refused,
    SignedOut,
    PasswordChanged,
    PasswordReset,
    SecondFactorOn,
    SecondFactorOff,
    RecoveryCodesMade,
    PasskeyAdded,
    PasskeyRenamed,
    PasskeyRemoved,
    SessionEnded,
    DeviceForgotten,
    ResetLinkMade,
}

/// <summary>One fact.</summary>
/// <param name="What">What happened.</param>
/// <param name="User">Whose sign-in it is; nobody's when the address is unknown.</param>
/// <param name="Workspace">Where, when a workspace was chosen.</param>
/// <param name="From">The browser, when one did it.</param>
/// <param name="About">A session, passkey or device.</param>
public sealed record SignInEvent(SignInFact What, UserId? User, TenantId? Workspace = null, RequestOrigin? From = null, string? About = null);
