using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Helpdesk.Web.Dev.WppConnect;

namespace Helpdesk.Web.Dev.Phones;

/// <summary>Server-sent events of one open page: first everything, then each part (the strip, a phone) that differs from what was last sent.</summary>
internal static class PhonesStream
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(80);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    public static async IAsyncEnumerable<SseItem<string>> ReadAsync(WppConnectDouble server, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        void Wake() => signal.Writer.TryWrite(true);
        server.Changed += Wake;
        try
        {
            Dictionary<string, string> sent = [];
            while (!cancellationToken.IsCancellationRequested)
            {
                foreach (var item in Differences(server, sent))
                {
                    yield return item;
                }

                await WaitAsync(signal.Reader, clock, cancellationToken);
            }
        }
        finally
        {
            server.Changed -= Wake;
        }
    }

    private static IEnumerable<SseItem<string>> Differences(WppConnectDouble server, Dictionary<string, string> sent)
    {
        var parts = PhonesView.Phones(server).Select(phone => (Key: $"{phone.Session}/{phone.Chat}", Kind: "phone", Json: Write(phone)))
            .Prepend((Key: "strip", Kind: "strip", Json: Write(PhonesView.Strip(server))));
        foreach (var part in parts)
        {
            if (sent.GetValueOrDefault(part.Key) != part.Json)
            {
                sent[part.Key] = part.Json;
                yield return new SseItem<string>(part.Json, part.Kind);
            }
        }
    }

    /// <summary>Until something changes, but at most a heartbeat: a typing indicator ends without an event.</summary>
    private static async Task WaitAsync(ChannelReader<bool> signal, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pulse = Task.Delay(Heartbeat, clock, limit.Token);
        var changed = signal.ReadAsync(limit.Token).AsTask();
        if (await Task.WhenAny(pulse, changed) == changed)
        {
            await Task.Delay(Quiet, clock, limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await limit.CancelAsync();
        await Task.WhenAll(pulse, changed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static string Write<T>(T view) => JsonSerializer.Serialize(view, JsonSerializerOptions.Web);
}
