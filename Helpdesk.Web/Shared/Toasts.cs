namespace Helpdesk.Web.Shared;

/// <summary>A short notice in the corner, perhaps with a way back. Two that say the same are still two, so it is no record.</summary>
public sealed class Toast(string text, string tone, string icon, Func<Task>? undo, string? link = null)
{
    /// <summary>What happened.</summary>
    public string Text => text;

    /// <summary><c>good</c>, <c>bad</c> or empty.</summary>
    public string Tone => tone;

    /// <summary>A symbol of the sprite.</summary>
    public string Icon => icon;

    /// <summary>Takes it back.</summary>
    public Func<Task>? Undo => undo;

    /// <summary>Where it leads.</summary>
    public string? Link => link;
}

/// <summary>The notices of one circuit; each leaves by itself after eight seconds (DECISIONS 41).</summary>
public sealed class Toasts(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Stay = TimeSpan.FromSeconds(8);
    private readonly CancellationTokenSource _gone = new();
    private readonly List<Toast> _shown = [];

    /// <summary>Raised when the notices change.</summary>
    public event Action? Changed;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Toast> Shown => _shown;

    /// <summary>Something was done.</summary>
    public void Done(string text, Func<Task>? undo = null) => Show(new Toast(text, "good", "circle-check", undo));

    /// <summary>Something was refused.</summary>
    public void Refused(string text) => Show(new Toast(text, "bad", "circle-alert", null));

    /// <summary>Something the reader should know.</summary>
    public void Tell(string text, string icon, string? link = null) => Show(new Toast(text, "", icon, null, link));

    /// <summary>Takes a notice away.</summary>
    public void Dismiss(Toast toast)
    {
        if (_shown.Remove(toast)) Changed?.Invoke();
    }

    /// <summary>Takes the deed back, once.</summary>
    public async Task UndoAsync(Toast toast)
    {
        Dismiss(toast);
        if (toast.Undo is { } undo) await undo();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private void Show(Toast toast)
    {
        if (_shown.Count == 3) _shown.RemoveAt(0);
        _shown.Add(toast);
        Changed?.Invoke();
        _ = LeaveAsync(toast);
    }

    private async Task LeaveAsync(Toast toast)
    {
        try
        {
            await Task.Delay(Stay, clock, _gone.Token);
            Dismiss(toast);
        }
        catch (OperationCanceledException)
        {
            // The circuit ended first.
        }
    }
}
