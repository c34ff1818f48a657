namespace Helpdesk.Core.Conversations;

/// <summary>How a customer writes.</summary>
public enum ChannelKind
{
    WhatsApp,
}
