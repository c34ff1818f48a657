using System.Globalization;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Conversations;

internal sealed class ConversationQueries(HelpdeskDb db, IActorAccessor actor) : IConversationQueries
{
    private const int LongestPage = 200;

    public async Task<ThreadPage?> ThreadAsync(TicketId ticket, MessageId? before, int take, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ViewTickets) is not null) return null;
        take = Math.Clamp(take, 1, LongestPage);
        var last = await Visible.Where(t => t.Id == ticket).Select(t => (long?)t.LastSequence).SingleOrDefaultAsync(ct);
        if (last is null) return null;

        var thread = db.Messages.AsNoTracking().Where(MessageAccess.Shown(actor.Current)).Where(m => m.TicketId == ticket);
        if (before is { } id)
        {
            var mark = await thread.Where(m => m.Id == id).Select(m => (DateTimeOffset?)m.SentAt).SingleOrDefaultAsync(ct);
            if (mark is not { } at) return new ThreadPage([], false, last.Value);
            thread = thread.Where(m => m.SentAt < at || (m.SentAt == at && m.Id < id));
        }

        var newest = await WithFiles(thread.OrderByDescending(m => m.SentAt).ThenByDescending(m => m.Id).Take(take + 1)).ToListAsync(ct);
        var more = newest.Count > take;
        if (more) newest.RemoveAt(take);
        newest.Reverse();
        return new ThreadPage(await RowsAsync(newest, ct), more, last.Value);
    }

    public Task<bool> AnyReplyAsync(CancellationToken ct) => db.Tickets.AnyAsync(t => t.FirstResponseAt != null, ct);

    public async Task<MessageRow?> NewestPublicAfterAsync(TicketId ticket, long sequence, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ViewTickets) is not null) return null;
        var newest = await WithFiles(db.Messages.AsNoTracking()
            .Where(m => m.TicketId == ticket && Visible.Any(t => t.Id == ticket) && m.Sequence > sequence && (m.Kind == MessageKind.Customer || m.Kind == MessageKind.Reply))
            .OrderByDescending(m => m.Sequence).Take(1)).ToListAsync(ct);
        return (await RowsAsync(newest, ct)).FirstOrDefault();
    }

    private IQueryable<Ticket> Visible => db.Tickets.AsNoTracking().Where(TicketAccess.Visible(actor.Current));

    private IQueryable<MessageWithFiles> WithFiles(IQueryable<Message> messages) => messages.Select(m => new MessageWithFiles(
        m,
        db.Attachments.Where(a => a.MessageId == m.Id).OrderBy(a => a.Id).Select(a => new AttachmentRow(a.Id, a.Name, a.ContentType, a.Size)).ToList()));

    private async Task<IReadOnlyList<MessageRow>> RowsAsync(IReadOnlyList<MessageWithFiles> messages, CancellationToken ct)
    {
        var people = messages.Select(m => m.Message.AuthorId).Concat(messages.Select(m => m.Message.WhisperTo)).Concat(messages.Select(m => AgentInEvent(m.Message))).OfType<AgentId>().Distinct().ToList();
        var names = people.Count == 0 ? [] : await db.Memberships.AsNoTracking().Where(m => people.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Name, ct);
        return [.. messages.Select(m => Row(m.Message, m.Files, names))];
    }

    private static AgentId? AgentInEvent(Message message) => message.Event is ThreadEvent.Assigned or ThreadEvent.Claimed or ThreadEvent.Routed or ThreadEvent.Transferred or ThreadEvent.TakenOver
        ? new AgentId(long.Parse(message.EventValue!, CultureInfo.InvariantCulture))
        : null;

    private static MessageRow Row(Message m, IReadOnlyList<AttachmentRow> files, Dictionary<AgentId, string> names) => new()
    {
        Id = m.Id,
        Sequence = m.Sequence,
        Kind = m.Kind,
        Text = m.RevokedAt is null ? m.Text : null,
        Content = m.Content,
        AuthorId = m.AuthorId,
        AuthorName = m.AuthorId is { } author ? names.GetValueOrDefault(author) : null,
        WhisperTo = m.WhisperTo,
        WhisperToName = m.WhisperTo is { } to ? names.GetValueOrDefault(to) : null,
        FromPhone = m.FromPhone,
        SentAt = m.SentAt,
        Delivery = m.Delivery,
        FailureCode = m.FailureCode,
        QuotedText = m.QuotedText,
        Event = m.Event,
        EventValue = AgentInEvent(m) is { } agent ? names.GetValueOrDefault(agent) : m.EventValue,
        Revoked = m.RevokedAt is not null,
        UnknownType = m.UnknownType,
        ClientId = m.ClientId,
        Attachments = m.RevokedAt is null ? files : [],
    };

    private sealed record MessageWithFiles(Message Message, List<AttachmentRow> Files);
}

internal sealed class AttachmentQueries(HelpdeskDb db, IActorAccessor actor) : IAttachmentQueries
{
    public Task<AttachmentFile?> FindAsync(long id, CancellationToken ct) => (
        from a in db.Attachments.AsNoTracking()
        where a.Id == id
        join m in db.Messages on a.MessageId equals m.Id
        where m.RevokedAt == null
        join t in db.Tickets.Where(TicketAccess.Visible(actor.Current)) on m.TicketId equals t.Id
        select new AttachmentFile(a.FileKey, a.Name, a.ContentType)).SingleOrDefaultAsync(ct);
}
