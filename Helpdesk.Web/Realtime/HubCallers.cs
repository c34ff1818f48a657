using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Infrastructure.Identity.SignIn;
using Helpdesk.Web.Doors;

namespace Helpdesk.Web.Realtime;

/// <summary>By what a hub client came in: the session of a browser, or the token behind a hub ticket. One of the two is there.</summary>
/// <param name="Tenant">The workspace.</param>
/// <param name="Session">A signed-in browser.</param>
/// <param name="Token">A program.</param>
/// <param name="Origin">Where it comes from.</param>
public sealed record HubCaller(TenantId Tenant, SessionId? Session, long? Token, RequestOrigin Origin)
{
    /// <summary>Of the request that opened the connection; null when nobody is signed in.</summary>
    public static HubCaller? Of(HttpContext http) =>
        http.Features.Get<CurrentToken>() is { } token ? new HubCaller(token.Actor.Tenant, null, token.Id, http.Origin("token:" + token.Name))
        : SignedIn.Read(http.User) is { } signedIn ? new HubCaller(signedIn.Tenant, signedIn.Session, null, http.Origin())
        : null;
}

/// <summary>Who acts on a hub connection at this moment, from the node's caches: asked at each call, and whenever people change.</summary>
public sealed class HubCallers(MembershipDirectory members, SessionDirectory sessions, TokenDirectory tokens)
{
    /// <summary>The actor; null when the session is over, the token revoked or too old, or the member may not act.</summary>
    public async ValueTask<Actor?> FindAsync(HubCaller caller, CancellationToken ct)
    {
        if (caller.Token is { } token) return (await tokens.FindAsync(caller.Tenant, token, ct))?.Actor.From(caller.Origin);
        return await sessions.FindAsync(caller.Session!.Value, ct) is { MustEnrol: false } session && await members.FindAsync(session.User, session.Workspace, ct) is { } member
            ? member.Actor.From(caller.Origin)
            : null;
    }
}
