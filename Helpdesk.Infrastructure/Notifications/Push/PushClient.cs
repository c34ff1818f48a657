using System.Buffers.Text;
using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using Helpdesk.Core.Notifications;
using Microsoft.Extensions.Options;

namespace Helpdesk.Infrastructure.Notifications.Push;

/// <summary>Browser push, under <c>Push</c>.</summary>
public sealed class PushOptions
{
    /// <summary>Whom a push service may ask about this installation: <c>mailto:it@example.com</c>; empty for <c>Helpdesk:PublicUrl</c>.</summary>
    public string Contact { get; init; } = "";

    /// <summary>How long a push service may take to answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Messages sent side by side.</summary>
    [Range(1, 64)]
    public int Parallel { get; init; } = 8;

    /// <summary>Whether push services on plain http and on private addresses are called too. For tests: a member chooses the address.</summary>
    public bool AllowPrivate { get; init; }
}

/// <summary>What a push service made of a message.</summary>
/// <param name="Outcome">Taken, or why not.</param>
/// <param name="RetryAfter">How long it asks to wait.</param>
public sealed record PushAnswer(PushOutcome Outcome, TimeSpan? RetryAfter = null);

/// <summary>What became of one message.</summary>
public enum PushOutcome
{
    /// <summary>The service has it.</summary>
    Taken,

    /// <summary>The subscription is no more (RFC 8030 7.3).</summary>
    Gone,

    /// <summary>Not now: the service is busy, or was not reached.</summary>
    Later,

    /// <summary>It would be refused the next time too.</summary>
    Refused,
}

/// <summary>Hands a message to the push service of one browser (RFC 8030 5).</summary>
public sealed class PushClient(HttpClient http, VapidKeys keys, IOptions<PushOptions> options, IOptions<HelpdeskOptions> helpdesk)
{
    /// <summary>Sends what happened and where; no name and no word of a customer leaves the house.</summary>
    public async Task<PushAnswer> SendAsync(PushSubscription to, NotificationKind kind, long? ticket, CancellationToken ct)
    {
        var address = new Uri(to.Address);
        if (!options.Value.AllowPrivate && address.Scheme != Uri.UriSchemeHttps) return new PushAnswer(PushOutcome.Refused);
        var payload = JsonSerializer.SerializeToUtf8Bytes(new { kind = kind.ToString(), ticket });
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent(WebPushMessage.Encrypt(payload, Base64Url.DecodeFromChars(to.PublicKey), Base64Url.DecodeFromChars(to.Auth))),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Content.Headers.ContentEncoding.Add("aes128gcm");
        request.Headers.Add("TTL", ((int)PushSend.Fresh.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture));
        request.Headers.Add("Urgency", NotificationPolicy.IsCritical(kind) ? "high" : "normal");
        request.Headers.TryAddWithoutValidation("Authorization", await keys.AuthorizeAsync(address, Contact, ct));
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            return Read(response);
        }
        catch (Exception unreached) when (unreached is HttpRequestException || (unreached is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return new PushAnswer(unreached.InnerException is PrivateAddressException || unreached.GetBaseException() is PrivateAddressException ? PushOutcome.Refused : PushOutcome.Later);
        }
    }

    private string? Contact =>
        options.Value.Contact is { Length: > 0 } contact ? contact
        : helpdesk.Value.PublicUrl.StartsWith("https://", StringComparison.Ordinal) ? helpdesk.Value.PublicUrl
        : null;

    private static PushAnswer Read(HttpResponseMessage response) => response.StatusCode switch
    {
        _ when response.IsSuccessStatusCode => new PushAnswer(PushOutcome.Taken),
        HttpStatusCode.NotFound or HttpStatusCode.Gone => new PushAnswer(PushOutcome.Gone),
        HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError =>
            new PushAnswer(PushOutcome.Later, response.Headers.RetryAfter?.Delta),
        _ => new PushAnswer(PushOutcome.Refused),
    };
}

/// <summary>The address a name stands for is none of the open internet.</summary>
public sealed class PrivateAddressException() : IOException("The address is not public.");

/// <summary>Connects to public addresses only: who names a push service must not reach what stands behind the firewall beside us (ABUSE: SSRF).</summary>
internal static class PublicAddresses
{
    /// <summary>Resolves and connects; the address that was checked is the one connected to, so that a name cannot change in between.</summary>
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var found = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, ct);
        var open = Array.FindAll(found, IsPublic);
        if (open.Length == 0) throw new PrivateAddressException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether an address is of the open internet (the special ones are those of RFC 6890).</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)) return false;
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            return !address.IsIPv6LinkLocal && !address.IsIPv6SiteLocal && !address.IsIPv6UniqueLocal && !address.IsIPv6Multicast && !address.IsIPv6Teredo && !Embeds(address);
        return address.GetAddressBytes() switch
        {
            [0 or 10 or 127 or >= 224, ..] => false,
            [100, >= 64 and < 128, ..] => false,
            [169, 254, ..] => false,
            [172, >= 16 and < 32, ..] => false,
            [192, 168, ..] or [192, 0, 0, ..] or [192, 0, 2, ..] => false,
            [198, 18 or 19, ..] or [198, 51, 100, ..] or [203, 0, 113, ..] => false,
            _ => true,
        };
    }

    // NAT64 (64:ff9b::/96) and 6to4 (2002::/16) carry an IPv4 address that could be a private one.
    private static bool Embeds(IPAddress address) => address.GetAddressBytes() is [0x00, 0x64, 0xff, 0x9b, ..] or [0x20, 0x02, ..];
}
