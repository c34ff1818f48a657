using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Helpdesk.Web.Dev.WppConnect;

/// <summary>
/// Posts webhooks as the server does (contract: "Webhooks"): flat JSON, no signature, all in parallel and unordered, never again after a
/// failure, which is only counted.
/// </summary>
internal sealed class WebhookPoster(WppConnectDouble server, HttpClient http, TimeProvider clock, MessageKeys keys)
{
    private const int LargestShuffleMilliseconds = 60;
    private static readonly JsonSerializerOptions AsAxiosWrites = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly HashSet<Task> _running = [];
    private readonly Lock _gate = new();
    private int _posted;
    private int _failed;

    public int Posted => _posted;

    public int Failed => _failed;

    /// <summary>Completes with true when the listener answered 2xx to at least one copy.</summary>
    public Task<bool> PostAsync(DoubleSession session, string name, JsonObject data)
    {
        if ((session.WebhookUrl ?? server.WebhookUrl) is not { Length: > 0 } url)
        {
            return Task.FromResult(false);
        }

        if (server.Faults.Strikes(Fault.DropWebhooks))
        {
            Interlocked.Increment(ref _failed);
            server.RaiseChanged();
            return Task.FromResult(false);
        }

        var payload = new JsonObject { ["event"] = name, ["session"] = session.Name };
        foreach (var (key, value) in data)
        {
            payload[key] = value?.DeepClone();
        }

        var json = payload.ToJsonString(AsAxiosWrites);
        var post = PostCopiesAsync(url, json, server.Faults.Copies());
        Track(post);
        return post;
    }

    public void Track(Task task)
    {
        lock (_gate)
        {
            _running.Add(task);
        }

        task.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public async Task SettledAsync()
    {
        while (Running() is { Length: > 0 } running)
        {
            await Task.WhenAll(running);
        }
    }

    private Task[] Running()
    {
        lock (_gate)
        {
            return [.. _running];
        }
    }

    private void Forget(Task done)
    {
        lock (_gate)
        {
            _running.Remove(done);
        }
    }

    private async Task<bool> PostCopiesAsync(string url, string json, int copies)
    {
        var accepted = await Task.WhenAll(Enumerable.Range(0, copies).Select(_ => PostOnceAsync(url, json)));
        return accepted.Contains(true);
    }

    private async Task<bool> PostOnceAsync(string url, string json)
    {
        await Task.Yield();
        if (server.Faults.Strikes(Fault.ShuffleWebhooks))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(keys.Below(LargestShuffleMilliseconds)), clock, server.Stopping);
        }

        var accepted = await IsAcceptedAsync(url, json);
        Interlocked.Increment(ref accepted ? ref _posted : ref _failed);
        server.RaiseChanged();
        return accepted;
    }

    private async Task<bool> IsAcceptedAsync(string url, string json)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url);
            request.Content = new StringContent(json, Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.UserAgent.ParseAdd("axios/1.7.9");
            using var response = await http.SendAsync(request, server.Stopping);
            return response.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or InvalidOperationException or UriFormatException)
        {
            return false;
        }
    }
}
