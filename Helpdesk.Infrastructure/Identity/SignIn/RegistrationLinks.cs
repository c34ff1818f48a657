using System.Net.Mail;
using System.Threading.RateLimiting;
using Helpdesk.Core.Identity.SignIn;

namespace Helpdesk.Infrastructure.Identity.SignIn;

/// <summary>What the installation allows about workspaces, under <c>Workspaces</c>.</summary>
public sealed class WorkspacesOptions
{
    /// <summary>Whether anybody who proves an address may open a workspace; needs the installation's own mail.</summary>
    public bool Registration { get; set; }
}

/// <summary>How many registration links one network may ask for, so that nobody uses the product to write to strangers.</summary>
public sealed class RegistrationLimit : IDisposable
{
    /// <summary>Links an hour for one network, on each node.</summary>
    public const int PerHour = 10;

    private readonly PartitionedRateLimiter<string> _limits = PartitionedRateLimiter.Create<string, string>(network => RateLimitPartition.GetFixedWindowLimiter(
        network, _ => new FixedWindowRateLimiterOptions { PermitLimit = PerHour, Window = TimeSpan.FromHours(1), QueueLimit = 0 }));

    /// <summary>Counts one.</summary>
    /// <returns>Whether it was within the limit.</returns>
    public bool Takes(string network)
    {
        using var lease = _limits.AttemptAcquire(network);
        return lease.IsAcquired;
    }

    /// <inheritdoc/>
    public void Dispose() => _limits.Dispose();
}

/// <summary>Links that prove an address, for whoever registers a workspace.</summary>
public sealed class RegistrationLinks(Challenges challenges, RegistrationLimit limit)
{
    /// <summary>A link's secret for an address, whoever has it; null when it is none, was sent one a moment ago, or its sender asks too often.</summary>
    /// <param name="email">One bare address.</param>
    /// <param name="network">Where it was asked from (<see cref="ClientNetwork"/>).</param>
    /// <param name="ct">Cancels.</param>
    public async Task<string?> ForAsync(string email, string network, CancellationToken ct)
    {
        if (!MailAddress.TryCreate(email, out var address) || address.Address != email || !limit.Takes(network)) return null;
        var proven = address.Address.ToLowerInvariant();
        if (await challenges.HasFreshRegistrationAsync(proven, ct)) return null;
        return await challenges.CreateAsync(ChallengeKind.Registration, user: null, ct, state: proven);
    }
}
