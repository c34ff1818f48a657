using System.Buffers;
using System.Text;
using Helpdesk.Infrastructure;
using Helpdesk.Infrastructure.Live.Redis;
using Xunit;

namespace Helpdesk.Tests.Live;

/// <summary>Redis's words, and the address of a Redis.</summary>
public sealed class RespTests
{
    [Fact]
    public void A_command_is_written_as_the_protocol_says()
    {
        var bytes = new ArrayBufferWriter<byte>();
        Resp.Write(bytes, "PUBLISH", "", "سلام");
        Assert.Equal("*3\r\n$7\r\nPUBLISH\r\n$0\r\n\r\n$8\r\nسلام\r\n", Encoding.UTF8.GetString(bytes.WrittenSpan));
    }

    [Fact]
    public void An_answer_is_read_however_it_is_cut_into_pieces()
    {
        const string Answer = "*1\r\n*2\r\n$3\r\nkey\r\n*2\r\n*2\r\n$3\r\n1-0\r\n*2\r\n+from\r\n:42\r\n*2\r\n$-1\r\n*-1\r\n";
        var bytes = Encoding.UTF8.GetBytes(Answer + "+PONG\r\n");
        for (var piece = 1; piece <= bytes.Length; piece++)
        {
            for (var arrived = 0; arrived < Answer.Length; arrived += piece) Assert.Null(Read(bytes.AsMemory(0, arrived), piece, out _));
            var value = Read(bytes, piece, out var left)!;
            Assert.Equal("+PONG\r\n".Length, left);
            Assert.Equal(("key", "1-0", "from", "42"), (value[0][0].Text, value[0][1][0][0].Text, value[0][1][0][1][0].Text, value[0][1][0][1][1].Text));
            Assert.Equal((RespValue.Nothing, RespValue.Nothing), (value[0][1][1][0], value[0][1][1][1]));
        }
    }

    [Fact]
    public void A_refusal_is_told_from_a_text() => Assert.Equal(("NOAUTH Authentication required.", null), (Read("-NOAUTH Authentication required.\r\n")!.Error, Read("-x\r\n")!.Text));

    [Theory]
    [InlineData("$65537\r\n", "a length of 65537")]
    [InlineData("$-2\r\n", "a length of -2")]
    [InlineData("*1025\r\n", "a length of 1025")]
    [InlineData("*99999999999999999999\r\n", "a number that is none")]
    [InlineData("$x\r\n", "a number that is none")]
    [InlineData("$3\r\nabcd\r\n", "another length than it said")]
    [InlineData("*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n", "lists in lists")]
    [InlineData("\r\n", "an empty or endless line")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n", "the unknown kind 0x48")]
    public void What_is_not_redis_or_too_much_of_it_is_refused_before_it_is_kept(string words, string complaint) =>
        Assert.Contains(complaint, Assert.Throws<RedisException>(() => Read(words)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_line_without_an_end_is_refused() => Assert.Throws<RedisException>(() => Read("+" + new string('x', Resp.LongestText)));

    [Fact]
    public void Whatever_bytes_come_they_are_a_value_or_refused_or_waited_on()
    {
        var (random, values, refused, waited) = (new Random(20261121), 0, 0, 0);
        var alphabet = "*$+-:\r\n0123456789ab"u8.ToArray();
        for (var i = 0; i < 200_000; i++)
        {
            var bytes = random.GetItems(alphabet, random.Next(1, 24));
            try
            {
                if (Read(bytes, bytes.Length, out _) is null) waited++;
                else values++;
            }
            catch (RedisException)
            {
                refused++;
            }
        }

        Assert.True(values > 100 && refused > 100 && waited > 100, $"{values} values, {refused} refused, {waited} waited on");
    }

    [Theory]
    [InlineData("redis://cache", "cache", 6379, "", "", 0, false)]
    [InlineData("redis://:pw@10.0.0.1:7000", "10.0.0.1", 7000, "", "pw", 0, false)]
    [InlineData("rediss://desk:p%40ss%2Fw%3Ard%3F@cache.example.com/3", "cache.example.com", 6379, "desk", "p@ss/w:rd?", 3, true)]
    [InlineData("redis://desk:a:b@[::1]:6379/", "::1", 6379, "desk", "a:b", 0, false)]
    public void An_address_says_where_and_who(string text, string host, int port, string user, string password, int database, bool tls)
    {
        Assert.True(RedisAddress.TryParse(text, out var address, out _));
        Assert.Equal((host, port, user, password, database, tls), (address.Host, address.Port, address.User, address.Password, address.Database, address.Tls));
        Assert.Equal($"{host}:{port}", address.ToString());
    }

    [Theory]
    [InlineData("cache:6379", "is no redis:// or rediss:// address")]
    [InlineData("http://cache", "is no redis:// or rediss:// address")]
    [InlineData("redis://", "is no redis:// or rediss:// address")]
    [InlineData("redis://cache/first", "ends with a database that is no number")]
    [InlineData("redis://open-sesame@cache", "has a user without a password")]
    [InlineData("redis://:open?sesame@cache", "")]
    [InlineData("redis://cache/0?tls=1", "has a ? or a #")]
    public void A_wrong_setting_is_refused_by_name_and_not_repeated(string redis, string complaint)
    {
        var refused = new RedisChoice().Validate(null, new HelpdeskOptions { Redis = redis });
        Assert.StartsWith("Helpdesk__Redis ", refused.FailureMessage, StringComparison.Ordinal);
        Assert.Contains(complaint, refused.FailureMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", refused.FailureMessage, StringComparison.Ordinal);
    }

    private static RespValue? Read(string words) => Read(Encoding.UTF8.GetBytes(words), 7, out _);

    // In pieces of memory, as a network leaves them.
    private static RespValue? Read(ReadOnlyMemory<byte> bytes, int piece, out long left)
    {
        Piece? first = null, last = null;
        for (var at = 0; at < bytes.Length; at += piece)
        {
            last = new Piece(bytes.Slice(at, Math.Min(piece, bytes.Length - at)), last);
            first ??= last;
        }

        var reader = new SequenceReader<byte>(first is null ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(first, 0, last!, last!.Memory.Length));
        var complete = Resp.TryRead(ref reader, out var value);
        left = reader.Remaining;
        return complete ? value : null;
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, Piece? before)
        {
            Memory = memory;
            if (before is null) return;
            (before.Next, RunningIndex) = (this, before.RunningIndex + before.Memory.Length);
        }
    }
}
