using Helpdesk.Core.Identity;

namespace Helpdesk.Core.Tickets;

/// <summary>The acting workspace's settings, from the node's cache.</summary>
public interface ITenantDirectory
{
    /// <summary>Settings of the actor's workspace.</summary>
    Task<TenantSettings> CurrentAsync(CancellationToken ct);
}

/// <summary>What use cases need of a workspace's settings.</summary>
/// <param name="Archives">The accounts that only keep imported conversations: nothing leaves on them.</param>
public sealed record TenantSettings(
    string Name, string TimeZone, string Language, string Country, string NumberPattern, TimeSpan ReopenWindow, TimeSpan AutoCloseAfter,
    IReadOnlyDictionary<ChannelAccountId, DepartmentId> Accounts, IReadOnlySet<ChannelAccountId> Archives)
{
    /// <summary>The team that gets new tickets of an account.</summary>
    public DepartmentId DepartmentOf(ChannelAccountId account) => Accounts[account];
}
