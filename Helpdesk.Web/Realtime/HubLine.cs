using System.Threading.Channels;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;

namespace Helpdesk.Web.Realtime;

/// <summary>
/// What one hub client is still to be told, in order. A loop of its own writes it, so that a client that does not read holds up nobody. It is bounded:
/// a client that falls too far behind is cut, and catches up when it comes back (DECISIONS 18). Until <see cref="Begin"/>, and while somebody holds
/// it, everything is kept back.
/// </summary>
public sealed partial class HubLine
{
    private readonly Channel<Told> _out = Channel.CreateUnbounded<Told>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Lock _lock = new();
    private readonly List<Told> _held = [];
    private readonly HubConnectionContext _client;
    private readonly long _most;
    private readonly ILogger _log;
    private int _holds = 1;
    private long _position;
    private long _unsent;
    private bool _ended;

    /// <summary>Opens the line to a client, kept back.</summary>
    /// <param name="client">The client.</param>
    /// <param name="most">How many bytes may wait for it.</param>
    /// <param name="log">Where it is said that a client was cut.</param>
    public HubLine(HubConnectionContext client, long most, ILogger log)
    {
        (_client, _most, _log) = (client, most, log);
        _ = WriteAsync();
    }

    /// <summary>Whether the client is told anything yet.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>The sequence it began with: everything above is told as it happens.</summary>
    public long BeganAt { get; private set; }

    /// <summary>Tells a change. What is not above what the client began with, or has heard, is passed over.</summary>
    public void Hear(long sequence, SerializedHubMessage change) => Put(new Told(change, sequence, IsChange: true));

    /// <summary>Tells how far everything has been told.</summary>
    public void Reach(long sequence, SerializedHubMessage position) => Put(new Told(position, sequence, IsChange: false));

    /// <summary>Tells something that has no place in the order of changes.</summary>
    public void Tell(SerializedHubMessage message) => Put(new Told(message, null, IsChange: false));

    /// <summary>Tells what comes first, and then what has been kept back and lies above it.</summary>
    /// <param name="position">What the client knows, or is told by <paramref name="first"/>.</param>
    /// <param name="first">Comes before everything else.</param>
    public void Begin(long position, IEnumerable<SerializedHubMessage> first)
    {
        lock (_lock)
        {
            (_position, BeganAt, HasBegun) = (position, position, true);
            foreach (var message in first) Write(Counted(new Told(message, null, IsChange: false)));
        }

        Release();
    }

    /// <summary>Keeps back what comes from now on.</summary>
    public void Hold()
    {
        lock (_lock) _holds++;
    }

    /// <summary>Lets go of what was kept back, when nobody else holds it.</summary>
    public void Release()
    {
        lock (_lock)
        {
            if (--_holds > 0) return;
            foreach (var told in _held) Pass(told);
            _held.Clear();
        }
    }

    /// <summary>Nothing more is told.</summary>
    public void End()
    {
        lock (_lock)
        {
            _ended = true;
            _held.Clear();
            _out.Writer.TryComplete();
        }
    }

    private void Put(Told told)
    {
        lock (_lock)
        {
            if (_ended) return;
            told = Counted(told);
            if (_unsent > _most)
            {
                Log.Slow(_log, _client.ConnectionId, _unsent);
                End();
                _client.Features.GetRequiredFeature<IConnectionLifetimeFeature>().Abort();
            }
            else if (_holds > 0)
            {
                _held.Add(told);
            }
            else
            {
                Pass(told);
            }
        }
    }

    private Told Counted(Told told)
    {
        var size = told.Message.GetSerializedMessage(_client.Protocol).Length;
        Interlocked.Add(ref _unsent, size);
        return told with { Size = size };
    }

    private void Pass(Told told)
    {
        if (told.Sequence is { } sequence)
        {
            if (sequence < _position || (told.IsChange && sequence == _position))
            {
                Interlocked.Add(ref _unsent, -told.Size);
                return;
            }

            _position = sequence;
        }

        Write(told);
    }

    private void Write(Told told) => _out.Writer.TryWrite(told);

    private async Task WriteAsync()
    {
        await foreach (var told in _out.Reader.ReadAllAsync())
        {
            // One that is gone takes no more, and says nothing of it.
            await _client.WriteAsync(told.Message);
            Interlocked.Add(ref _unsent, -told.Size);
        }
    }

    private readonly record struct Told(SerializedHubMessage Message, long? Sequence, bool IsChange, int Size = 0);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Hub client {Connection} does not read: {Bytes} bytes wait for it. It is cut, and catches up when it comes back.")]
        public static partial void Slow(ILogger logger, string connection, long bytes);
    }
}
