using System.Security.Claims;
using System.Text.Encodings.Web;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Web.Doors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Helpdesk.Web.Api;

/// <summary>
/// Lets programs in by <c>Authorization: Bearer</c>, and our own pages by their cookie when they only read. A token in an address is no token: addresses
/// are kept in logs and histories. Only under the API's root; the hub has one-use tickets (<see cref="HubTicketAuthentication"/>).
/// </summary>
public sealed class TokenAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenDirectory tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme of tokens.</summary>
    public const string Name = "Token";

    private const string Bearer = "Bearer ";

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.Length == 0) return IsOwnRead() ? await Context.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme) : AuthenticateResult.NoResult();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        if (await tokens.FindAsync(header[Bearer.Length..].Trim(), Context.RequestAborted) is not { } token) return AuthenticateResult.NoResult();
        Context.Features.Set(token);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(Scheme.Name)), Scheme.Name));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // One answer for every token that is not taken, whatever is wrong with it (RFC 6750, 3.1).
        var given = Request.Headers.Authorization.Count > 0;
        Response.Headers.WWWAuthenticate = given ? "Bearer realm=\"helpdesk\", error=\"invalid_token\"" : "Bearer realm=\"helpdesk\"";
        return (given
            ? ApiProblem.Of(StatusCodes.Status401Unauthorized, "token.refused", "The token is unknown, revoked or too old, or its owner may not act.")
            : ApiProblem.Of(StatusCodes.Status401Unauthorized, "token.missing", "Send an access token: Authorization: Bearer hd_…")).ExecuteAsync(Context);
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ApiProblem.Of(StatusCodes.Status403Forbidden, "permission.denied").ExecuteAsync(Context);

    // Browsers say where a request comes from; other sites' pages get nothing by our cookie, and no page changes anything by it.
    private bool IsOwnRead()
    {
        if (!HttpMethods.IsGet(Request.Method) && !HttpMethods.IsHead(Request.Method)) return false;
        if (Request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site) return site is "same-origin" or "none";
        return Request.Headers[HeaderNames.Origin].ToString() is not { Length: > 0 } origin || origin == $"{Request.Scheme}://{Request.Host}";
    }
}
