using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Helpdesk.Tests.Support;

/// <summary>A loopback TCP proxy: what a network does on a bad day, done on purpose. While cut, nothing passes and nobody gets in.</summary>
public sealed class CutProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Uri _target;
    private readonly ConcurrentDictionary<TcpClient, byte> _open = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private volatile bool _cut;

    public CutProxy(string target)
    {
        _target = new Uri(target);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where to go instead of the target.</summary>
    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

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

    /// <summary>Lets everybody in again.</summary>
    public void Mend() => _cut = false;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        Cut();
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
                await Task.WhenAny(up.CopyToAsync(down, _stop.Token), down.CopyToAsync(up, _stop.Token));
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
}
