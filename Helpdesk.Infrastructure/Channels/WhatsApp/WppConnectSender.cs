using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Helpdesk.Core.Channels;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Infrastructure.Channels.WhatsApp;

/// <summary>Sends through WPPConnect and tells the account's faults from a message's own (DECISIONS 7).</summary>
internal sealed class WppConnectSender(WppConnectClient client, ChannelDirectory directory, IFileStore files) : IChannelSender
{
    private const int ReadBack = 50;
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);

    public async Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken ct)
    {
        if (await ReadyAsync(message.Account, ct) is { } fault) return fault;
        if (await RequestAsync(message, ct) is not var (path, body)) return SendOutcome.Not(SendFate.Refused, "file-gone");
        try
        {
            return await JudgeAsync(message, await client.CallAsync(message.Account, HttpMethod.Post, path, body, ct), ct);
        }
        catch (HttpRequestException failure) when (NeverArrived(failure))
        {
            return SendOutcome.Not(SendFate.AccountFault, "unreachable");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return SendOutcome.Not(SendFate.Unknown, "no-answer");
        }
    }

    public async Task<ChannelState> ProbeAsync(ChannelAccountId account, CancellationToken ct)
    {
        try
        {
            var reply = await client.CallAsync(account, HttpMethod.Get, "status-session", null, ct);
            return reply.Json is { } json && WireJson.Text(json, "status") == "CONNECTED" ? ChannelState.Connected : ChannelState.Disconnected;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return ChannelState.Disconnected;
        }
    }

    public async Task<IReadOnlyList<string>?> FindSentAsync(OutboundMessage message, CancellationToken ct)
    {
        var read = await ReadChatAsync(message.Account, message.To, ReadBack, ct);
        return read?.Where(m => LooksLike(m, message)).OrderBy(m => WireJson.Number(m, "t"))
            .Select(m => MessageKey.Parse(WireJson.Id(m, "id"))!.Key).ToList();
    }

    public async Task MarkSeenAsync(ChannelAccountId account, CustomerAddress chat, CancellationToken ct)
    {
        var reply = await client.CallAsync(account, HttpMethod.Post, "send-seen", Chat(chat), ct);
        if (reply.Status != HttpStatusCode.Created) throw new HttpRequestException("send-seen was refused.", null, reply.Status);
    }

    public async Task<InboundFile?> FetchFileAsync(ChannelAccountId account, CustomerAddress chat, string externalId, CancellationToken ct)
    {
        var id = $"false_{ChatId(chat)}_{externalId}";
        var reply = await client.CallAsync(account, HttpMethod.Post, "download-media", new { messageId = id }, ct);
        if (reply.Status != HttpStatusCode.OK || reply.Json is not { } json || WireJson.Text(json, "base64") is not { } base64) return null;
        var tenant = (await directory.GetAsync(account, ct)).Tenant;
        return new InboundFile(await files.SaveAsync(tenant, new MemoryStream(Convert.FromBase64String(base64)), ct), null);
    }

    /// <summary>The newest messages of a chat; null when it could not be read.</summary>
    public async Task<IReadOnlyList<JsonElement>?> ReadChatAsync(ChannelAccountId account, CustomerAddress chat, int count, CancellationToken ct)
    {
        try
        {
            var reply = await client.CallAsync(account, HttpMethod.Get, $"get-messages/{Uri.EscapeDataString(ChatId(chat))}?count={count}", null, ct);
            return reply.Status == HttpStatusCode.OK && reply.Response is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return null;
        }
    }

    // Before the send itself: a server that does not even give a token has certainly sent nothing.
    private async Task<SendOutcome?> ReadyAsync(ChannelAccountId account, CancellationToken ct)
    {
        try
        {
            return await client.HasTokenAsync(account, ct) ? null : SendOutcome.Not(SendFate.AccountFault, "unauthorised");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return SendOutcome.Not(SendFate.AccountFault, "unreachable");
        }
    }

    private async Task<(string Path, object Body)?> RequestAsync(OutboundMessage message, CancellationToken ct)
    {
        var (phone, isLid) = (message.To.Value, message.To.Kind == IdentityKind.WhatsAppLid);
        if (message.File is not { } file) return ("send-message", new { phone, isGroup = false, isLid, message = message.Text });
        var tenant = (await directory.GetAsync(message.Account, ct)).Tenant;
        if (files.OpenRead(tenant, file.FileKey) is not { } stream) return null;
        await using var open = stream;
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, ct);
        // Only a data URL: anything else would be taken as a URL to fetch or a path on the server (contract, Sending).
        var base64 = $"data:{file.ContentType};base64,{Convert.ToBase64String(bytes.GetBuffer(), 0, (int)bytes.Length)}";
        var path = file.ContentType.StartsWith("image/", StringComparison.Ordinal) ? "send-image" : "send-file";
        return (path, new { phone, isGroup = false, isLid, base64, filename = file.Name, caption = message.Text });
    }

    private async Task<SendOutcome> JudgeAsync(OutboundMessage message, WireReply reply, CancellationToken ct) => reply.Status switch
    {
        HttpStatusCode.Created => KeyIn(reply) is { } key ? SendOutcome.Taken(key) : SendOutcome.Not(SendFate.MessageFault, "empty-answer"),
        HttpStatusCode.BadRequest => SendOutcome.Not(SendFate.Refused, SendOutcome.NoSuchNumber),
        HttpStatusCode.Unauthorized => SendOutcome.Not(SendFate.AccountFault, "unauthorised"),
        HttpStatusCode.NotFound => SendOutcome.Not(SendFate.AccountFault, "disconnected"),
        HttpStatusCode.RequestEntityTooLarge => SendOutcome.Not(SendFate.Refused, "too-large"),
        >= HttpStatusCode.InternalServerError when reply.Json is null => SendOutcome.Not(SendFate.AccountFault, "unavailable"),
        _ => await ProbeAsync(message.Account, ct) == ChannelState.Connected
            ? SendOutcome.Not(SendFate.MessageFault, "provider-error")
            : SendOutcome.Not(SendFate.AccountFault, "disconnected"),
    };

    private static string? KeyIn(WireReply reply) =>
        reply.Response is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == 1 ? MessageKey.Parse(WireJson.Id(list[0], "id"))?.Key : null;

    private static bool LooksLike(JsonElement sent, OutboundMessage message) =>
        MessageKey.Parse(WireJson.Id(sent, "id")) is { FromMe: true }
        && WireJson.Number(sent, "t") is { } seconds
        && DateTimeOffset.FromUnixTimeSeconds(seconds) >= message.WrittenAt - ClockSkew
        && (message.File is null
            ? WireJson.Text(sent, "body") == message.Text
            : (WireJson.Text(sent, "caption") ?? "") == (message.Text ?? "") && WireJson.Text(sent, "type") != "chat");

    private static bool NeverArrived(HttpRequestException failure) =>
        failure.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
        || failure.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused };

    private static object Chat(CustomerAddress chat) => new { phone = chat.Value, isGroup = false, isLid = chat.Kind == IdentityKind.WhatsAppLid };

    private static string ChatId(CustomerAddress chat) => chat.Value + (chat.Kind == IdentityKind.WhatsAppLid ? "@lid" : "@c.us");
}
