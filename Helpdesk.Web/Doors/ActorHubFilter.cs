using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Web.Realtime;
using Microsoft.AspNetCore.SignalR;

namespace Helpdesk.Web.Doors;

/// <summary>
/// Says who acts in a call of the hub: the session's member or the token as they are now. Holds callers to their number of calls, and notes what is
/// refused for want of a permission.
/// </summary>
public sealed class ActorHubFilter(HubConnections connections, HubArrivals arrivals, HubCallers callers, Refusals refusals) : IHubFilter
{
    // What a person does, as against what a program says by itself.
    private static readonly string[] AtWork = [nameof(AgentHub.Typing), nameof(AgentHub.Claim), nameof(AgentHub.Reply), nameof(AgentHub.Note)];

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var (context, method) = (invocationContext.Context, invocationContext.HubMethodName);
        if (connections.Find(context.ConnectionId) is not { } client) throw HubErrors.Over.ToHub();
        if (!client.Calls.Take())
        {
            if (client.Calls.IsAbused) client.End();
            throw HubErrors.TooManyCalls.ToHub();
        }

        if (await callers.FindAsync(client.Caller, context.ConnectionAborted) is not { } actor)
        {
            client.End();
            throw HubErrors.Over.ToHub();
        }

        invocationContext.ServiceProvider.GetRequiredService<ActorContext>().Set(actor);
        if (AtWork.Contains(method)) arrivals.Works(client);
        try
        {
            return await next(invocationContext);
        }
        catch (HubException refused) when (refused.Message == PermissionErrors.Denied.Code)
        {
            await refusals.NoteAsync(actor, $"{nameof(AgentHub)}.{method}");
            throw;
        }
    }
}

/// <summary>Shows a result to a hub's caller: the value, or a <see cref="HubException"/> with the refusal's code.</summary>
public static class ResultHub
{
    /// <summary>Throws the refusal, if it is one.</summary>
    public static void OrThrow(this Result result)
    {
        if (result.Error is { } error) throw error.ToHub();
    }

    /// <summary>The value; throws the refusal.</summary>
    public static T OrThrow<T>(this Result<T> result) => result.Succeeded ? result.Value : throw result.Error.ToHub();

    /// <summary>The refusal as a caller gets it.</summary>
    public static HubException ToHub(this Error error) => new(error.Code);
}
