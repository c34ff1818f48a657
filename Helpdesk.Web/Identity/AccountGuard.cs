using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Shared;

namespace Helpdesk.Web.Identity;

/// <summary>What the sections of the account page share: a refusal for want of a recent proof asks for the password, and goes on with what was meant.</summary>
public sealed class AccountGuard
{
    private Func<Task>? _meant;

    /// <summary>Raised when the password is asked for, or no longer.</summary>
    public event Action? Changed;

    /// <summary>Raised when something was done that other sections show.</summary>
    public event Func<Task>? Done;

    /// <summary>Whether the password is asked for.</summary>
    public bool Asks => _meant is not null;

    /// <summary>Does something; asks for the password first when it must, and does it then.</summary>
    /// <param name="what">Does it, and says what refused it.</param>
    /// <param name="after">Shows what came of it: null, or another refusal.</param>
    public async Task RunAsync(Func<Task<Error?>> what, Action<Error?> after)
    {
        var refused = await what();
        if (refused == SignInErrors.Unconfirmed)
        {
            _meant = () => RunAsync(what, after);
            Changed?.Invoke();
            return;
        }

        after(refused);
        if (refused is null && Done is { } tell) await tell();
    }

    /// <summary>The password was right.</summary>
    public async Task GoOnAsync()
    {
        var meant = _meant;
        Forget();
        if (meant is not null) await meant();
    }

    /// <summary>The person thought better of it.</summary>
    public void Forget()
    {
        _meant = null;
        Changed?.Invoke();
    }
}
