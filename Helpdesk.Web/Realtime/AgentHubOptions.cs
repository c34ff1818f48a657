using System.ComponentModel.DataAnnotations;

namespace Helpdesk.Web.Realtime;

/// <summary>How much the agents' hub takes, under <c>Hub</c>. Each node counts for itself.</summary>
public sealed class AgentHubOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Hub";

    /// <summary>The largest message of a client, in bytes: the longest reply in any alphabet, escaped, with room around it.</summary>
    public const int LargestMessage = 32 * 1024;

    /// <summary>Connections of one member, or of one token of the workspace.</summary>
    [Range(1, 100_000)]
    public int PerMember { get; set; } = 20;

    /// <summary>Connections of one workspace.</summary>
    [Range(1, 1_000_000)]
    public int PerWorkspace { get; set; } = 5_000;

    /// <summary>Calls of one connection in a second; twice as many at once.</summary>
    [Range(1, 10_000)]
    public int CallsPerSecond { get; set; } = 20;

    /// <summary>How many bytes may wait for a client that does not read, before it is cut.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int MostUnsent { get; set; } = 1024 * 1024;
}
