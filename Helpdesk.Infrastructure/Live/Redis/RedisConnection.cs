using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;

namespace Helpdesk.Infrastructure.Live.Redis;

/// <summary>One connection to Redis, signed in. For one caller at a time; after an exception it is of no use any more.</summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    private const int Longest = 4 * 1024 * 1024;
    private readonly TimeSpan _silence;
    private readonly TimeProvider _clock;
    private readonly Stream _stream;
    private readonly PipeReader _reader;
    private Task<ReadResult>? _reading;

    private RedisConnection(Stream stream, TimeSpan silence, TimeProvider clock) =>
        (_stream, _reader, _silence, _clock) = (stream, PipeReader.Create(stream), silence, clock);

    /// <summary>Connects and signs in.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="silence">How long Redis may say nothing before an answer is given up.</param>
    /// <param name="clock">Measures that.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="RedisRefusedException">The user or password is wrong, or the database is none.</exception>
    /// <exception cref="TimeoutException">Nobody answers.</exception>
    public static async Task<RedisConnection> OpenAsync(RedisAddress address, TimeSpan silence, TimeProvider clock, CancellationToken ct)
    {
        var redis = new RedisConnection(await ConnectAsync(address, silence, clock, ct), silence, clock);
        try
        {
            if (address.Password.Length > 0)
                await redis.AskAsync(address.User.Length > 0 ? ["AUTH", address.User, address.Password] : ["AUTH", address.Password], ct);
            if (address.Database > 0) await redis.AskAsync(["SELECT", address.Database.ToString(CultureInfo.InvariantCulture)], ct);
            return redis;
        }
        catch
        {
            await redis.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a command and waits for its answer.</summary>
    /// <exception cref="RedisRefusedException">Redis refuses it.</exception>
    /// <exception cref="TimeoutException">No answer came in time.</exception>
    public async Task<RespValue> AskAsync(string[] command, CancellationToken ct) => (await AskAllAsync([command], ct))[0];

    /// <summary>Sends commands in one go and waits for all their answers.</summary>
    /// <exception cref="RedisRefusedException">Redis refuses one of them.</exception>
    /// <exception cref="TimeoutException">An answer did not come in time.</exception>
    public async Task<IReadOnlyList<RespValue>> AskAllAsync(IReadOnlyList<string[]> commands, CancellationToken ct)
    {
        await SendAsync(commands, ct);
        var answers = new List<RespValue>(commands.Count);
        foreach (var command in commands)
        {
            var answer = await TryReadAsync(_silence, ct) ?? throw Silent();
            // The command's name only: its words may be a password.
            if (answer.Error is { } why) throw new RedisRefusedException($"Redis refuses {command[0]}: {why}");
            answers.Add(answer);
        }

        return answers;
    }

    /// <summary>Sends commands; answers come as <see cref="TryReadAsync"/> reads them.</summary>
    public async Task SendAsync(IReadOnlyList<string[]> commands, CancellationToken ct)
    {
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var command in commands) Resp.Write(bytes, command);
        await WithinAsync(late => _stream.WriteAsync(bytes.WrittenMemory, late).AsTask(), _silence, _clock, ct);
    }

    /// <summary>The next value; null when none was complete within a time.</summary>
    public async Task<RespValue?> TryReadAsync(TimeSpan within, CancellationToken ct)
    {
        for (var start = _clock.GetTimestamp(); ;)
        {
            // A read is never cancelled, which TLS would not survive: the next call goes on waiting for it.
            _reading ??= _reader.ReadAsync(CancellationToken.None).AsTask();
            var left = within - _clock.GetElapsedTime(start);
            ReadResult read;
            try
            {
                read = await _reading.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, _clock, ct);
            }
            catch (TimeoutException)
            {
                return null;
            }

            _reading = null;
            if (TryTake(read.Buffer, out var value, out var consumed))
            {
                _reader.AdvanceTo(consumed);
                return value;
            }

            if (read.IsCompleted) throw new IOException("Redis has closed the connection.");
            if (read.Buffer.Length > Longest) throw new RedisException("Redis sent an endless answer.");
            _reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>What to throw when nothing was heard for too long.</summary>
    public TimeoutException Silent() => new($"Redis said nothing for {_silence.TotalSeconds:0.#} s.");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private static bool TryTake(ReadOnlySequence<byte> arrived, [NotNullWhen(true)] out RespValue? value, out SequencePosition consumed)
    {
        var reader = new SequenceReader<byte>(arrived);
        var complete = Resp.TryRead(ref reader, out value);
        consumed = reader.Position;
        return complete;
    }

    private static async Task<Stream> ConnectAsync(RedisAddress address, TimeSpan within, TimeProvider clock, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        Stream? stream = null;
        try
        {
            await WithinAsync(late => socket.ConnectAsync(address.Host, address.Port, late).AsTask(), within, clock, ct);
            stream = new NetworkStream(socket, ownsSocket: true);
            if (!address.Tls) return stream;
            var secure = new SslStream(stream);
            stream = secure;
            await WithinAsync(late => secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = address.Host }, late), within, clock, ct);
            return secure;
        }
        catch
        {
            socket.Dispose();
            if (stream is not null) await stream.DisposeAsync();
            throw;
        }
    }

    private static async Task WithinAsync(Func<CancellationToken, Task> act, TimeSpan within, TimeProvider clock, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(within, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        try
        {
            await act(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException($"Redis did not answer within {within.TotalSeconds:0.#} s.");
        }
    }
}
