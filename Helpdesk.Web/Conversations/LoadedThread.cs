using Helpdesk.Core.Conversations;

namespace Helpdesk.Web.Conversations;

/// <summary>The loaded end of one thread: grows backwards by pages and forwards by what happens.</summary>
public sealed class LoadedThread
{
    private readonly List<MessageRow> _messages = [];
    private bool _divided;

    /// <summary>In shown order.</summary>
    public IReadOnlyList<MessageRow> Messages => _messages;

    /// <summary>Whether there is more before the first.</summary>
    public bool HasEarlier { get; private set; }

    /// <summary>The thread's highest sequence that is drawn; what replies and read positions count in.</summary>
    public long LastSequence { get; private set; }

    /// <summary>The first message nobody had read when the thread was opened; stays until it is left.</summary>
    public MessageId? FirstNew { get; private set; }

    /// <summary>How many there were.</summary>
    public int NewCount { get; private set; }

    /// <summary>Whether a message is loaded but older than a page of the newest ones.</summary>
    public bool HasOlder(long message, int page) =>
        _messages.FindIndex(loaded => loaded.Id.Value == message) is >= 0 and var at && at < _messages.Count - page;

    /// <summary>Takes the newest messages as they are now.</summary>
    public void TakeNewest(ThreadPage page)
    {
        if (page.LastSequence < LastSequence) return;
        LastSequence = page.LastSequence;
        var gap = _messages.Count > 0 && page.HasEarlier && !page.Messages.Any(read => _messages.Exists(loaded => loaded.Id == read.Id));
        // More arrived than one page holds: what is loaded no longer joins, so the thread starts over from its end.
        if (gap || _messages.Count == 0) HasEarlier = page.HasEarlier;
        if (gap) _messages.Clear();
        var read = page.Messages.Select(message => message.Id).ToHashSet();
        var kept = _messages.TakeWhile(message => !read.Contains(message.Id)).ToList();
        _messages.Clear();
        _messages.AddRange(kept);
        _messages.AddRange(page.Messages);
    }

    /// <summary>Puts an earlier page before the first message.</summary>
    public void TakeEarlier(ThreadPage page)
    {
        HasEarlier = page.HasEarlier;
        _messages.InsertRange(0, page.Messages.Where(earlier => !_messages.Exists(loaded => loaded.Id == earlier.Id)));
    }

    /// <summary>Divides read from new, once: by the position anybody had read up to before this thread was opened.</summary>
    public void DivideAt(long readUpTo)
    {
        if (_divided) return;
        _divided = true;
        var unread = _messages.Where(message => message.Kind == MessageKind.Customer && message.Sequence > readUpTo).ToList();
        if (unread.Count == 0) return;
        (FirstNew, NewCount) = (unread[0].Id, unread.Count);
    }
}
