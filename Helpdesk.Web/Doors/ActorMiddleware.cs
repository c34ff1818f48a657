using Helpdesk.Core.Identity;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Web.Api;
using Microsoft.AspNetCore.Authentication;

namespace Helpdesk.Web.Doors;

/// <summary>Says who acts in a request: a token, or the signed-in person's current membership. One who lost it is signed out; what is refused is noted.</summary>
public sealed class ActorMiddleware(RequestDelegate next)
{
    /// <summary>Sets the actor of the request's scope.</summary>
    public async Task InvokeAsync(HttpContext context, ActorContext actor, MembershipDirectory members, Refusals refusals)
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
        if (signedIn is null || await members.FindAsync(signedIn.User, signedIn.Tenant, context.RequestAborted) is not { } member)
        {
            if (context.IsApi())
            {
                await context.ChallengeAsync();
                return;
            }

            await context.SignOutAsync();
            context.Response.Redirect("/signin");
            return;
        }

        await ActAsync(context, actor, member.Actor.From(context.Origin()), refusals);
    }

    private async Task ActAsync(HttpContext context, ActorContext actor, Actor who, Refusals refusals)
    {
        actor.Set(who);
        await next(context);
        if (context.Response.StatusCode == StatusCodes.Status403Forbidden) await refusals.NoteAsync(who, $"{context.Request.Method} {context.Request.Path}");
    }
}
