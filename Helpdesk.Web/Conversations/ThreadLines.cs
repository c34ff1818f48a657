using Helpdesk.Core.Conversations;

namespace Helpdesk.Web.Conversations;

/// <summary>One line of a thread as drawn.</summary>
public abstract record ThreadLine(string Key);

/// <summary>A new day begins.</summary>
public sealed record DayLine(DateOnly Day) : ThreadLine($"d{Day:yyyyMMdd}");

/// <summary>What follows was not read when the thread was opened.</summary>
public sealed record NewLine(int Count) : ThreadLine("new");

/// <summary>A message, note or event; <paramref name="Continues"/> the one above when the same person goes on.</summary>
public sealed record MessageLine(MessageRow Message, bool Continues) : ThreadLine($"m{Message.Id.Value}");

/// <summary>Lays a thread out: days, what is new, and who goes on speaking.</summary>
public static class ThreadLines
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>Lines for messages in shown order.</summary>
    /// <param name="messages">Oldest first.</param>
    /// <param name="firstNew">The first message not read when the thread was opened.</param>
    /// <param name="newCount">How many there were.</param>
    /// <param name="local">Turns an instant into the reader's time.</param>
    public static IReadOnlyList<ThreadLine> Of(
        IReadOnlyList<MessageRow> messages, MessageId? firstNew, int newCount, Func<DateTimeOffset, DateTimeOffset> local)
    {
        var lines = new List<ThreadLine>(messages.Count + 8);
        MessageRow? above = null;
        DateOnly? day = null;
        foreach (var message in messages)
        {
            var today = DateOnly.FromDateTime(local(message.SentAt).DateTime);
            if (today != day)
            {
                // A message that arrived late lies among those of its own day's neighbours: the divider may come twice, its key not.
                lines.Add(new DayLine(today) { Key = $"d{today:yyyyMMdd}-{message.Id.Value}" });
                (day, above) = (today, null);
            }

            if (message.Id == firstNew)
            {
                lines.Add(new NewLine(newCount));
                above = null;
            }

            lines.Add(new MessageLine(message, above is not null && Continues(above, message)));
            above = message;
        }

        return lines;
    }

    /// <summary>Whether a message goes on from the one above: same speaker, same kind, no long pause.</summary>
    public static bool Continues(MessageRow above, MessageRow message) =>
        message.Kind is MessageKind.Customer or MessageKind.Reply
        && above.Kind == message.Kind
        && above.AuthorId == message.AuthorId
        && above.FromPhone == message.FromPhone
        && message.SentAt - above.SentAt <= Pause;
}
