namespace Helpdesk.Infrastructure.Channels.Email.Mime;

/// <summary>The decoded bytes of one part: in memory while the mail's budget lasts, else in the <see cref="IPartStore"/>.</summary>
public sealed class PartContent : IDisposable
{
    private const int FirstBytes = 512;
    private readonly MemoryBudget _budget;
    private byte[] _bytes = [];
    private int _used;
    private Stream? _stored;

    internal PartContent(MemoryBudget budget) => _budget = budget;

    /// <summary>Decoded bytes.</summary>
    public long Length { get; private set; }

    /// <summary>The bytes from the start. A stored part has one stream: read it to the end before opening it again.</summary>
    public Stream OpenRead()
    {
        if (_stored is null) return new MemoryStream(_bytes, 0, _used, writable: false);
        _stored.Position = 0;
        return new UnownedStream(_stored);
    }

    /// <summary>The first bytes, at most <paramref name="most"/>.</summary>
    public ReadOnlyMemory<byte> Start(int most)
    {
        if (_stored is null) return _bytes.AsMemory(0, Math.Min(_used, most));
        var bytes = new byte[(int)Math.Min(Length, most)];
        _stored.Position = 0;
        _stored.ReadExactly(bytes);
        return bytes;
    }

    /// <inheritdoc/>
    public void Dispose() => _stored?.Dispose();

    /// <summary>Lets go of bytes that turned out to be of no use.</summary>
    internal void Discard()
    {
        Dispose();
        _budget.Return(_bytes.Length);
        (_bytes, _used, Length) = ([], 0, 0);
    }

    internal void Write(ReadOnlySpan<byte> bytes)
    {
        Length += bytes.Length;
        if (_stored is null && !Fits(bytes.Length))
        {
            _stored = _budget.Store.Create();
            _stored.Write(_bytes, 0, _used);
            _budget.Return(_bytes.Length);
            (_bytes, _used) = ([], 0);
        }

        if (_stored is not null)
        {
            _stored.Write(bytes);
            return;
        }

        bytes.CopyTo(_bytes.AsSpan(_used));
        _used += bytes.Length;
    }

    private bool Fits(int more)
    {
        if (_bytes.Length - _used >= more) return true;
        var size = Math.Max(FirstBytes, Math.Max(_bytes.Length * 2, _used + more));
        if (!_budget.Take(size - _bytes.Length)) return false;
        Array.Resize(ref _bytes, size);
        return true;
    }
}

/// <summary>What the parts of one mail may hold in memory together, and where the rest goes.</summary>
internal sealed class MemoryBudget(int bytes, IPartStore store)
{
    private int _left = bytes;

    public IPartStore Store => store;

    public bool Take(int bytes)
    {
        if (bytes > _left) return false;
        _left -= bytes;
        return true;
    }

    public void Return(int bytes) => _left += bytes;
}
