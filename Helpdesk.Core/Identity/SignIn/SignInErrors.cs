using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Identity.SignIn;

/// <summary>Refusals about one's own sign-in.</summary>
public static class SignInErrors
{
    public static readonly Error PasswordUsual = new("person.password-usual", ErrorKind.Invalid);
    public static readonly Error PasswordOwn = new("person.password-own", ErrorKind.Invalid);
    public static readonly Error PasswordWeak = new("person.password-weak", ErrorKind.Invalid);
    public static readonly Error WrongPassword = new("signin.wrong-password", ErrorKind.Invalid);
    public static readonly Error WrongCode = new("signin.wrong-code", ErrorKind.Invalid);

    /// <summary>The security settings ask for the password first.</summary>
    public static readonly Error Unconfirmed = new("signin.unconfirmed", ErrorKind.Forbidden);

    public static readonly Error PasskeyRefused = new("signin.passkey-refused", ErrorKind.Invalid);
    public static readonly Error PasskeyName = new("signin.passkey-name", ErrorKind.Invalid);
    public static readonly Error LastFactor = new("signin.last-factor", ErrorKind.Conflict);
    public static readonly Error NoMail = new("signin.no-mail", ErrorKind.Conflict);
    public static readonly Error NoSuchAdmin = new("signin.no-such-admin", ErrorKind.NotFound);
    public static readonly Error InOtherWorkspaces = new("signin.in-other-workspaces", ErrorKind.Forbidden);
}
