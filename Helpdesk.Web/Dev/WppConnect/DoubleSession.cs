using System.Text.Json.Nodes;

namespace Helpdesk.Web.Dev.WppConnect;

/// <summary>
/// One WhatsApp number of the business on the server (contract: "Session lifecycle"), and the customers who write to it.
/// While it is not CONNECTED, customers' messages wait on WhatsApp's side: no webhook tells of them later, reading the chat back does.
/// </summary>
public sealed class DoubleSession
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, CustomerPhone> _phones = [];
    private readonly List<string> _order = [];
    private readonly HashSet<string> _missing = [];

    internal DoubleSession(WppConnectDouble server, string name)
    {
        Server = server;
        Name = name;
    }

    /// <summary>The session's name in every path.</summary>
    public string Name { get; }

    /// <summary>The business's number, null while no phone is linked.</summary>
    public string? PhoneDigits { get; private set; }

    /// <summary>Where the session is in its life.</summary>
    public SessionState State { get; private set; }

    /// <summary>The webhook address of the last start-session, which wins over the server's and lives until the session closes.</summary>
    public string? WebhookUrl { get; internal set; }

    /// <summary>The business's name on WhatsApp.</summary>
    public string PushName { get; set; } = "Helpdesk";

    /// <summary>The customers, in the order they came.</summary>
    public IReadOnlyList<CustomerPhone> Phones
    {
        get
        {
            lock (_gate)
            {
                return [.. _order.Select(chatId => _phones[chatId])];
            }
        }
    }

    internal WppConnectDouble Server { get; }

    internal ChatLog Log { get; } = new();

    internal string OwnId => $"{PhoneDigits}@c.us";

    /// <summary>The linked phone is on the line again: isLogged, inChat, CONNECTED.</summary>
    public void Connect()
    {
        if (State == SessionState.Connected)
        {
            return;
        }

        MoveTo(SessionState.Connected);
        TellStatus("isLogged");
        TellStatus("inChat");
        if (Server.AllUnreadOnStart)
        {
            foreach (var message in Log.ChatIds.SelectMany(Log.Unread))
            {
                _ = Server.Webhooks.PostAsync(this, "unreadmessages", Shapes.Message(this, message, withFile: false));
            }
        }
    }

    /// <summary>The connection to WhatsApp is lost: disconnectedMobile, CLOSED. The phone stays linked, so a start connects again.</summary>
    public void Disconnect() => End("status-find", new JsonObject { ["status"] = "disconnectedMobile" });

    /// <summary>The business's phone scanned the QR or typed the code.</summary>
    public void Link(string phoneDigits)
    {
        var waiting = State is SessionState.QrCode or SessionState.PhoneCode;
        PhoneDigits = phoneDigits;
        if (waiting)
        {
            TellStatus("qrReadSuccess");
        }

        Connect();
    }

    /// <summary>Nobody scanned the QR in time: autocloseCalled, CLOSED.</summary>
    public void ExpireQrCode() => End("status-find", new JsonObject { ["status"] = "autocloseCalled" });

    /// <summary>A customer's phone, added at its first mention. The address is digits or a <c>…@lid</c> privacy id, whose real number may be known.</summary>
    public CustomerPhone Phone(string address, string pushName, string? knownNumber = null)
    {
        var chatId = ChatIds.Of(address);
        CustomerPhone phone;
        lock (_gate)
        {
            if (!_phones.TryGetValue(chatId, out phone!))
            {
                _phones[chatId] = phone = new CustomerPhone(this, chatId) { AutoAcks = Server.NewPhones };
                _order.Add(chatId);
            }

            phone.PushName = pushName;
            phone.KnownNumber = knownNumber ?? phone.KnownNumber;
            _missing.Remove(ChatIds.User(chatId));
        }

        Server.RaiseChanged();
        return phone;
    }

    /// <summary>From now on the number is not on WhatsApp: sends to it answer 400.</summary>
    public void DoesNotExist(string digits)
    {
        lock (_gate)
        {
            _missing.Add(digits);
        }
    }

    /// <summary>Somebody of the business types a message on the business's own phone: only onselfmessage tells of it, if it is on.</summary>
    public async Task<DoubleMessage> SendFromBusinessPhoneAsync(string chat, string text, CancellationToken cancellationToken = default)
    {
        var message = Deliver(Resolve(ChatIds.Of(chat)) ?? ChatIds.Of(chat), new OutgoingDraft("chat", text), Server.Keys.ForPhone());
        await AnnounceAsync(message).WaitAsync(cancellationToken);
        return message;
    }

    internal void Start(string? webhook, string? pairingPhone)
    {
        WebhookUrl = webhook ?? WebhookUrl;
        if (Server.Faults.Strikes(Fault.StartHangs))
        {
            MoveTo(SessionState.Initializing);
        }
        else if (PhoneDigits is not null)
        {
            Connect();
        }
        else if (pairingPhone is not null)
        {
            MoveTo(SessionState.PhoneCode);
            _ = Server.Webhooks.PostAsync(this, "phoneCode", new JsonObject { ["phoneCode"] = LinkCodes.Pairing, ["phone"] = pairingPhone });
        }
        else
        {
            MoveTo(SessionState.QrCode);
            TellStatus("notLogged");
            _ = Server.Webhooks.PostAsync(this, "qrcode", new JsonObject { ["qrcode"] = LinkCodes.QrPng, ["urlcode"] = LinkCodes.Url });
        }
    }

    internal void Close() => End("closesession", Left("disconnected"));

    internal void Logout()
    {
        PhoneDigits = null;
        End("logoutsession", Left("logged out"));
    }

    internal void Forget() => PhoneDigits = State == SessionState.Connected ? PhoneDigits : null;

    /// <summary>
    /// The chat a number is reached in, or null when it is not on WhatsApp. A phone known by its privacy id is also reached by its number;
    /// an unknown number exists, an unknown privacy id does not, nor do a privacy id's digits taken for a number.
    /// </summary>
    internal string? Resolve(string chatId)
    {
        var user = ChatIds.User(chatId);
        lock (_gate)
        {
            return _phones.ContainsKey(chatId) || ChatIds.IsGroup(chatId) ? chatId
                : _phones.Values.FirstOrDefault(phone => phone.KnownNumber == user && !ChatIds.IsLid(chatId)) is { } known ? known.ChatId
                : ChatIds.IsLid(chatId) || _missing.Contains(user) || _phones.ContainsKey($"{user}@lid") ? null
                : chatId;
        }
    }

    internal CustomerPhone? FindPhone(string chatId)
    {
        lock (_gate)
        {
            return _phones.GetValueOrDefault(chatId);
        }
    }

    internal string NameOf(string chatId) => chatId == OwnId ? PushName : FindPhone(chatId)?.PushName ?? ChatIds.User(chatId);

    internal string SenderOf(DoubleMessage message) => message.FromBusiness ? OwnId : message.Author ?? message.ChatId;

    internal string NameOf(DoubleMessage message) => NameOf(SenderOf(message));

    /// <summary>Puts a message of the business into the customer's chat. Nothing is told to the webhook yet.</summary>
    internal DoubleMessage Deliver(string chatId, OutgoingDraft draft, string key)
    {
        var message = new DoubleMessage
        {
            Session = Name,
            Key = key,
            ChatId = chatId,
            FromBusiness = true,
            Type = draft.Type,
            Text = draft.Text,
            Time = Server.Clock.GetUtcNow(),
            Media = draft.Media,
            Place = draft.Place,
            QuotedId = draft.QuotedId,
        };
        var phone = ChatIds.IsGroup(chatId) ? null : FindPhone(chatId) ?? Phone(chatId, $"+{ChatIds.User(chatId)}");
        Log.Add(message);
        Server.Record(message);
        phone?.StopBusinessTyping();
        Server.RaiseChanged();
        return message;
    }

    /// <summary>Tells the webhook of a delivered message: onselfmessage, ack 1, and the acks its phone gives by itself, one after the other.</summary>
    internal Task AnnounceAsync(DoubleMessage message)
    {
        var told = TellAsync();
        Server.Webhooks.Track(told);
        return told;

        async Task TellAsync()
        {
            if (Server.OnSelfMessage)
            {
                await Server.Webhooks.PostAsync(this, "onselfmessage", Shapes.Message(this, message, withFile: Server.AutoDownload));
            }

            foreach (var ack in FindPhone(message.ChatId)?.AcksOfArrival() ?? [1])
            {
                await AcknowledgeAsync(message, ack);
            }
        }
    }

    internal async Task AcknowledgeAsync(DoubleMessage message, int ack)
    {
        Log.Change(message.Key, current => current with { Ack = Math.Max(current.Ack, ack) });
        Server.RaiseChanged();
        if (Server.ListenAcks)
        {
            await Server.Webhooks.PostAsync(this, "onack", Shapes.Ack(this, message, ack));
        }
    }

    internal void MarkRead(string chatId)
    {
        Log.Acknowledge(chatId, fromBusiness: false, ack: 3);
        Server.RaiseChanged();
    }

    private void MoveTo(SessionState state)
    {
        State = state;
        Server.RaiseChanged();
    }

    /// <summary>Posts to the address in force until now; a session's own address ends with it.</summary>
    private void End(string name, JsonObject data)
    {
        MoveTo(SessionState.Closed);
        _ = Server.Webhooks.PostAsync(this, name, data);
        WebhookUrl = null;
    }

    private void TellStatus(string status) => _ = Server.Webhooks.PostAsync(this, "status-find", new JsonObject { ["status"] = status });

    private JsonObject Left(string how) => new() { ["message"] = $"Session: {Name} {how}", ["connected"] = false };
}
