using System.ComponentModel;
using Helpdesk.Core.Live;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Live;
using Helpdesk.Web.Tickets;

namespace Helpdesk.Web.Realtime;

/// <summary>
/// What the agents' hub tells its clients (docs/realtime.md). Signals of changes carry sequences and ids, never content: a client re-reads. Only what a
/// client asked to watch, a list or the board, comes with what is to be shown.
/// </summary>
public interface IAgentClient
{
    /// <summary>The version of the contract; what breaks a client gets another.</summary>
    const int Contract = 1;

    /// <summary>First of all: which contract is spoken, and to whom.</summary>
    Task Welcome(WelcomeSignal welcome);

    /// <summary>A customer's message arrived.</summary>
    Task MessageReceived(TicketSignal signal);

    /// <summary>An entry of a thread was added or moved: a reply, a note, an event, a tick.</summary>
    Task MessageChanged(TicketSignal signal);

    /// <summary>A ticket changed hands.</summary>
    Task TicketAssigned(TicketSignal signal);

    /// <summary>A ticket's state changed: status, priority, category, department, a delay's begin and end.</summary>
    Task TicketChanged(TicketSignal signal);

    /// <summary>The connection's own member is told something.</summary>
    Task NotificationRaised(NotificationSignal signal);

    /// <summary>Everything up to this sequence that concerns the connection has been sent: to be named when it comes back.</summary>
    Task Position(long sequence);

    /// <summary>What was missed cannot be told any more: read everything anew.</summary>
    Task Reload(ReloadSignal reload);

    /// <summary>What other nodes commit may come seconds late from now on, or comes at once again (<see cref="ILiveHealth"/>). Nothing is lost by it.</summary>
    Task Slow(bool slow);

    /// <summary>The list asked for by <c>WatchList</c>, as it is now.</summary>
    Task List(ListSignal list);

    /// <summary>A row of the watched list is new or another one; its place follows from its last message.</summary>
    Task RowChanged(TicketBody ticket);

    /// <summary>A row left the watched list.</summary>
    Task RowGone(long ticketId);

    /// <summary>The board asked for by <c>WatchBoard</c>, as it is now.</summary>
    Task Board(BoardSignal board);

    /// <summary>These agents' states or loads changed.</summary>
    Task PresenceChanged(IReadOnlyList<AgentSignal> agents);

    /// <summary>An agent's break was asked for, began or ended.</summary>
    Task BreakChanged(BreakSignal change);

    /// <summary>A department's queue is longer, shorter, or has waited longer.</summary>
    Task QueueChanged(QueueSignal queue);

    /// <summary>Somebody writes a reply in a watched ticket, or stopped.</summary>
    Task Typing(PersonSignal signal);

    /// <summary>Somebody has a watched ticket open, or left it.</summary>
    Task Viewing(PersonSignal signal);
}

/// <summary>Who is spoken to.</summary>
/// <param name="Contract"><see cref="IAgentClient.Contract"/>.</param>
/// <param name="AgentId">The acting agent; null for a program of the workspace.</param>
/// <param name="Slow">As <see cref="IAgentClient.Slow"/> would say it now.</param>
public sealed record WelcomeSignal(int Contract, long? AgentId, bool Slow);

/// <summary>One change of one ticket.</summary>
public sealed record TicketSignal(long Sequence, long TicketId, long? MessageId);

/// <summary>One notification.</summary>
public sealed record NotificationSignal(long Sequence, long NotificationId);

/// <summary>Why a client must read everything anew.</summary>
public sealed record ReloadSignal(ReloadReason Reason);

/// <summary>A part of a list.</summary>
/// <param name="Tickets">Newest message first.</param>
/// <param name="Next">The cursor of what follows, for <c>WatchList</c> and for the API; null at the end.</param>
public sealed record ListSignal(IReadOnlyList<TicketBody> Tickets, string? Next);

/// <summary>Who is here, who is on a break, and which departments have somebody in line.</summary>
public sealed record BoardSignal(IReadOnlyList<AgentSignal> Agents, IReadOnlyList<BreakSignal> Breaks, IReadOnlyList<QueueSignal> Queues);

/// <summary>An agent as hub clients hear of one.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="State">What the agent is doing; offline for who is no longer a member.</param>
/// <param name="Since">Since when.</param>
/// <param name="Load">The weights of what the agent holds.</param>
/// <param name="Capacity">Of how much.</param>
public sealed record AgentSignal(long AgentId, AgentState State, DateTimeOffset Since, int Load, int Capacity)
{
    internal static AgentSignal Of(AgentNow agent) => new(agent.Id.Value, agent.State, agent.Since, agent.Load, agent.Capacity);
}

/// <summary>An agent's break.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="BreakId">The break; null when none runs or is waited for (any more).</param>
/// <param name="Reason">What for, by its name in the settings.</param>
/// <param name="StartedAt">Null while it is waited for.</param>
/// <param name="PlannedEnd">When it should be over; null while it is waited for.</param>
public sealed record BreakSignal(long AgentId, long? BreakId, string? Reason, DateTimeOffset? StartedAt, DateTimeOffset? PlannedEnd)
{
    internal static BreakSignal Of(AgentNow agent) => new(agent.Id.Value, agent.Break?.Id, agent.Break?.Reason, agent.Break?.StartedAt, agent.Break?.PlannedEnd);
}

/// <summary>A department's queue.</summary>
/// <param name="DepartmentId">The department.</param>
/// <param name="InLine">Tickets that wait for an agent.</param>
/// <param name="Oldest">Since when the first of them does; null when there is none.</param>
/// <param name="Delayed">Open tickets of the department, held or not, whose customers have waited longer than the workspace lets one wait.</param>
public sealed record QueueSignal(long DepartmentId, int InLine, DateTimeOffset? Oldest, int Delayed);

/// <summary>Somebody at a ticket.</summary>
/// <param name="On">Whether it begins or goes on; false when it ended.</param>
public sealed record PersonSignal(long TicketId, long AgentId, bool On);

/// <summary>The part of a list a client wants to watch.</summary>
public sealed record ListWish(
    TicketView View,
    [property: Description("1 to 200; 50 when not said.")] int? Take = null,
    [property: Description("The next of the part before.")] string? After = null);

/// <summary>A reply to the customer, as <c>POST /api/v1/tickets/{id}/replies</c> takes one.</summary>
/// <param name="Seen">The highest sequence of the thread the caller has read.</param>
/// <param name="ClientId">The caller's own id of the message, 8 to 64 characters: the same one again is the same message.</param>
/// <param name="SendAnyway">Send although somebody has written since.</param>
public sealed record HubReply(long TicketId, string Text, long Seen, string ClientId, bool SendAnyway = false);

/// <summary>A note that only colleagues see; the same client id again is the same note.</summary>
public sealed record HubNote(long TicketId, string Text, string ClientId);
