using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Helpdesk.Web.Dev.WppConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Helpdesk.Tests.Support;

/// <summary>
/// The WPPConnect double on its own free loopback port. Its keys come from a seed, so that a failing run replays. Webhooks go where
/// <see cref="WppConnectDouble.WebhookUrl"/> says; <see cref="CollectWebhooks"/> keeps them in <see cref="Inbox"/> instead.
/// </summary>
public sealed class DoubleHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _webhooks = new();
    private readonly ConcurrentQueue<JsonObject> _inbox = new();
    private readonly ConcurrentQueue<string> _agents = new();

    private DoubleHost(int seed, TimeProvider clock)
    {
        Double = new WppConnectDouble(clock, _webhooks, new Random(seed));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        _app = builder.Build();
        _app.MapPost("/inbox", TakeAsync);
        _app.MapWppConnectDouble(Double);
    }

    public WppConnectDouble Double { get; }

    public string BaseUrl { get; private set; } = "";

    /// <summary>Webhooks taken in, in order of arrival.</summary>
    public IReadOnlyList<JsonObject> Inbox => [.. _inbox];

    /// <summary>The User-Agent each of them came with.</summary>
    public IReadOnlyList<string> InboxAgents => [.. _agents];

    /// <summary>What the inbox answers to a webhook.</summary>
    public int InboxStatus { get; set; } = StatusCodes.Status200OK;

    public static async Task<DoubleHost> StartAsync(int seed = 20260105, TimeProvider? clock = null)
    {
        var host = new DoubleHost(seed, clock ?? TimeProvider.System);
        await host._app.StartAsync();
        host.BaseUrl = host._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return host;
    }

    public void CollectWebhooks() => Double.WebhookUrl = $"{BaseUrl}/inbox";

    public IReadOnlyList<JsonObject> WebhooksNamed(string name) => [.. _inbox.Where(webhook => (string?)webhook["event"] == name)];

    public async ValueTask DisposeAsync()
    {
        await Double.DisposeAsync();
        await _app.DisposeAsync();
        _webhooks.Dispose();
    }

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        _agents.Enqueue(request.Headers.UserAgent.ToString());
        _inbox.Enqueue((await JsonNode.ParseAsync(request.Body))!.AsObject());
        return Results.StatusCode(InboxStatus);
    }
}
