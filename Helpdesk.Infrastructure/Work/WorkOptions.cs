using System.ComponentModel.DataAnnotations;

namespace Helpdesk.Infrastructure.Work;

/// <summary>How the workers run, under <c>Work</c>. Fault tests shorten these: a manual clock cannot reach another process (DECISIONS 24).</summary>
public sealed class WorkOptions
{
    /// <summary>Chats received side by side.</summary>
    [Range(1, 64)]
    public int InboundParallel { get; init; } = 4;

    /// <summary>How long a killed process's inbound entries stay taken.</summary>
    public TimeSpan InboundLease { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Chats sent to side by side.</summary>
    [Range(1, 64)]
    public int SendParallel { get; init; } = 8;

    /// <summary>How long a killed process's sends stay taken; longer than the provider may take to answer.</summary>
    public TimeSpan SendLease { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How long the provider may take to answer.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often queues are looked at without being woken.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often chats are read back (DECISIONS 1).</summary>
    public TimeSpan Reconcile { get; init; } = TimeSpan.FromMinutes(5);
}
