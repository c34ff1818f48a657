using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Helpdesk.Web.Realtime;

/// <summary>Messages of <see cref="IAgentClient"/>, written once however many clients they go to.</summary>
internal static class HubFrame
{
    /// <summary>A message.</summary>
    /// <param name="name">The method of <see cref="IAgentClient"/>.</param>
    /// <param name="argument">Its argument.</param>
    public static SerializedHubMessage Of(string name, object argument) => new(new InvocationMessage(name, [argument]));

    /// <summary>How far everything has been told.</summary>
    public static SerializedHubMessage Position(long sequence) => Of(nameof(IAgentClient.Position), sequence);
}
