using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tickets;
using Helpdesk.Web.Conversations;
using Helpdesk.Web.Doors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Helpdesk.Web.Realtime;

/// <summary>
/// The agents' hub (docs/realtime.md). What a connection hears of changes follows from who it is; what it watches besides is asked for here. Refusals
/// are <see cref="HubException"/>s with the code the API has for them. <see cref="ActorHubFilter"/> says who acts.
/// </summary>
[Authorize]
public sealed class AgentHub(HubArrivals arrivals) : Hub<IAgentClient>
{
    private HubClient Me => (HubClient)Context.Items[typeof(HubClient)]!;

    /// <inheritdoc/>
    public override async Task OnConnectedAsync() =>
        Context.Items[typeof(HubClient)] = await arrivals.EnterAsync(HubKeeper.ConnectionOf(Context), Context.GetHttpContext()!);

    /// <inheritdoc/>
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        arrivals.Leave(Me);
        return Task.CompletedTask;
    }

    /// <summary>Hears from now on who has a ticket open and who writes in it.</summary>
    public async Task WatchTicket(long ticketId, WatchedTickets tickets, IActorAccessor actor) => (await tickets.WatchAsync(Me, ticketId, actor)).OrThrow();

    /// <summary>Hears that no more.</summary>
    public void UnwatchTicket(long ticketId) => Me.Tickets.TryRemove(ticketId, out _);

    /// <summary>Hears a list now and what changes in it, in place of the list before.</summary>
    public async Task WatchList(ListWish wish, HubLists lists, ITicketQueries queries) => (await lists.WatchAsync(Me, wish, queries, Context.ConnectionAborted)).OrThrow();

    /// <summary>Hears of no list any more.</summary>
    public void UnwatchList() => Me.List = null;

    /// <summary>Hears now who is here and how long the queues are, and what changes.</summary>
    public async Task WatchBoard(HubBoards boards, IActorAccessor actor) => (await boards.WatchAsync(Me, actor)).OrThrow();

    /// <summary>Hears that no more.</summary>
    public void UnwatchBoard(HubBoards boards) => boards.Leave(Me);

    /// <summary>Says that the acting agent has a ticket open, again at least every 20 s, or has left it.</summary>
    public async Task Viewing(long ticketId, bool on, WatchedTickets tickets, IActorAccessor actor) =>
        (await tickets.SayAsync(Me, ticketId, on ? LiveSignalKind.Viewing : LiveSignalKind.Left, actor)).OrThrow();

    /// <summary>Says that the acting agent writes a reply, again at least every 3 s, or writes no longer.</summary>
    public async Task Typing(long ticketId, bool on, WatchedTickets tickets, IActorAccessor actor) =>
        (await tickets.SayAsync(Me, ticketId, on ? LiveSignalKind.Typing : LiveSignalKind.Stopped, actor)).OrThrow();

    /// <summary>Takes a ticket nobody holds.</summary>
    public async Task Claim(long ticketId, ClaimTicket claim) => (await claim.ExecuteAsync(new TicketId(ticketId), Context.ConnectionAborted)).OrThrow();

    /// <summary>Answers the customer.</summary>
    /// <returns>The message.</returns>
    public async Task<CreatedBody> Reply(HubReply reply, SendReply send)
    {
        var request = new ReplyRequest(new TicketId(reply.TicketId), reply.Text, reply.ClientId, reply.Seen, reply.SendAnyway);
        return new CreatedBody((await send.ExecuteAsync(request, Context.ConnectionAborted)).OrThrow().Value);
    }

    /// <summary>Leaves a note that only colleagues see.</summary>
    /// <returns>The note.</returns>
    public async Task<CreatedBody> Note(HubNote note, AddNote add) =>
        new((await add.ExecuteAsync(new TicketId(note.TicketId), note.Text, note.ClientId, Context.ConnectionAborted)).OrThrow().Value);
}
