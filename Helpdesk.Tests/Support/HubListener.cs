using System.Net.WebSockets;
using System.Text;
using Microsoft.Playwright;

namespace Helpdesk.Tests.Support;

/// <summary>A client of the agents' hub that speaks SignalR's JSON protocol itself and keeps every frame as it came.</summary>
public sealed class HubListener : IAsyncDisposable
{
    private const char End = '\u001e';
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly StringBuilder _heard = new();
    private Task _reading = Task.CompletedTask;

    /// <summary>Everything the hub has said.</summary>
    public string Heard
    {
        get
        {
            lock (_heard) return _heard.ToString();
        }
    }

    /// <summary>Whether the other side has ended the connection.</summary>
    public bool IsCut => _reading.IsCompleted;

    /// <summary>Connects with the cookies of a signed-in browser, and watches the board.</summary>
    public static async Task<HubListener> ConnectAsync(string url, IPage signedIn)
    {
        var listener = new HubListener();
        var cookies = await signedIn.Context.CookiesAsync([url]);
        listener._socket.Options.SetRequestHeader("Cookie", string.Join("; ", cookies.Select(c => $"{c.Name}={c.Value}")));
        listener._socket.Options.SetRequestHeader("Origin", new Uri(url).GetLeftPart(UriPartial.Authority));
        await listener._socket.ConnectAsync(new Uri(url.Replace("http", "ws", StringComparison.Ordinal) + "/hubs/agent"), default);
        await listener._socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}" + End), WebSocketMessageType.Text, true, default);
        listener._reading = listener.ReadAsync();
        await Eventually.TrueAsync(() => listener.Heard.Contains("\"Position\"", StringComparison.Ordinal), "the hub says where it stands");
        await listener._socket.SendAsync(Encoding.UTF8.GetBytes("{\"type\":1,\"target\":\"WatchBoard\",\"arguments\":[]}" + End), WebSocketMessageType.Text, true, default);
        await Eventually.TrueAsync(() => listener.Heard.Contains("\"Board\"", StringComparison.Ordinal), "the hub shows who is here");
        return listener;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[16384];
        try
        {
            while (await _socket.ReceiveAsync(buffer, _stop.Token) is { MessageType: WebSocketMessageType.Text } frame)
                lock (_heard) _heard.Append(Encoding.UTF8.GetString(buffer, 0, frame.Count));
        }
        catch (Exception ended) when (ended is OperationCanceledException or WebSocketException)
        {
            // Disposed, or the product went away.
        }
    }
}
