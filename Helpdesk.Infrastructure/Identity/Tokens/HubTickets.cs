using System.Globalization;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Identity.SignIn;

namespace Helpdesk.Infrastructure.Identity;

/// <summary>
/// One-use tickets by which programs open a connection of the agents' hub without showing their token in an address (DECISIONS 28). Kept in the
/// database, as hashes, so that a ticket of one node opens a connection on another, and only once.
/// </summary>
public sealed class HubTickets(Challenges challenges)
{
    /// <summary>Makes one for a token; it works for <see cref="SignInChallenge.HubTicketTime"/>.</summary>
    public Task<string> CreateAsync(CurrentToken token, CancellationToken ct) =>
        challenges.CreateAsync(ChallengeKind.HubTicket, null, ct, state: string.Create(CultureInfo.InvariantCulture, $"{token.Actor.Tenant.Value}/{token.Id}"));

    /// <summary>Uses one up.</summary>
    /// <returns>The workspace and its token; null when the ticket is unknown, late or used.</returns>
    public async Task<(TenantId Tenant, long Token)?> UseAsync(string ticket, CancellationToken ct)
    {
        if (await challenges.FindAsync(ticket, ct, ChallengeKind.HubTicket) is not { } found || !await challenges.UseAsync(found, ct)) return null;
        var parts = found.State!.Split('/');
        return (new TenantId(long.Parse(parts[0], CultureInfo.InvariantCulture)), long.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
