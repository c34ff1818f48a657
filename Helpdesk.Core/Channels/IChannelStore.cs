using Helpdesk.Core.Identity;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Channels;

/// <summary>Write access to servers and numbers.</summary>
public interface IChannelStore
{
    /// <summary>A number, tracked.</summary>
    Task<ChannelAccount?> FindAsync(ChannelAccountId id, CancellationToken ct);

    /// <summary>The number behind a server's session, tracked.</summary>
    Task<ChannelAccount?> FindBySessionAsync(long server, string session, CancellationToken ct);

    /// <summary>A server, tracked.</summary>
    Task<WhatsAppServer?> FindServerAsync(long id, CancellationToken ct);

    void Add(WhatsAppServer server);

    void Add(ChannelAccount account);
}

/// <summary>A number as the console and the channels page show it.</summary>
/// <param name="ServerId">None for a keeper of imported conversations.</param>
/// <param name="Department">The team its new tickets go to.</param>
/// <param name="Held">Replies waiting to leave.</param>
/// <param name="LastWebhookAt">When the provider last told us anything.</param>
public sealed record ChannelRow(
    ChannelAccountId Id, string Name, string SessionName, long? ServerId, DepartmentId Department, ChannelState State, DateTimeOffset StateSince, string? PauseReason,
    int SendsPerMinute, int Held, DateTimeOffset? LastWebhookAt);

/// <summary>A server as the channels page shows it; the path is shown to who may manage channels.</summary>
public sealed record ServerRow(long Id, string Name, string BaseUrl, string WebhookPath);

/// <summary>Reads for channel chips and the channels page.</summary>
public interface IChannelQueries
{
    /// <summary>The workspace's numbers.</summary>
    Task<IReadOnlyList<ChannelRow>> ListAsync(CancellationToken ct);

    /// <summary>The workspace's servers; refused without <see cref="Identity.Permission.ManageChannels"/>.</summary>
    Task<Shared.Result<IReadOnlyList<ServerRow>>> ServersAsync(CancellationToken ct);
}
