using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Helpdesk.Tests.Support;

/// <summary>
/// A loopback TCP proxy: what a network does on a bad day, done on purpose. While cut, nothing passes and nobody gets in; while stalled, nothing
/// passes either, but every connection looks alive.
/// </summary>
public sealed class CutProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Uri _target;
    private readonly ConcurrentDictionary<TcpClient, byte> _open = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private volatile bool _cut;
    private volatile TaskCompletionSource _flow = new();

    public CutProxy(string target)
    {
        _target = new Uri(target);
        _flow.SetResult();
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where to go instead of the target.</summary>
    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>The same, for those who do not speak HTTP.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections the cuts ended: a test fails when its fault was not seen.</summary>
    public int Dropped { get; private set; }

    /// <summary>Ends every connection and lets nobody in.</summary>
    public void Cut()
    {
        _cut = true;
        foreach (var client in _open.Keys)
        {
            Dropped++;
            client.Close();
        }
    }

    /// <summary>Lets nothing through any more, and ends nothing: the half-open connections of a cable pulled out.</summary>
    public void Stall() => _flow = new TaskCompletionSource();

    /// <summary>Lets everybody in again, and through.</summary>
    public void Mend()
    {
        _cut = false;
        _flow.TrySetResult();
    }

    /// <summary>One in front of a server.</summary>
    public static CutProxy Before(string target) => new(target);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        Cut();
        _flow.TrySetResult();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = CarryAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private async Task CarryAsync(TcpClient browser)
    {
        using (browser)
        {
            if (_cut) return;
            using var product = new TcpClient();
            _open[browser] = 0;
            try
            {
                await product.ConnectAsync(_target.Host, _target.Port, _stop.Token);
                var (up, down) = (browser.GetStream(), product.GetStream());
                await Task.WhenAny(CopyAsync(up, down), CopyAsync(down, up));
            }
            catch (Exception closed) when (closed is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
            {
                // Either side ended, or the cut did.
            }
            finally
            {
                _open.TryRemove(browser, out _);
            }
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[65536];
        int read;
        while ((read = await from.ReadAsync(buffer, _stop.Token)) > 0)
        {
            await _flow.Task;
            await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
        }
    }
}
