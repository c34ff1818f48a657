using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Helpdesk.Core.Channels;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Infrastructure.Channels.WhatsApp;

/// <summary>An answer of the server: its status, and its JSON when it is JSON; errors may be HTML (contract, Reply envelope).</summary>
internal sealed record WireReply(HttpStatusCode Status, JsonElement? Json)
{
    public JsonElement? Response => Json is { } json && json.ValueKind == JsonValueKind.Object && json.TryGetProperty("response", out var response) ? response : null;
}

/// <summary>
/// Speaks WPPConnect's REST interface. Bodies go out as <c>application/json; charset=utf-8</c>, because with the bare type a missing phone is
/// answered as a success (contract, endpoints behind statusConnection). Tokens never expire and are remembered; a 401 makes a new one, once.
/// </summary>
internal sealed class WppConnectClient(HttpClient http, ChannelDirectory directory, ISecrets secrets, WppConnectTokens tokens)
{
    /// <summary>Calls an endpoint of the account's session. Throws what the network throws.</summary>
    public async Task<WireReply> CallAsync(ChannelAccountId id, HttpMethod method, string path, object? body, CancellationToken ct)
    {
        var account = await directory.GetAsync(id, ct);
        var reply = await CallAsync(account, method, path, body, await TokenAsync(account, ct), ct);
        if (reply.Status != HttpStatusCode.Unauthorized) return reply;
        tokens.Forget(id);
        return await CallAsync(account, method, path, body, await TokenAsync(account, ct), ct);
    }

    /// <summary>Whether the server gives (or gave) the account's session a token.</summary>
    public async Task<bool> HasTokenAsync(ChannelAccountId id, CancellationToken ct) => await TokenAsync(await directory.GetAsync(id, ct), ct) is not null;

    private async Task<WireReply> CallAsync(KnownAccount account, HttpMethod method, string path, object? body, string? token, CancellationToken ct)
    {
        if (token is null) return new WireReply(HttpStatusCode.Unauthorized, null);
        using var request = new HttpRequestMessage(method, $"{account.Server.BaseUrl}/api/{Uri.EscapeDataString(account.Session)}/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null) request.Content = JsonContent.Create(body, new MediaTypeHeaderValue("application/json", "utf-8"));
        using var response = await http.SendAsync(request, ct);
        return await ReadAsync(response, ct);
    }

    private async Task<string?> TokenAsync(KnownAccount account, CancellationToken ct)
    {
        if (tokens.Find(account.Id) is { } known) return known;
        var secret = secrets.Reveal(WhatsAppServer.SecretKeyPlace(account.Server.Tenant, account.Server.Id), account.Server.SecretKey);
        using var request = new HttpRequestMessage(
            HttpMethod.Post, $"{account.Server.BaseUrl}/api/{Uri.EscapeDataString(account.Session)}/{Uri.EscapeDataString(secret)}/generate-token");
        using var response = await http.SendAsync(request, ct);
        var reply = await ReadAsync(response, ct);
        if (reply.Status != HttpStatusCode.Created || reply.Json is not { } json || WireJson.Text(json, "token") is not { } token) return null;
        tokens.Keep(account.Id, token);
        return token;
    }

    private static async Task<WireReply> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/json") return new WireReply(response.StatusCode, null);
        try
        {
            using var json = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(ct), cancellationToken: ct);
            return new WireReply(response.StatusCode, json.RootElement.Clone());
        }
        catch (JsonException)
        {
            return new WireReply(response.StatusCode, null);
        }
    }
}

/// <summary>Tokens of the sessions, on this node.</summary>
internal sealed class WppConnectTokens
{
    private readonly ConcurrentDictionary<ChannelAccountId, string> _tokens = new();

    public string? Find(ChannelAccountId account) => _tokens.GetValueOrDefault(account);

    public void Keep(ChannelAccountId account, string token) => _tokens[account] = token;

    public void Forget(ChannelAccountId account) => _tokens.TryRemove(account, out _);
}
