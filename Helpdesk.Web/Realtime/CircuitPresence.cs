using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Presence;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Helpdesk.Web.Realtime;

/// <summary>A page is a connection of its agent: here while the line holds, gone when it breaks or the page closes.</summary>
public sealed class CircuitPresence(PresenceNode presence) : CircuitHandler
{
    private readonly string _connection = Guid.NewGuid().ToString("N");
    private (TenantId Tenant, AgentId Agent, SessionId Session)? _who;

    /// <summary>Says whose page it is, or that its agent works.</summary>
    public void Active(TenantId tenant, AgentId agent, SessionId session)
    {
        _who = (tenant, agent, session);
        presence.Active(tenant, agent, session, _connection);
    }

    /// <inheritdoc/>
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (_who is { } who) presence.Active(who.Tenant, who.Agent, who.Session, _connection);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (_who is { } who) presence.Gone(who.Tenant, who.Agent, _connection);
        return Task.CompletedTask;
    }
}
