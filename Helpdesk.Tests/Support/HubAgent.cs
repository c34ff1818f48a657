using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Helpdesk.Core.Identity;
using Helpdesk.Web.Realtime;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Support;

/// <summary>A client of the agents' hub, by SignalR's own .NET client: keeps what it hears in order, and where it stands.</summary>
public sealed class HubAgent : IAsyncDisposable
{
    private static readonly string[] Names = [.. typeof(IAgentClient).GetMethods().Where(m => !m.IsSpecialName).Select(m => m.Name)];
    private static readonly string[] Signals = ["MessageReceived", "MessageChanged", "TicketAssigned", "TicketChanged", "NotificationRaised"];
    private readonly ConcurrentQueue<(string Name, JsonElement Said)> _heard = new();
    private readonly HubConnection _hub;
    private long _position = -1;
    private long _known = -1;

    private HubAgent(Func<long?, Task<Uri>> address, string? cookie, string? origin)
    {
        var builder = new HubConnectionBuilder();
        builder.Services.AddSingleton<EndPoint>(new DnsEndPoint("desk", 80));
        builder.Services.AddSingleton<Microsoft.AspNetCore.Connections.IConnectionFactory>(new SocketConnections(
            () => address(Position < 0 ? null : Position),
            options =>
            {
                if (cookie is not null) options.SetRequestHeader("Cookie", cookie);
                if (origin is not null) options.SetRequestHeader("Origin", origin);
            }));
        _hub = builder.Build();
        foreach (var name in Names) _hub.On(name, [typeof(JsonElement)], said => HearAsync(name, (JsonElement)said[0]!));
        _hub.Closed += why =>
        {
            Ends++;
            OnClosed?.Invoke(why);
            return Task.CompletedTask;
        };
    }

    /// <summary>Called with each message, before the next.</summary>
    public Func<string, JsonElement, Task>? OnHeard { get; set; }

    /// <summary>Called when the connection ends, with why.</summary>
    public Action<Exception?>? OnClosed { get; set; }

    /// <summary>Everything heard.</summary>
    public IReadOnlyList<(string Name, JsonElement Said)> Heard => [.. _heard];

    /// <summary>The sequences of the signals heard, in order.</summary>
    public IReadOnlyList<long> Sequences => [.. _heard.Where(h => Signals.Contains(h.Name)).Select(h => h.Said.GetProperty("sequence").GetInt64())];

    /// <summary>The last position heard, or set; below zero for none.</summary>
    public long Position
    {
        get => Interlocked.Read(ref _position);
        set => Interlocked.Exchange(ref _position, value);
    }

    /// <summary>How often the connection has ended.</summary>
    public int Ends { get; private set; }

    /// <summary>Whether it is connected.</summary>
    public bool IsConnected => _hub.State == HubConnectionState.Connected;

    /// <summary>How often something was heard.</summary>
    public int Count(string name) => _heard.Count(h => h.Name == name);

    /// <summary>The last of a kind.</summary>
    public JsonElement Last(string name) => _heard.Last(h => h.Name == name).Said;

    /// <summary>A client nobody has connected yet: with the cookie of a signed-in member.</summary>
    public static HubAgent Of(HelpdeskApp app, Actor member, string? via = null)
    {
        using var browser = app.BrowserOf(member);
        var desk = new Uri(via ?? browser.BaseAddress!.ToString());
        return new HubAgent(
            position => Task.FromResult(AddressOf(desk, position, null)), browser.DefaultRequestHeaders.GetValues("Cookie").Single(), desk.GetLeftPart(UriPartial.Authority));
    }

    /// <summary>One that comes with a ticket, asked for at each connection.</summary>
    public static HubAgent With(HelpdeskApp app, Func<Task<string>> ticket, string? origin = null)
    {
        using var stranger = app.Stranger();
        var desk = stranger.BaseAddress!;
        return new HubAgent(async position => AddressOf(desk, position, await ticket()), null, origin);
    }

    /// <summary>Connects, and waits until the hub has said where it stands.</summary>
    public async Task<HubAgent> ConnectAsync()
    {
        var told = Count("Position");
        await TryConnectAsync();
        await Eventually.TrueAsync(() => Count("Position") > told, "the hub says where it stands");
        return this;
    }

    /// <summary>Connects, although the hub may refuse.</summary>
    public Task TryConnectAsync()
    {
        _known = Sequences.DefaultIfEmpty(-1).Max();
        return _hub.StartAsync();
    }

    /// <summary>Goes.</summary>
    public Task StopAsync() => _hub.StopAsync();

    /// <summary>Calls a method of the hub.</summary>
    public Task CallAsync(string method, params object?[] arguments) => _hub.InvokeCoreAsync(method, arguments);

    /// <summary>Calls a method that answers.</summary>
    public async Task<JsonElement> AskAsync(string method, params object?[] arguments) => await _hub.InvokeCoreAsync<JsonElement>(method, arguments);

    /// <summary>The code with which a call is refused.</summary>
    public async Task<string> RefusedAsync(string method, params object?[] arguments)
    {
        var refused = await Assert.ThrowsAsync<HubException>(() => CallAsync(method, arguments));
        return refused.Message.Split(' ')[^1];
    }

    /// <summary>Waits until it has heard something so often.</summary>
    public Task HearsAsync(string name, int times = 1) => Eventually.TrueAsync(() => Count(name) >= times, $"{name} is heard {times} times");

    public async ValueTask DisposeAsync() => await _hub.DisposeAsync();

    private static Uri AddressOf(Uri desk, long? position, string? ticket)
    {
        var query = string.Join('&', new[] { position is { } p ? $"position={p}" : null, ticket is null ? null : $"ticket={ticket}" }.OfType<string>());
        return new UriBuilder(new Uri(desk, "hubs/agent")) { Scheme = "ws", Query = query }.Uri;
    }

    private async Task HearAsync(string name, JsonElement said)
    {
        // A cut between a change and the position behind it brings the change again (docs/realtime.md); within a connection nothing may come twice.
        if (Signals.Contains(name) && said.GetProperty("sequence").GetInt64() <= _known) return;
        if (OnHeard is { } hear) await hear(name, said);
        // Kept when it has been dealt with: a cut in between is as if it had not come.
        if (name == "Position") Position = said.GetInt64();
        _heard.Enqueue((name, said));
    }
}
