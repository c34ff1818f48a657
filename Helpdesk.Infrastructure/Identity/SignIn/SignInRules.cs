using Helpdesk.Core.Tenancy;

namespace Helpdesk.Infrastructure.Identity.SignIn;

/// <summary>What a workspace asks of its members' sign-ins.</summary>
public class SignInRules
{
    /// <summary>Whether a member without a second factor is led to enrol one before anything else opens.</summary>
    public virtual bool MustHaveSecondFactor(TenantId tenant) => false;

    /// <summary>After how long without work a session ends; zero for never.</summary>
    public virtual TimeSpan IdleLimit(TenantId tenant) => TimeSpan.Zero;
}
