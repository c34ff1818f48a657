namespace Helpdesk.Web.Dev.WppConnect;

/// <summary>
/// A stand-in for WPPConnect server 2.10.4, in memory, true to the contract this project wrote from the real one's source and from
/// probing it. It answers over HTTP where <see cref="WppConnectEndpoints"/> maps it and posts webhooks over HTTP to <see cref="WebhookUrl"/>.
/// Not verified by anyone: get-messages, list-chats and all-unread-messages (their remarks say so).
/// </summary>
public sealed class WppConnectDouble : IAsyncDisposable
{
    /// <summary>The version it claims to be.</summary>
    public const string Version = "2.10.4";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, DoubleSession> _sessions = [];
    private readonly List<DoubleMessage> _received = [];
    private readonly CancellationTokenSource _stopping = new();

    /// <param name="clock">Dates messages and runs delays.</param>
    /// <param name="webhooks">Posts the webhooks.</param>
    /// <param name="random">Source of keys and of disorder; give a seeded one to replay a run.</param>
    public WppConnectDouble(TimeProvider clock, HttpClient webhooks, Random? random = null)
    {
        Clock = clock;
        Keys = new MessageKeys(random ?? new Random());
        Tokens = new DoubleTokens(Keys);
        Webhooks = new WebhookPoster(this, webhooks, clock, Keys);
    }

    /// <summary>Raised, on any thread, after anything visible changed.</summary>
    public event Action? Changed;

    /// <summary>SECRET_KEY of the server; tokens die when it changes.</summary>
    public string SecretKey { get; set; } = "THISISMYSECURETOKEN";

    /// <summary>The global webhook address; null drops every webhook, as a server with none configured.</summary>
    public string? WebhookUrl { get; set; }

    /// <summary>onSelfMessage: tell the webhook of the business's own messages.</summary>
    public bool OnSelfMessage { get; set; }

    /// <summary>autoDownload: put a file's bytes into the webhook.</summary>
    public bool AutoDownload { get; set; } = true;

    /// <summary>readMessage: mark a chat read as soon as the webhook answered 2xx.</summary>
    public bool ReadMessage { get; set; }

    /// <summary>listenAcks: tell the webhook of acks.</summary>
    public bool ListenAcks { get; set; } = true;

    /// <summary>allUnreadOnStart: post unreadmessages for what arrived while a session was not connected.</summary>
    public bool AllUnreadOnStart { get; set; }

    /// <summary>What a phone added from now on does with the business's messages: <see cref="CustomerPhone.AutoAcks"/>.</summary>
    public AutoAcks NewPhones { get; set; }

    /// <summary>How long logout-session takes to answer.</summary>
    public TimeSpan LogoutDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>What goes wrong; nothing, at first.</summary>
    public Faults Faults { get; } = new();

    /// <summary>Webhooks (copies counted) answered with 2xx.</summary>
    public int PostedWebhooks => Webhooks.Posted;

    /// <summary>Webhooks (copies counted) that got lost; none of them comes again.</summary>
    public int FailedWebhooks => Webhooks.Failed;

    /// <summary>Every message the API or the business's phone really put out to customers, in order, once for each time it went out.</summary>
    public IReadOnlyList<DoubleMessage> Received
    {
        get
        {
            lock (_gate)
            {
                return [.. _received];
            }
        }
    }

    /// <summary>All sessions, in the order of their names.</summary>
    public IReadOnlyList<DoubleSession> Sessions
    {
        get
        {
            lock (_gate)
            {
                return [.. _sessions.Values.OrderBy(session => session.Name, StringComparer.Ordinal)];
            }
        }
    }

    internal TimeProvider Clock { get; }

    internal MessageKeys Keys { get; }

    internal DoubleTokens Tokens { get; }

    internal WebhookPoster Webhooks { get; }

    internal CancellationToken Stopping => _stopping.Token;

    /// <summary>Adds a session that is linked to a number and CONNECTED.</summary>
    public DoubleSession AddSession(string name, string phoneDigits)
    {
        var session = GetOrAddSession(name);
        session.Link(phoneDigits);
        return session;
    }

    /// <summary>The session of that name, if it was ever added or started.</summary>
    public DoubleSession? Session(string name)
    {
        lock (_gate)
        {
            return _sessions.GetValueOrDefault(name);
        }
    }

    /// <summary>Completes when no webhook is on its way.</summary>
    public Task WebhooksSettledAsync() => Webhooks.SettledAsync();

    /// <summary>Ends replies that would never come and webhooks on their way.</summary>
    public void Stop() => _stopping.Cancel();

    /// <summary>Stops, and waits until nothing runs.</summary>
    public async ValueTask DisposeAsync()
    {
        Stop();
        await Webhooks.SettledAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    internal DoubleSession GetOrAddSession(string name)
    {
        lock (_gate)
        {
            if (!_sessions.TryGetValue(name, out var session))
            {
                _sessions[name] = session = new DoubleSession(this, name);
            }

            return session;
        }
    }

    internal void Record(DoubleMessage message)
    {
        lock (_gate)
        {
            _received.Add(message);
        }
    }

    internal void RaiseChanged() => Changed?.Invoke();
}
