using System.Security.Claims;
using System.Text.Encodings.Web;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Web.Realtime;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Helpdesk.Web.Doors;

/// <summary>
/// Lets programs into the agents' hub by a one-use ticket in the address, where a browser's socket can carry nothing else (DECISIONS 28). The ticket is
/// used up by the connection, whatever becomes of it; a cookie beside it counts for nothing.
/// </summary>
public sealed class HubTicketAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, UseCaseRunner runner, TokenDirectory tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme of hub tickets.</summary>
    public const string Name = "HubTicket";

    private const string Bearer = "Bearer ";

    // The second is how SignalR's clients in browsers call what their accessTokenFactory gives them; outside they use the header.
    private static readonly string[] Names = ["ticket", "access_token"];

    /// <summary>Whether a request to the hub names a ticket.</summary>
    public static bool Has(HttpRequest request) => request.Path.StartsWithSegments(HubModule.Path, StringComparison.OrdinalIgnoreCase) && TicketOf(request) is not null;

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // A negotiation is no connection: it would use the ticket up for nothing.
        if (HttpMethods.IsPost(Request.Method) || TicketOf(Request) is not { } ticket) return AuthenticateResult.NoResult();
        var used = await runner.RunAsync<HubTickets, (TenantId Tenant, long Token)?>(Actor.Installation, tickets => tickets.UseAsync(ticket, Context.RequestAborted));
        if (used is not var (tenant, id) || await tokens.FindAsync(tenant, id, Context.RequestAborted) is not { } token) return AuthenticateResult.NoResult();
        Context.Features.Set(token);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(Scheme.Name)), Scheme.Name));
    }

    private static string? TicketOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? header[Bearer.Length..]
            : Names.Select(name => request.Query[name].ToString()).FirstOrDefault(text => text.Length > 0);
    }
}
