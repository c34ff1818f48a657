using System.Buffers.Binary;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Tnef;

/// <summary>Little-endian numbers and byte runs one after the other; null once they do not reach.</summary>
internal sealed class TnefScan(ReadOnlyMemory<byte> bytes)
{
    private int _at;

    public bool AtEnd => _at >= bytes.Length;

    public byte? Byte() => Bytes(1) is { } one ? one.Span[0] : null;

    public ushort? UInt16() => Bytes(2) is { } two ? BinaryPrimitives.ReadUInt16LittleEndian(two.Span) : null;

    public uint? UInt32() => Bytes(4) is { } four ? BinaryPrimitives.ReadUInt32LittleEndian(four.Span) : null;

    public ReadOnlyMemory<byte>? Bytes(uint count)
    {
        if (count > bytes.Length - _at) return null;
        _at += (int)count;
        return bytes.Slice(_at - (int)count, (int)count);
    }

    /// <summary>A run and the bytes that fill it up to a multiple of four; the last may lack them.</summary>
    public ReadOnlyMemory<byte>? Padded(uint count)
    {
        if (Bytes(count) is not { } run) return null;
        _at = (int)Math.Min(bytes.Length, _at + ((4 - (count % 4)) % 4));
        return run;
    }
}
