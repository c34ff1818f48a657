namespace Helpdesk.Web.Dev.WppConnect;

/// <summary>The ways the real server, its network or its webhooks go wrong, each named after a trap of the contract.</summary>
public enum Fault
{
    /// <summary>404 Disconnected on a send although the session says CONNECTED; nothing is sent.</summary>
    DisconnectedOnSend,

    /// <summary>201 with an empty response; nothing is sent.</summary>
    RespondWithEmptyResponse,

    /// <summary>The message goes out and the reply is 400 "O número X não existe.".</summary>
    SendThenFail400,

    /// <summary>The message goes out and no reply comes until the caller gives up.</summary>
    SendThenTimeOut,

    /// <summary>Nothing goes out and no reply comes until the caller gives up.</summary>
    TimeOutWithoutSending,

    /// <summary>500 with the error body; nothing is sent.</summary>
    InternalError,

    /// <summary>All acks of a message are posted before the send's own reply.</summary>
    AcksBeforeReply,

    /// <summary>A webhook is posted several times in parallel.</summary>
    DuplicateWebhooks,

    /// <summary>Webhooks arrive in another order than they were raised.</summary>
    ShuffleWebhooks,

    /// <summary>Webhooks get lost, as when nobody listens; they count as failed.</summary>
    DropWebhooks,

    /// <summary>500 with an HTML page, on any call.</summary>
    HtmlErrors,

    /// <summary>The server cannot fetch a customer's file: the webhook carries the thumbnail, download-media fails.</summary>
    DownloadFails,

    /// <summary>chatId is an object instead of a string.</summary>
    ChatIdAsObject,

    /// <summary>A started session stays INITIALIZING, as without internet.</summary>
    StartHangs,
}

/// <summary>
/// Switches for <see cref="Fault"/>, all off. A property holds a fault on; <see cref="Next"/> turns it on for the next calls only.
/// <see cref="Observed"/> counts how often one really struck, so that a test can refuse to pass without its fault.
/// </summary>
public sealed class Faults
{
    private readonly Lock _gate = new();
    private readonly HashSet<Fault> _on = [];
    private readonly Dictionary<Fault, int> _next = [];
    private readonly Dictionary<Fault, int> _observed = [];
    private int _copies = 2;

    /// <summary>See <see cref="Fault.DisconnectedOnSend"/>.</summary>
    public bool DisconnectedOnSend { get => IsOn(Fault.DisconnectedOnSend); set => Set(Fault.DisconnectedOnSend, value); }

    /// <summary>See <see cref="Fault.RespondWithEmptyResponse"/>.</summary>
    public bool RespondWithEmptyResponse { get => IsOn(Fault.RespondWithEmptyResponse); set => Set(Fault.RespondWithEmptyResponse, value); }

    /// <summary>See <see cref="Fault.SendThenFail400"/>.</summary>
    public bool SendThenFail400 { get => IsOn(Fault.SendThenFail400); set => Set(Fault.SendThenFail400, value); }

    /// <summary>See <see cref="Fault.SendThenTimeOut"/>.</summary>
    public bool SendThenTimeOut { get => IsOn(Fault.SendThenTimeOut); set => Set(Fault.SendThenTimeOut, value); }

    /// <summary>See <see cref="Fault.TimeOutWithoutSending"/>.</summary>
    public bool TimeOutWithoutSending { get => IsOn(Fault.TimeOutWithoutSending); set => Set(Fault.TimeOutWithoutSending, value); }

    /// <summary>See <see cref="Fault.InternalError"/>.</summary>
    public bool InternalError { get => IsOn(Fault.InternalError); set => Set(Fault.InternalError, value); }

    /// <summary>See <see cref="Fault.AcksBeforeReply"/>.</summary>
    public bool AcksBeforeReply { get => IsOn(Fault.AcksBeforeReply); set => Set(Fault.AcksBeforeReply, value); }

    /// <summary>How many copies of each webhook are posted in parallel; 0 and 1 mean no duplicates.</summary>
    public int DuplicateWebhooks
    {
        get => IsOn(Fault.DuplicateWebhooks) ? _copies : 0;
        set
        {
            _copies = Math.Max(2, value);
            Set(Fault.DuplicateWebhooks, value > 1);
        }
    }

    /// <summary>See <see cref="Fault.ShuffleWebhooks"/>.</summary>
    public bool ShuffleWebhooks { get => IsOn(Fault.ShuffleWebhooks); set => Set(Fault.ShuffleWebhooks, value); }

    /// <summary>See <see cref="Fault.DropWebhooks"/>.</summary>
    public bool DropWebhooks { get => IsOn(Fault.DropWebhooks); set => Set(Fault.DropWebhooks, value); }

    /// <summary>See <see cref="Fault.HtmlErrors"/>.</summary>
    public bool HtmlErrors { get => IsOn(Fault.HtmlErrors); set => Set(Fault.HtmlErrors, value); }

    /// <summary>See <see cref="Fault.DownloadFails"/>.</summary>
    public bool DownloadFails { get => IsOn(Fault.DownloadFails); set => Set(Fault.DownloadFails, value); }

    /// <summary>See <see cref="Fault.ChatIdAsObject"/>.</summary>
    public bool ChatIdAsObject { get => IsOn(Fault.ChatIdAsObject); set => Set(Fault.ChatIdAsObject, value); }

    /// <summary>See <see cref="Fault.StartHangs"/>.</summary>
    public bool StartHangs { get => IsOn(Fault.StartHangs); set => Set(Fault.StartHangs, value); }

    /// <summary>How long every send takes before it does anything.</summary>
    public TimeSpan SendLatency { get; set; }

    /// <summary>Lets the fault strike the next <paramref name="count"/> times it could, then no more.</summary>
    public void Next(Fault kind, int count)
    {
        lock (_gate)
        {
            _next[kind] = count;
        }
    }

    /// <summary>How often the fault has struck.</summary>
    public int Observed(Fault kind)
    {
        lock (_gate)
        {
            return _observed.GetValueOrDefault(kind);
        }
    }

    /// <summary>Turns everything off; the observations stay.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _on.Clear();
            _next.Clear();
            SendLatency = TimeSpan.Zero;
        }
    }

    internal bool Strikes(Fault kind)
    {
        lock (_gate)
        {
            if (_next.GetValueOrDefault(kind) > 0)
            {
                _next[kind]--;
            }
            else if (!_on.Contains(kind))
            {
                return false;
            }

            _observed[kind] = _observed.GetValueOrDefault(kind) + 1;
            return true;
        }
    }

    internal int Copies() => Strikes(Fault.DuplicateWebhooks) ? _copies : 1;

    private bool IsOn(Fault kind)
    {
        lock (_gate)
        {
            return _on.Contains(kind);
        }
    }

    private void Set(Fault kind, bool on)
    {
        lock (_gate)
        {
            _ = on ? _on.Add(kind) : _on.Remove(kind);
        }
    }
}
