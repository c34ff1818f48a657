using Helpdesk.Web.Shared;

namespace Helpdesk.Web.Layout;

/// <summary>What every screen of one circuit shares: the notices, the reader's time zone, and the re-read after a lost connection.</summary>
public sealed class Shell(TimeProvider clock) : IDisposable
{
    private readonly List<Func<Task>> _rereads = [];

    /// <summary>The corner notices.</summary>
    public Toasts Toasts { get; } = new(clock);

    /// <summary>The zone times are shown in; the browser's, known before the first screen is drawn (DECISIONS 33).</summary>
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <summary>Whether the browser has told its zone.</summary>
    public bool Ready { get; private set; }

    /// <summary>Now, where the reader is.</summary>
    public DateTimeOffset LocalNow => Local(clock.GetUtcNow());

    /// <summary>An instant where the reader is.</summary>
    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>Takes the browser's zone; an unknown one leaves UTC.</summary>
    public void UseZone(string? id)
    {
        Ready = true;
        if (id is not null && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)) Zone = zone;
    }

    /// <summary>Reads again whenever the connection was lost in between, until the screen is gone.</summary>
    public void OnReturn(Func<Task> reread, CancellationToken gone)
    {
        _rereads.Add(reread);
        gone.Register(() => _rereads.Remove(reread));
    }

    /// <summary>The connection is back: everything on screen is read again.</summary>
    public Task RereadAsync() => Task.WhenAll(_rereads.ToArray().Select(reread => reread()));

    /// <inheritdoc/>
    public void Dispose() => Toasts.Dispose();
}
