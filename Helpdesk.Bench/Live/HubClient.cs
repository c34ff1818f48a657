using System.Buffers.Text;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;

namespace Helpdesk.Bench.Live;

/// <summary>
/// A client of the agents' hub that reads no more of SignalR's JSON than a measurement needs: a thousand of the full ones would be most of what
/// is measured.
/// </summary>
public sealed class HubClient : IAsyncDisposable
{
    private const byte End = 0x1e;
    private static readonly byte[] Handshake = [.. "{\"protocol\":\"json\",\"version\":1}"u8, End];
    private static readonly byte[] Board = [.. "{\"type\":1,\"target\":\"WatchBoard\",\"arguments\":[]}"u8, End];
    private static readonly byte[] Ping = [.. "{\"type\":6}"u8, End];
    private readonly Uri _hub;
    private readonly string _cookie;
    private readonly List<Receipt> _heard = [];
    private byte[] _key = [];
    private long _position;
    private long _started;
    private long _lastNews;
    private ClientWebSocket _socket = new();
    private TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _reading = Task.CompletedTask;

    /// <summary>A client that is not connected yet.</summary>
    /// <param name="hub">The hub, <c>ws://…/hubs/agent</c>.</param>
    /// <param name="cookie">Of a signed-in member.</param>
    public HubClient(Uri hub, string cookie) => (_hub, _cookie) = (hub, cookie);

    /// <summary>When it last began to connect, in Stopwatch's ticks.</summary>
    public long Started => Volatile.Read(ref _started);

    /// <summary>When it last heard anything but how far everything has been told, in Stopwatch's ticks.</summary>
    public long LastNews => Volatile.Read(ref _lastNews);

    /// <summary>How many values it has kept.</summary>
    public int Count
    {
        get
        {
            lock (_heard) return _heard.Count;
        }
    }

    /// <summary>Connects, naming the last position when there is one; over when the hub says where it stands. The board is watched, too.</summary>
    /// <returns>Milliseconds.</returns>
    public async Task<double> ConnectAsync(CancellationToken ct)
    {
        _socket = new ClientWebSocket();
        _socket.Options.SetRequestHeader("Cookie", _cookie);
        _socket.Options.SetRequestHeader("Origin", $"http://{_hub.Authority}");
        _ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _started, Stopwatch.GetTimestamp());
        await _socket.ConnectAsync(_position > 0 ? new Uri(_hub, $"?position={_position}") : _hub, ct);
        await _socket.SendAsync(Handshake, WebSocketMessageType.Text, true, ct);
        _reading = ReadAsync();
        await _ready.Task.WaitAsync(ct);
        var took = Stopwatch.GetElapsedTime(_started).TotalMilliseconds;
        await _socket.SendAsync(Board, WebSocketMessageType.Text, true, ct);
        return took;
    }

    /// <summary>Says that it is alive: the hub cuts who is silent for 30 s.</summary>
    public async Task PingAsync()
    {
        try
        {
            if (_socket.State == WebSocketState.Open) await _socket.SendAsync(Ping.AsMemory(), WebSocketMessageType.Text, true, default);
        }
        catch (Exception ended) when (IsEnd(ended))
        {
            // Cut meanwhile.
        }
    }

    /// <summary>Forgets what it kept, and from now on keeps each number behind a property of this name.</summary>
    public void Listen(string property)
    {
        lock (_heard)
        {
            _heard.Clear();
            _key = Encoding.ASCII.GetBytes($"\"{property}\":");
        }
    }

    /// <summary>What it kept so far.</summary>
    public Receipt[] Heard()
    {
        lock (_heard) return [.. _heard];
    }

    /// <summary>Drops the line without a word.</summary>
    public async Task CutAsync()
    {
        _socket.Abort();
        await _reading;
        _socket.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await CutAsync();

    private async Task ReadAsync()
    {
        var buffer = new byte[4096];
        var kept = 0;
        try
        {
            while (await _socket.ReceiveAsync(buffer.AsMemory(kept), default) is { MessageType: WebSocketMessageType.Text } frame)
            {
                kept = Take(buffer.AsSpan(0, kept + frame.Count), Stopwatch.GetTimestamp());
                if (kept == buffer.Length) Array.Resize(ref buffer, 2 * buffer.Length);
            }
        }
        catch (Exception ended) when (IsEnd(ended))
        {
            // Cut, by this side or the other: what is missing then shows in the counts.
        }
    }

    private static bool IsEnd(Exception failure) => failure is WebSocketException or OperationCanceledException or ObjectDisposedException;

    /// <returns>How many bytes of an unfinished record stay, moved to the front.</returns>
    private int Take(Span<byte> bytes, long now)
    {
        Span<byte> rest = bytes;
        for (var end = rest.IndexOf(End); end >= 0; end = rest.IndexOf(End))
        {
            Read(rest[..end], now);
            rest = rest[(end + 1)..];
        }

        rest.CopyTo(bytes);
        return rest.Length;
    }

    private void Read(ReadOnlySpan<byte> record, long now)
    {
        var position = "\"target\":\"Position\",\"arguments\":["u8;
        if (record.IndexOf(position) is var at and >= 0 && Utf8Parser.TryParse(record[(at + position.Length)..], out long reached, out _))
        {
            _position = Math.Max(_position, reached);
            _ready.TrySetResult();
            return;
        }

        if (!record.StartsWith("{\"type\":6"u8)) Volatile.Write(ref _lastNews, now);
        lock (_heard)
        {
            if (_key.Length == 0) return;
            for (var next = record.IndexOf(_key); next >= 0; next = record.IndexOf(_key))
            {
                record = record[(next + _key.Length)..];
                if (Utf8Parser.TryParse(record, out long value, out _)) _heard.Add(new Receipt(value, now));
            }
        }
    }
}

/// <summary>A value a client heard.</summary>
/// <param name="Value">The number that was listened for.</param>
/// <param name="At">When, in Stopwatch's ticks: all processes of a machine share that clock.</param>
public readonly record struct Receipt(long Value, long At);
