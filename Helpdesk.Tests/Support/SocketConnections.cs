using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Helpdesk.Tests.Support;

/// <summary>Web sockets for SignalR's .NET client: what Microsoft.AspNetCore.SignalR.Client has besides its core, which the package source lacks.</summary>
/// <param name="address">Asked at each connection, so that one made again may name where it stood.</param>
/// <param name="prepare">Adds headers.</param>
public sealed class SocketConnections(Func<Task<Uri>> address, Action<ClientWebSocketOptions>? prepare = null) : IConnectionFactory
{
    /// <inheritdoc/>
    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var socket = new ClientWebSocket();
        prepare?.Invoke(socket.Options);
        try
        {
            await socket.ConnectAsync(await address(), cancellationToken);
            return new SocketConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class SocketConnection : ConnectionContext, IDuplexPipe
    {
        private readonly Pipe _heard = new();
        private readonly Pipe _said = new();
        private readonly ClientWebSocket _socket;
        private readonly Task _carrying;

        public SocketConnection(ClientWebSocket socket)
        {
            (_socket, Transport) = (socket, this);
            _carrying = Task.WhenAll(HearAsync(), SayAsync());
        }

        public override string ConnectionId { get; set; } = Guid.NewGuid().ToString("N");

        public override IFeatureCollection Features { get; } = new FeatureCollection();

        public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

        public override IDuplexPipe Transport { get; set; }

        PipeReader IDuplexPipe.Input => _heard.Reader;

        PipeWriter IDuplexPipe.Output => _said.Writer;

        public override async ValueTask DisposeAsync()
        {
            await _said.Writer.CompleteAsync();
            await _heard.Reader.CompleteAsync();
            _socket.Abort();
            await _carrying;
            _socket.Dispose();
            await base.DisposeAsync();
        }

        private async Task HearAsync()
        {
            Exception? broken = null;
            try
            {
                while (await _socket.ReceiveAsync(_heard.Writer.GetMemory(4096), default) is { MessageType: not WebSocketMessageType.Close } frame)
                {
                    _heard.Writer.Advance(frame.Count);
                    if ((await _heard.Writer.FlushAsync()).IsCompleted) break;
                }
            }
            catch (Exception ended) when (ended is WebSocketException or OperationCanceledException or ObjectDisposedException)
            {
                broken = ended;
            }

            await _heard.Writer.CompleteAsync(broken);
        }

        private async Task SayAsync()
        {
            try
            {
                while (await _said.Reader.ReadAsync() is { IsCompleted: false } read)
                {
                    foreach (var part in read.Buffer) await _socket.SendAsync(part, WebSocketMessageType.Text, true, default);
                    _said.Reader.AdvanceTo(read.Buffer.End);
                }
            }
            catch (Exception ended) when (ended is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
            {
                // The other side has gone, which the reading side tells.
            }

            await _said.Reader.CompleteAsync();
        }
    }
}
