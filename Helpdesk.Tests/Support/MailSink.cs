using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Helpdesk.Tests.Support;

/// <summary>A mail server that takes everything and delivers nothing: keeps the envelope and the raw mail as it came over the wire.</summary>
public sealed class MailSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    private MailSink()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Listens on a free port.</summary>
    public static MailSink Start() => new();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Recipients and raw text of each mail.</summary>
    public ConcurrentQueue<(string To, string Raw)> Mails { get; } = new();

    /// <summary>The settings that send here.</summary>
    public Dictionary<string, string> Settings => new()
    {
        ["Mail:Host"] = "127.0.0.1",
        ["Mail:Port"] = Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["Mail:From"] = "desk@example.com",
        ["Mail:UseTls"] = "false",
    };

    /// <summary>A mail's text, decoded.</summary>
    public static string TextOf(string raw)
    {
        var parts = raw.Split("\r\n\r\n", 2);
        return parts[0].Contains("base64", StringComparison.OrdinalIgnoreCase)
            ? Encoding.UTF8.GetString(Convert.FromBase64String(parts[1].Replace("\r\n", "", StringComparison.Ordinal)))
            : parts[1].Replace("=\r\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> talks = [];
        try
        {
            while (true) talks.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.Latin1);
                await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
                await writer.WriteLineAsync("220 sink");
                var to = "";
                while (await reader.ReadLineAsync(_stop.Token) is { } line)
                {
                    var word = line.Split(' ')[0].ToUpperInvariant();
                    if (word == "RCPT") to += line;
                    if (word == "DATA")
                    {
                        await writer.WriteLineAsync("354 go on");
                        var mail = new StringBuilder();
                        while (await reader.ReadLineAsync(_stop.Token) is { } text && text != ".") mail.Append(text).Append("\r\n");
                        Mails.Enqueue((to, mail.ToString()));
                    }

                    await writer.WriteLineAsync(word == "QUIT" ? "221 bye" : "250 OK");
                    if (word == "QUIT") return;
                }
            }
            catch (Exception ended) when (ended is IOException or OperationCanceledException)
            {
                // The client hung up, or the test is over.
            }
        }
    }
}
