using System.Buffers.Binary;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Helpdesk.Core.Tenancy;
using Microsoft.Extensions.Options;

namespace Helpdesk.Infrastructure.Tenancy;

/// <summary>
/// Asks the machine's name servers, or the configured one, for TXT and CNAME records (RFC 1035; over TCP when an answer is too long for UDP).
/// .NET looks up addresses only, and DnsClient is not carried by our package source: a reader with it fills this port in ten lines.
/// </summary>
internal sealed class DnsRecords(IOptions<HelpdeskOptions> options, TimeProvider clock) : IDnsRecords
{
    private const ushort Cname = 5;
    private const ushort Txt = 16;
    private static readonly TimeSpan PerServer = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<string>> LookUpAsync(string name, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        var found = new List<string>();
        foreach (var kind in (ushort[])[Txt, Cname]) found.AddRange(await AskAllAsync(name, kind, either.Token, ct));
        return found;
    }

    private async Task<IReadOnlyList<string>> AskAllAsync(string name, ushort kind, CancellationToken until, CancellationToken ct)
    {
        foreach (var server in Servers())
        {
            try
            {
                return await AskAsync(server, name, kind, until);
            }
            catch (Exception silent) when (silent is OperationCanceledException or SocketException or IOException or InvalidDataException && !ct.IsCancellationRequested)
            {
                // The next server may know.
            }
        }

        throw new TimeoutException("No name server answered.");
    }

    private async Task<IReadOnlyList<string>> AskAsync(IPEndPoint server, string name, ushort kind, CancellationToken until)
    {
        using var patience = new CancellationTokenSource(PerServer, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(until, patience.Token);
        var question = DnsMessage.Question((ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue), name, kind);
        using var udp = new UdpClient(server.AddressFamily);
        udp.Connect(server);
        await udp.SendAsync(question, either.Token);
        while (true)
        {
            var answer = (await udp.ReceiveAsync(either.Token)).Buffer;
            // Somebody else's answer, or a forged one: ours may still come.
            if (!DnsMessage.Answers(question, answer)) continue;
            return DnsMessage.Read(DnsMessage.IsCut(answer) ? await AskByTcpAsync(server, question, either.Token) : answer, kind);
        }
    }

    private static async Task<byte[]> AskByTcpAsync(IPEndPoint server, byte[] question, CancellationToken ct)
    {
        using var tcp = new TcpClient(server.AddressFamily);
        await tcp.ConnectAsync(server, ct);
        await using var stream = tcp.GetStream();
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)question.Length);
        await stream.WriteAsync((byte[])[.. length, .. question], ct);
        await stream.ReadExactlyAsync(length, ct);
        var answer = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        await stream.ReadExactlyAsync(answer, ct);
        return DnsMessage.Answers(question, answer) ? answer : throw new InvalidDataException("The answer is to another question.");
    }

    private List<IPEndPoint> Servers()
    {
        if (IPEndPoint.TryParse(options.Value.DnsServer, out var configured)) return [new IPEndPoint(configured.Address, configured.Port == 0 ? 53 : configured.Port)];
        return [.. NetworkInterface.GetAllNetworkInterfaces().Where(n => n.OperationalStatus == OperationalStatus.Up)
            .SelectMany(n => n.GetIPProperties().DnsAddresses).Distinct().Select(a => new IPEndPoint(a, 53))];
    }
}

/// <summary>The wire form of a question and its answer (RFC 1035, 4).</summary>
internal static class DnsMessage
{
    private const int Header = 12;
    private const int MostRecords = 200;

    public static byte[] Question(ushort id, string name, ushort kind)
    {
        var bytes = new List<byte> { (byte)(id >> 8), (byte)id, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0 };
        foreach (var label in name.Split('.'))
        {
            if (label.Length is 0 or > 63) throw new ArgumentException("Not a domain name.", nameof(name));
            bytes.Add((byte)label.Length);
            bytes.AddRange(Encoding.ASCII.GetBytes(label));
        }

        bytes.AddRange([0, (byte)(kind >> 8), (byte)kind, 0, 1]);
        return [.. bytes];
    }

    /// <summary>Whether it is the answer to our question: same id, and the question repeated.</summary>
    public static bool Answers(byte[] question, byte[] answer) =>
        answer.Length >= question.Length && answer[0] == question[0] && answer[1] == question[1] && (answer[2] & 0x80) != 0
        && question.AsSpan(Header).SequenceEqual(answer.AsSpan(Header, question.Length - Header));

    public static bool IsCut(byte[] answer) => (answer[2] & 0x02) != 0;

    /// <summary>The texts or targets of one kind; throws <see cref="InvalidDataException"/> on what is no message, or when the server failed.</summary>
    public static IReadOnlyList<string> Read(byte[] answer, ushort kind)
    {
        // 0: fine, 3: no such name (4.1.1).
        if ((answer[3] & 0x0F) is not (0 or 3)) throw new InvalidDataException("The name server could not answer.");
        var count = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(6)), (ushort)MostRecords);
        var at = Header;
        _ = Name(answer, ref at);
        at += 4;
        var found = new List<string>();
        for (var i = 0; i < count; i++)
        {
            _ = Name(answer, ref at);
            if (at + 10 > answer.Length) throw Broken();
            var type = BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(at));
            var length = BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(at + 8));
            at += 10;
            if (at + length > answer.Length) throw Broken();
            if (type == kind) found.Add(type == 16 ? Text(answer.AsSpan(at, length)) : Target(answer, at));
            at += length;
        }

        return found;
    }

    // A TXT record is strings of up to 255 bytes, read as one (3.3.14).
    private static string Text(ReadOnlySpan<byte> data)
    {
        var text = new StringBuilder();
        while (data.Length > 0 && data[0] < data.Length)
        {
            text.Append(Encoding.UTF8.GetString(data.Slice(1, data[0])));
            data = data[(data[0] + 1)..];
        }

        return text.ToString();
    }

    private static string Target(byte[] answer, int at) => Name(answer, ref at);

    // Names may point back into the message (4.1.4); only backwards, so that none points in circles.
    private static string Name(byte[] message, ref int at)
    {
        var labels = new List<string>();
        var (here, after) = (at, -1);
        while (true)
        {
            if (here >= message.Length) throw Broken();
            var length = message[here];
            if (length == 0) break;
            if ((length & 0xC0) == 0xC0)
            {
                if (here + 1 >= message.Length) throw Broken();
                var to = ((length & 0x3F) << 8) | message[here + 1];
                if (to >= here) throw Broken();
                if (after < 0) after = here + 2;
                here = to;
                continue;
            }

            if (here + 1 + length > message.Length || labels.Count > 127) throw Broken();
            labels.Add(Encoding.ASCII.GetString(message, here + 1, length));
            here += length + 1;
        }

        at = after >= 0 ? after : here + 1;
        return string.Join('.', labels);
    }

    private static InvalidDataException Broken() => new("That is no DNS answer.");
}
