namespace Helpdesk.Web.Dev.WppConnect;

/// <summary>All chats of one session, oldest message first, with what the business has not read. Safe from any thread.</summary>
internal sealed class ChatLog
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<DoubleMessage>> _chats = [];

    public IReadOnlyList<string> ChatIds
    {
        get
        {
            lock (_gate)
            {
                return [.. _chats.Keys];
            }
        }
    }

    public void Add(DoubleMessage message)
    {
        lock (_gate)
        {
            if (!_chats.TryGetValue(message.ChatId, out var chat))
            {
                _chats[message.ChatId] = chat = [];
            }

            chat.Add(message);
        }
    }

    public IReadOnlyList<DoubleMessage> Of(string chatId)
    {
        lock (_gate)
        {
            return _chats.TryGetValue(chatId, out var chat) ? [.. chat] : [];
        }
    }

    /// <summary>Accepts a full id or its KEY: the chat part of an id may differ from ours (contract: "The KEY part is the stable key").</summary>
    public DoubleMessage? Find(string? idOrKey)
    {
        lock (_gate)
        {
            return _chats.Values.SelectMany(chat => chat).FirstOrDefault(message => message.Key == KeyOf(idOrKey));
        }
    }

    public DoubleMessage? Change(string? idOrKey, Func<DoubleMessage, DoubleMessage> change)
    {
        lock (_gate)
        {
            foreach (var chat in _chats.Values)
            {
                var at = chat.FindIndex(message => message.Key == KeyOf(idOrKey));
                if (at >= 0)
                {
                    return chat[at] = change(chat[at]);
                }
            }

            return null;
        }
    }

    /// <summary>Raises the ack of what one side wrote, and gives the messages whose ack really rose.</summary>
    public IReadOnlyList<DoubleMessage> Acknowledge(string chatId, bool fromBusiness, int ack)
    {
        lock (_gate)
        {
            if (!_chats.TryGetValue(chatId, out var chat))
            {
                return [];
            }

            List<DoubleMessage> raised = [];
            for (var at = 0; at < chat.Count; at++)
            {
                if (chat[at].FromBusiness == fromBusiness && chat[at].Ack < ack)
                {
                    raised.Add(chat[at] = chat[at] with { Ack = ack });
                }
            }

            return raised;
        }
    }

    public IReadOnlyList<DoubleMessage> Unread(string chatId) => [.. Of(chatId).Where(message => !message.FromBusiness && message.Ack < 3)];

    private static string? KeyOf(string? idOrKey)
    {
        var parts = idOrKey?.Split('_');
        return parts is { Length: >= 3 } ? parts[2] : idOrKey;
    }
}
