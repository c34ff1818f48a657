using System.Security.Claims;
using Helpdesk.Core.Identity;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Infrastructure.Identity.SignIn;
using Helpdesk.Web.Api;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Helpdesk.Web.Doors;

/// <summary>
/// Says who acts in a request: a token, or the signed-in person's current membership while the session is open. One who lost either is signed out;
/// one who must enrol a second factor first gets no further than the account page. What is refused is noted.
/// </summary>
public sealed class ActorMiddleware(RequestDelegate next)
{
    /// <summary>Sets the actor of the request's scope.</summary>
    public async Task InvokeAsync(HttpContext context, ActorContext actor, MembershipDirectory members, SessionDirectory sessions, Refusals refusals)
    {
        if (context.Features.Get<CurrentToken>() is { } token)
        {
            await ActAsync(context, actor, token.Actor.From(context.Origin("token:" + token.Name)), refusals);
            return;
        }

        if (context.User.Identity?.IsAuthenticated != true)
        {
            await next(context);
            return;
        }

        var signedIn = SignedIn.Read(context.User);
        var session = signedIn is null ? null : await sessions.FindAsync(signedIn.Session, context.RequestAborted);
        if (session is null || await members.FindAsync(session.User, session.Workspace, context.RequestAborted) is not { } member)
        {
            await EndAsync(context, ended: signedIn is not null && session is null);
            return;
        }

        if (session.MustEnrol && !IsOpen(context) && !SignInGate.IsForEnrolment(context.Request.Path))
        {
            if (context.IsApi()) await context.ChallengeAsync();
            else context.Response.Redirect(SignInGate.Enrolment);
            return;
        }

        if (SignInGate.IsByHand(context.Request)) await sessions.SeenAsync(session.Id, context.RequestAborted);
        await ActAsync(context, actor, member.Actor.From(context.Origin()), refusals);
    }

    private async Task ActAsync(HttpContext context, ActorContext actor, Actor who, Refusals refusals)
    {
        actor.Set(who);
        await next(context);
        if (context.Response.StatusCode == StatusCodes.Status403Forbidden) await refusals.NoteAsync(who, $"{context.Request.Method} {context.Request.Path}");
    }

    private static bool IsOpen(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    private async Task EndAsync(HttpContext context, bool ended)
    {
        if (context.IsApi())
        {
            await context.ChallengeAsync();
            return;
        }

        // The cookie stays. It is worth nothing, and the browser may have been given a newer one meanwhile, as after a changed password: this answer must not take it away.
        if (IsOpen(context))
        {
            // A page for everybody is shown to somebody whose sign-in is over, too: the sign-in page above all.
            context.User = new ClaimsPrincipal(new ClaimsIdentity());
            await next(context);
            return;
        }

        context.Response.Redirect(ended ? "/signin?why=ended" : "/signin");
    }
}
