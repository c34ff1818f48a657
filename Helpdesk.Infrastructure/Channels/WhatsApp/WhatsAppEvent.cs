using Helpdesk.Core.Channels;
using Helpdesk.Core.Conversations;

namespace Helpdesk.Infrastructure.Channels.WhatsApp;

/// <summary>A webhook, understood.</summary>
internal abstract record WhatsAppEvent
{
    /// <summary>A customer wrote.</summary>
    public sealed record CustomerWrote(WhatsAppMessage Message) : WhatsAppEvent;

    /// <summary>Our own number wrote: an echo of a send, or something typed on the phone.</summary>
    public sealed record WeWrote(WhatsAppMessage Message) : WhatsAppEvent;

    /// <summary>A report about one of our messages.</summary>
    public sealed record Acknowledged(Receipt Receipt) : WhatsAppEvent;

    /// <summary>Somebody took a message back.</summary>
    public sealed record Revoked(string Key) : WhatsAppEvent;

    /// <summary>The session's connection changed.</summary>
    public sealed record Connection(ChannelState State) : WhatsAppEvent;

    /// <summary>Needs no effect.</summary>
    public sealed record Ignorable(string Reason) : WhatsAppEvent;

    /// <summary>Cannot be handled.</summary>
    public sealed record Unreadable(string Reason, string? Detail) : WhatsAppEvent;
}

/// <summary>A message as it came; its file is decoded but not stored yet.</summary>
internal sealed record WhatsAppMessage(InboundMessage Inbound, byte[]? File, string? FileName);
