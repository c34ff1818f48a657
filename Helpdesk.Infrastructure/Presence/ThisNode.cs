using Microsoft.Extensions.Options;

namespace Helpdesk.Infrastructure.Presence;

/// <summary>This run of the process among the installation's nodes: its lease and its number.</summary>
public sealed class ThisNode(NodeLeases leases, IOptions<HelpdeskOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _joining = new(1, 1);
    private volatile NodeSeat? _seat;

    /// <summary>Names this run: nobody has it before or after.</summary>
    public long Id { get; } = Random.Shared.NextInt64(1L << 53);

    /// <summary>0 to 15, held by no other living node; part of every id made here.</summary>
    /// <exception cref="InvalidOperationException">None has been taken yet.</exception>
    public int Number => Seat.Number;

    /// <summary>Whether other nodes' changes are heard here.</summary>
    public bool HasBackplane => options.Value.Redis.Length > 0;

    /// <summary>Whether it has started so lately that it cannot know yet who lives beside it.</summary>
    /// <exception cref="InvalidOperationException">It has not joined yet.</exception>
    public bool IsNew => leases.IsNew(Seat);

    private NodeSeat Seat => _seat ?? throw new InvalidOperationException("This process has no node number yet: the start takes one before the first id is made.");

    /// <summary>Takes a number and a lease; once is enough.</summary>
    /// <exception cref="InvalidOperationException">All numbers are held.</exception>
    public async Task JoinAsync(CancellationToken ct)
    {
        await _joining.WaitAsync(ct);
        try
        {
            _seat ??= await leases.TakeAsync(Id, HasBackplane, ct);
        }
        finally
        {
            _joining.Release();
        }
    }

    /// <summary>Goes on holding the lease; when it has lapsed and others have let go of this node, takes another number.</summary>
    /// <returns>False in that case: its agents must be told anew.</returns>
    public async Task<bool> RenewAsync(CancellationToken ct)
    {
        if (await leases.RenewAsync(Id, Number, ct)) return true;
        _seat = await leases.TakeAsync(Id, HasBackplane, ct);
        return false;
    }

    /// <summary>Gives number and lease back: nothing here makes ids any more.</summary>
    public Task LeaveAsync(CancellationToken ct) => leases.RemoveAsync(Id, ct);

    /// <summary>Living nodes that serve since before this one, the oldest first.</summary>
    public Task<IReadOnlyList<NodeLease>> EldersAsync(CancellationToken ct) => leases.EldersAsync(Id, Seat, ct);

    /// <inheritdoc/>
    public void Dispose() => _joining.Dispose();
}
