using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Identity;
using Microsoft.AspNetCore.Authentication;

namespace Helpdesk.Web.Doors;

/// <summary>Says who acts in a request: the signed-in person's current membership. One who lost it is signed out; what is refused is noted.</summary>
public sealed class ActorMiddleware(RequestDelegate next)
{
    /// <summary>Sets the actor of the request's scope.</summary>
    public async Task InvokeAsync(HttpContext context, ActorContext actor, MembershipDirectory members, Refusals refusals)
    {
        if (context.User.Identity?.IsAuthenticated != true)
        {
            await next(context);
            return;
        }

        var signedIn = SignedIn.Read(context.User);
        if (signedIn is null || await members.FindAsync(signedIn.User, signedIn.Tenant, context.RequestAborted) is not { } member)
        {
            await context.SignOutAsync();
            context.Response.Redirect("/signin");
            return;
        }

        actor.Set(member.Actor.From(context.Origin()));
        await next(context);
        if (context.Response.StatusCode == StatusCodes.Status403Forbidden) await refusals.NoteAsync(actor.Current, $"{context.Request.Method} {context.Request.Path}");
    }
}
