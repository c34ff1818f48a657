using System.ComponentModel;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Infrastructure.Identity;
using Microsoft.AspNetCore.Http.Features;

namespace Helpdesk.Web.Api;

/// <summary>What opens one connection of the agents' hub.</summary>
public sealed record HubTicketBody(
    [property: Description("For the address of the connection: ticket=…")] string Ticket,
    [property: Description("How many seconds it works.")] int ExpiresIn);

/// <summary>The way from a token to the agents' hub (docs/realtime.md).</summary>
public static class HubTicketEndpoints
{
    /// <summary>Maps <c>/hub-tickets</c>.</summary>
    public static void MapHubTickets(this IEndpointRouteBuilder api) => api.MapPost("/hub-tickets", CreateAsync).WithTags("Hub").WithMetadata(new NeverKept()).Produces<HubTicketBody>()
        .WithSummary("Makes a ticket that opens one connection of the agents' hub.")
        .WithDescription("The connection acts as the token does, and ends with it.");

    private static async Task<IResult> CreateAsync(HttpContext context, HubTickets tickets, CancellationToken ct)
    {
        var token = context.Features.GetRequiredFeature<CurrentToken>();
        return Results.Ok(new HubTicketBody(await tickets.CreateAsync(token, ct), (int)SignInChallenge.HubTicketTime.TotalSeconds));
    }
}
