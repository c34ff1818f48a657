using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Routing;

/// <summary>
/// How long a customer waited for an answer of a person, whatever path it took: composer, API or the phone itself (SEEDS 24.6). A second reply
/// before the customer writes again answers nothing and has none; a program's has none; one that finally fails gives its own back.
/// </summary>
public sealed class ReplyTime : ITenantOwned
{
    private ReplyTime()
    {
    }

    /// <summary>The reply.</summary>
    public MessageId Id { get; private set; }

    public TenantId TenantId { get; private set; }

    public TicketId TicketId { get; private set; }

    /// <summary>Who wrote it; none when it was typed on the phone.</summary>
    public AgentId? AgentId { get; private set; }

    /// <summary>The ticket's department then.</summary>
    public DepartmentId DepartmentId { get; private set; }

    /// <summary>Whether it is the ticket's first response; the others are next responses.</summary>
    public bool IsFirst { get; private set; }

    /// <summary>For a first response the customer's first message, or the ticket's creation when that is earlier; for the next ones the first message nobody had answered.</summary>
    public DateTimeOffset WaitedFrom { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>From <see cref="WaitedFrom"/> to <see cref="At"/>, in whole seconds.</summary>
    public long Seconds { get; private set; }

    /// <summary>The same in the department's business hours.</summary>
    public long BusinessSeconds { get; private set; }

    /// <summary>A reply's. What is typed on the phone carries the provider's whole seconds and is never earlier than what it answers.</summary>
    public static ReplyTime Of(Message reply, AnsweredWait wait, DateTimeOffset at, Sla.BusinessCalendar calendar)
    {
        var from = wait.IsFirst && wait.TicketCreatedAt < wait.Since ? wait.TicketCreatedAt : wait.Since;
        var until = at > from ? at : from;
        return new ReplyTime
        {
            Id = reply.Id,
            TicketId = reply.TicketId,
            AgentId = reply.AuthorId,
            DepartmentId = wait.Department,
            IsFirst = wait.IsFirst,
            WaitedFrom = from,
            At = until,
            Seconds = (long)(until - from).TotalSeconds,
            BusinessSeconds = (long)calendar.Between(from, until).TotalSeconds,
        };
    }

    /// <summary>The reply before it has finally failed: this one was the first.</summary>
    public void BecomeFirst() => IsFirst = true;
}

/// <summary>The wait a reply has ended.</summary>
/// <param name="Since">The first customer message nobody had answered.</param>
/// <param name="TicketCreatedAt">When the ticket was made.</param>
/// <param name="Department">Its department.</param>
/// <param name="IsFirst">Whether nobody had answered the ticket before.</param>
public sealed record AnsweredWait(DateTimeOffset Since, DateTimeOffset TicketCreatedAt, DepartmentId Department, bool IsFirst);
