using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Helpdesk.Infrastructure.Live.Redis;

/// <summary>
/// Redis's protocol in its second version (https://redis.io/docs/latest/develop/reference/protocol-spec/): commands are lists of texts, answers
/// are values of five kinds. What a server may make us keep is bounded.
/// </summary>
internal static class Resp
{
    /// <summary>The longest text taken, in bytes.</summary>
    public const int LongestText = 64 * 1024;

    /// <summary>The longest list taken.</summary>
    public const int LongestList = 1024;

    /// <summary>How deep lists may lie in lists: an answer of XREAD has four levels.</summary>
    public const int Deepest = 5;

    private static readonly byte[] End = "\r\n"u8.ToArray();

    /// <summary>Writes one command.</summary>
    public static void Write(IBufferWriter<byte> to, params ReadOnlySpan<string> command)
    {
        WriteLine(to, '*', command.Length);
        foreach (var text in command)
        {
            WriteLine(to, '$', Encoding.UTF8.GetByteCount(text));
            Encoding.UTF8.GetBytes(text, to);
            to.Write(End);
        }
    }

    /// <summary>Reads one value.</summary>
    /// <returns>False when its end has not arrived yet: read again from its beginning when more has.</returns>
    /// <exception cref="RedisException">These are not Redis's words, or there are too many of them.</exception>
    public static bool TryRead(ref SequenceReader<byte> from, [NotNullWhen(true)] out RespValue? value, int depth = 0)
    {
        value = null;
        if (!from.TryReadTo(out ReadOnlySequence<byte> line, End))
            return from.Remaining <= LongestText ? false : throw new RedisException("Redis sent a line without an end.");
        if (line.Length is 0 or > LongestText) throw new RedisException("Redis sent an empty or endless line.");
        var (kind, rest) = (line.FirstSpan[0], Encoding.UTF8.GetString(line.Slice(1)));
        switch (kind)
        {
            case (byte)'+':
                value = new RespValue { Text = rest };
                return true;
            case (byte)'-':
                value = new RespValue { Error = rest };
                return true;
            case (byte)':':
                value = new RespValue { Text = NumberOf(rest).ToString(CultureInfo.InvariantCulture) };
                return true;
            case (byte)'$':
                return TryReadText(ref from, LengthOf(rest, LongestText), out value);
            case (byte)'*':
                return TryReadList(ref from, LengthOf(rest, LongestList), depth, out value);
            default:
                throw new RedisException($"Redis sent a value of the unknown kind 0x{kind:x2}.");
        }
    }

    private static bool TryReadText(ref SequenceReader<byte> from, int? length, [NotNullWhen(true)] out RespValue? value)
    {
        value = null;
        if (length is not { } bytes)
        {
            value = RespValue.Nothing;
            return true;
        }

        if (!from.TryReadExact(bytes, out var text)) return false;
        if (from.Remaining < End.Length) return false;
        if (!from.IsNext(End, advancePast: true)) throw new RedisException("Redis sent a text of another length than it said.");
        value = new RespValue { Text = Encoding.UTF8.GetString(text) };
        return true;
    }

    private static bool TryReadList(ref SequenceReader<byte> from, int? length, int depth, [NotNullWhen(true)] out RespValue? value)
    {
        value = null;
        if (depth == Deepest) throw new RedisException("Redis sent lists in lists in lists.");
        if (length is not { } count)
        {
            value = RespValue.Nothing;
            return true;
        }

        var items = new List<RespValue>(count);
        while (items.Count < count)
        {
            if (!TryRead(ref from, out var item, depth + 1)) return false;
            items.Add(item);
        }

        value = new RespValue { Items = items };
        return true;
    }

    // -1 says that there is nothing.
    private static int? LengthOf(string text, int longest) => NumberOf(text) switch
    {
        -1 => null,
        >= 0 and var length when length <= longest => (int)length,
        var length => throw new RedisException($"Redis sent a length of {length}, where {longest} is the most."),
    };

    private static long NumberOf(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw new RedisException("Redis sent a number that is none.");

    private static void WriteLine(IBufferWriter<byte> to, char kind, int length) => Encoding.ASCII.GetBytes($"{kind}{length.ToString(CultureInfo.InvariantCulture)}\r\n", to);
}

/// <summary>One answer: a text (a number is one, too), a list, an error, or nothing.</summary>
internal sealed record RespValue
{
    public static readonly RespValue Nothing = new();

    public string? Text { get; init; }

    public IReadOnlyList<RespValue>? Items { get; init; }

    /// <summary>Why Redis refuses; it begins with a word in capitals, such as WRONGPASS.</summary>
    public string? Error { get; init; }

    /// <summary>An item of a list.</summary>
    /// <exception cref="RedisException">This is no list, or a shorter one.</exception>
    public RespValue this[int index] => Items is { } items && index < items.Count ? items[index] : throw new RedisException("Redis answered in another form than it should.");
}

/// <summary>What came from Redis cannot be understood.</summary>
internal class RedisException(string message) : Exception(message);

/// <summary>Redis refuses a command: a wrong password above all.</summary>
internal sealed class RedisRefusedException(string message) : RedisException(message);
