using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Channels;

/// <summary>Registers a WPPConnect server; its webhook path is made here.</summary>
public sealed class AddWhatsAppServer(IChannelStore channels, ILinkTokens tokens, ISecrets secrets, IIdSource ids, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Adds the server.</summary>
    /// <param name="name">What people call it.</param>
    /// <param name="baseUrl">Where its REST interface answers.</param>
    /// <param name="secretKey">Its SECRET_KEY.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Result<long>> ExecuteAsync(string name, string baseUrl, string secretKey, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageChannels) is { } denied) return denied;
        var (token, hash) = tokens.Create();
        var server = WhatsAppServer.Create(ids.Next(), actor.Current.Tenant, name, baseUrl, secretKey, new WebhookToken(token, hash), secrets);
        if (!server.Succeeded) return server.Error;
        channels.Add(server.Value);
        var saved = await work.SaveAsync(ct);
        return saved.Succeeded ? server.Value.Id : saved.Error;
    }
}

/// <summary>Connects a session of a server as a number of the workspace.</summary>
public sealed class AddWhatsAppNumber(IChannelStore channels, IDepartmentStore departments, IIdSource ids, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Adds the number; its new tickets go to the oldest department until somebody says otherwise.</summary>
    public async Task<Result<ChannelAccountId>> ExecuteAsync(long server, string session, string name, int sendsPerMinute, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageChannels) is { } denied) return denied;
        if (await channels.FindServerAsync(server, ct) is null) return ChannelErrors.NotFound;
        if (await channels.FindBySessionAsync(server, session.Trim(), ct) is not null) return ChannelErrors.SessionTaken;
        var department = (await departments.OpenAsync(ct))[0];
        var account = ChannelAccount.Create(new ChannelAccountId(ids.Next()), server, session, name, department, sendsPerMinute, clock.GetUtcNow());
        if (!account.Succeeded) return account.Error;
        channels.Add(account.Value);
        var saved = await work.SaveAsync(ct);
        return saved.Succeeded ? account.Value.Id : saved.Error == SaveErrors.Duplicate ? ChannelErrors.SessionTaken : saved.Error;
    }
}

/// <summary>Sends a number's new tickets to another department; open tickets stay where they are.</summary>
public sealed class ServeNumber(IChannelStore channels, IDepartmentStore departments, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Changes the department.</summary>
    public async Task<Result> ExecuteAsync(ChannelAccountId id, DepartmentId department, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageChannels) is { } denied) return denied;
        if (await channels.FindAsync(id, ct) is not { } account) return ChannelErrors.NotFound;
        if (!(await departments.OpenAsync(ct)).Contains(department)) return DepartmentErrors.NotFound;
        account.ServeBy(department);
        return await work.SaveAsync(ct);
    }
}
