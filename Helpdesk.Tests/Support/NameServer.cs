using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Helpdesk.Tests.Support;

/// <summary>A name server with a few TXT records, on a loopback port: what it answers leaves the process in earnest.</summary>
public sealed class NameServer : IDisposable
{
    private readonly UdpClient _udp = new(new IPEndPoint(IPAddress.Loopback, 0));

    private NameServer()
    {
    }

    public Dictionary<string, string> Texts { get; } = [];

    /// <summary>Hears questions and says nothing.</summary>
    public bool Silent { get; set; }

    public string Address => _udp.Client.LocalEndPoint!.ToString()!;

    public static NameServer Start()
    {
        var server = new NameServer();
        _ = server.AnswerAsync();
        return server;
    }

    public void Dispose() => _udp.Dispose();

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                var asked = await _udp.ReceiveAsync();
                if (!Silent) await _udp.SendAsync(Answer(asked.Buffer), asked.RemoteEndPoint);
            }
        }
        catch (Exception stopped) when (stopped is ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private byte[] Answer(byte[] question)
    {
        var (labels, at) = (new List<string>(), 12);
        while (question[at] > 0)
        {
            labels.Add(Encoding.ASCII.GetString(question, at + 1, question[at]));
            at += question[at] + 1;
        }

        var isText = question[at + 2] == 16;
        var text = isText && Texts.TryGetValue(string.Join('.', labels), out var known) ? Encoding.UTF8.GetBytes(known) : null;
        var answer = new List<byte>(question) { [2] = 0x81, [3] = 0x80 };
        if (text is null) return [.. answer];
        answer[7] = 1;
        answer.AddRange([0xC0, 12, 0, 16, 0, 1, 0, 0, 0, 60, (byte)((text.Length + 1) >> 8), (byte)(text.Length + 1), (byte)text.Length, .. text]);
        return [.. answer];
    }
}
