using System.Collections.Immutable;
using Helpdesk.Infrastructure.Secrets;

namespace Helpdesk.Infrastructure.Presence;

/// <summary>Something beside the database that all nodes of an installation must have in common.</summary>
/// <param name="Key">What a lease calls it.</param>
/// <param name="Name">What an operator calls it.</param>
/// <param name="Remedy">What makes it one again.</param>
public sealed record CommonGround(string Key, string Name, string Remedy)
{
    /// <summary>It seals what the database keeps secret, cookies' keys among it, and is part of the names in Redis.</summary>
    public static readonly CommonGround MasterKey = new("key", "master key", "Set the same Helpdesk__MasterKey, or the same Helpdesk__KeyFile, on both.");

    /// <summary>What one node accepts another shows.</summary>
    public static readonly CommonGround Files = new("files", "folder of files", "Mount the same one as 'files' in Helpdesk__DataFolder of both.");

    /// <summary>What one node commits the others hear of.</summary>
    public static readonly CommonGround Redis = new("redis", "Redis", "Set the same Helpdesk__Redis on both.");

    /// <summary>Each of them; one that makes others differ comes first.</summary>
    public static IReadOnlyList<CommonGround> All { get; } = [MasterKey, Files, Redis];
}

/// <summary>What this node stands on: the identity of each common ground, from when it was first seen here.</summary>
public sealed class CommonGrounds(MasterKey key)
{
    private readonly Lock _lock = new();
    private ImmutableSortedDictionary<string, string> _seen = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(CommonGround.MasterKey.Key, key.Id);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Identities by <see cref="CommonGround.Key"/>.</summary>
    public IReadOnlyDictionary<string, string> Seen
    {
        get
        {
            lock (_lock) return _seen;
        }
    }

    /// <summary>Completes when one is seen for the first time, or another than before.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock) return _changed.Task;
        }
    }

    /// <summary>A ground is seen; it may be the same as ever.</summary>
    public void See(CommonGround ground, string identity)
    {
        lock (_lock)
        {
            if (_seen.GetValueOrDefault(ground.Key) == identity) return;
            _seen = _seen.SetItem(ground.Key, identity);
            _changed.SetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
