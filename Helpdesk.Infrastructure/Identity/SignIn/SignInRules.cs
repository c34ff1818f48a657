using System.Collections.Concurrent;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Infrastructure.Identity.SignIn;

/// <summary>What a workspace asks of its members' sign-ins, as last read with one of its sessions.</summary>
public class SignInRules
{
    private readonly ConcurrentDictionary<TenantId, (bool SecondFactor, TimeSpan Idle)> _known = new();

    /// <summary>Whether a member without a second factor is led to enrol one before anything else opens.</summary>
    public virtual bool MustHaveSecondFactor(TenantId tenant) => _known.GetValueOrDefault(tenant).SecondFactor;

    /// <summary>After how long without work a session ends; zero for never.</summary>
    public virtual TimeSpan IdleLimit(TenantId tenant) => _known.GetValueOrDefault(tenant).Idle;

    /// <summary>Takes what the workspace's settings say now.</summary>
    public void Learn(TenantId tenant, bool secondFactor, TimeSpan idle) => _known[tenant] = (secondFactor, idle);
}
