using Helpdesk.Core.Identity;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Web.Tickets;

/// <summary>
/// The rows of one list as shown: newest message first. While it is held (somebody is reading further down), rows change in place but
/// none moves, comes or goes; what would is kept back until <see cref="Release"/>.
/// </summary>
public sealed class LoadedRows(TicketView view, AgentId me)
{
    private readonly List<TicketRow> _shown = [];
    private readonly Dictionary<TicketId, TicketRow?> _held = [];

    /// <summary>As drawn. A fresh order only after <see cref="Release"/> while held.</summary>
    public IReadOnlyList<TicketRow> Shown => _shown;

    /// <summary>Where the next page starts; null when all is loaded.</summary>
    public TicketCursor? Next { get; private set; }

    /// <summary>Whether rows must not move now.</summary>
    public bool Held { get; private set; }

    /// <summary>How many tickets wait behind the pill: new ones and those with a newer message.</summary>
    public int Waiting => _held.Count(kept => kept.Value is not null);

    /// <summary>Whether a shown row has left the view already.</summary>
    public bool IsLeaving(TicketId id) => _held.TryGetValue(id, out var kept) && kept is null;

    /// <summary>Starts afresh with the first page.</summary>
    public void Reset(IReadOnlyList<TicketRow> rows, TicketCursor? next)
    {
        _shown.Clear();
        _held.Clear();
        _shown.AddRange(rows);
        Next = next;
    }

    /// <summary>Adds a further page; a row that moved up in the meantime is there already.</summary>
    public void Append(IReadOnlyList<TicketRow> rows, TicketCursor? next)
    {
        _shown.AddRange(rows.Where(row => IndexOf(row.Id) < 0));
        Next = next;
    }

    /// <summary>Takes what a ticket is now; null when it is gone.</summary>
    public void Apply(TicketId id, TicketRow? row)
    {
        var now = row is not null && row.IsIn(view, me) ? row : null;
        var at = IndexOf(id);
        if (Held) Keep(id, now, at);
        else Place(now, at);
    }

    /// <summary>Holds the rows where they are, or lets them go.</summary>
    public void Hold(bool hold)
    {
        Held = hold;
        if (!hold) Release();
    }

    /// <summary>Shows everything kept back.</summary>
    public void Release()
    {
        foreach (var (id, row) in _held) Place(row, IndexOf(id));
        _held.Clear();
    }

    private void Keep(TicketId id, TicketRow? now, int at)
    {
        if (at >= 0 && now is not null)
        {
            var moves = now.LastMessageAt != _shown[at].LastMessageAt || _held.ContainsKey(id);
            // The row's own time stays, so that it sits where it is drawn until it may move.
            _shown[at] = now with { LastMessageAt = _shown[at].LastMessageAt };
            if (moves) _held[id] = now;
        }
        else if (at >= 0)
        {
            _held[id] = null;
        }
        else if (now is not null && !IsBeyond(now))
        {
            _held[id] = now;
        }
        else
        {
            _held.Remove(id);
        }
    }

    private void Place(TicketRow? now, int at)
    {
        if (at >= 0) _shown.RemoveAt(at);
        if (now is null || IsBeyond(now)) return;
        var before = _shown.FindIndex(other => IsNewer(now, other));
        _shown.Insert(before < 0 ? _shown.Count : before, now);
    }

    // Older than the last loaded row while there is more to load: it comes with its page.
    private bool IsBeyond(TicketRow row) =>
        Next is { } next && (row.LastMessageAt, row.Id.Value).CompareTo((next.LastMessageAt, next.Id.Value)) < 0;

    private static bool IsNewer(TicketRow one, TicketRow other) =>
        (one.LastMessageAt, one.Id.Value).CompareTo((other.LastMessageAt, other.Id.Value)) > 0;

    private int IndexOf(TicketId id) => _shown.FindIndex(row => row.Id == id);
}
