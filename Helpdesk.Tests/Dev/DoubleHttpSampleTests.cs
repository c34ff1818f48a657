using System.Text.Json.Nodes;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Dev.WppConnect;
using Xunit;

namespace Helpdesk.Tests.Dev;

/// <summary>Every recorded reply of the real server: the double's has the same status, property names and types.</summary>
public sealed class DoubleHttpSampleTests : IAsyncLifetime
{
    private const string Maria = "5511999990001";
    private DoubleHost _host = null!;
    private DoubleCaller _caller = null!;
    private DoubleSession _session = null!;
    private CustomerPhone _maria = null!;

    public async Task InitializeAsync()
    {
        _host = await DoubleHost.StartAsync();
        _caller = await DoubleCaller.SignInAsync(_host, "helpdesk");
        _session = _host.Double.AddSession("helpdesk", "5521988887777");
        _maria = _session.Phone(Maria, "Maria");
        _maria.Picture = [1];
    }

    public async Task DisposeAsync()
    {
        _caller.Dispose();
        await _host.DisposeAsync();
    }

    [SharedDataFact]
    public void Every_recorded_reply_has_its_test()
    {
        var tested = typeof(DoubleHttpSampleTests).GetMethods()
            .SelectMany(method => method.GetCustomAttributes(typeof(InlineDataAttribute), inherit: false).Cast<InlineDataAttribute>())
            .Select(row => (string)row.GetData(null!).Single()[0]);
        var recorded = Directory.GetFiles(Path.Combine(SharedData.WppConnect!, "samples"), "http.*.json").Select(file => Path.GetFileName(file));
        Assert.Equal(recorded.Order(StringComparer.Ordinal), tested.Order(StringComparer.Ordinal));
    }

    [SharedDataTheory]
    [InlineData("http.check-number-status-200.json")]
    [InlineData("http.check-number-status-notexist-200.json")]
    [InlineData("http.disconnected-404.json")]
    [InlineData("http.download-media-200.json")]
    [InlineData("http.download-media-400.json")]
    [InlineData("http.generate-token-201.json")]
    [InlineData("http.number-not-exists-400.json")]
    [InlineData("http.profile-pic-200.json")]
    [InlineData("http.send-error-500.json")]
    [InlineData("http.send-file-201.json")]
    [InlineData("http.send-message-201.json")]
    [InlineData("http.send-seen-201.json")]
    [InlineData("http.start-session-waitqr-200.json")]
    [InlineData("http.status-session-connected-200.json")]
    [InlineData("http.status-session-qrcode-200.json")]
    [InlineData("http.typing-200.json")]
    public async Task A_reply_looks_as_recorded(string name)
    {
        var sample = SharedData.Sample(name);
        var reply = await AskAsync(name.Split('.')[1]);
        Assert.Equal((int)sample["status"]!, (int)reply.Status);
        JsonShape.AssertSame(sample["body"], reply.Json);
    }

    private Task<DoubleReply> AskAsync(string sample) => sample switch
    {
        "check-number-status-200" => _caller.GetAsync($"check-number-status/{Maria}"),
        "check-number-status-notexist-200" => After(() => _session.DoesNotExist("5511999990009"), () => _caller.GetAsync("check-number-status/5511999990009")),
        "disconnected-404" => After(_session.Disconnect, SendAsync),
        "download-media-200" => DownloadAsync(),
        "download-media-400" => After(() => _host.Double.Faults.DownloadFails = true, DownloadAsync),
        "generate-token-201" => _caller.RawAsync("POST", $"/api/helpdesk/{_host.Double.SecretKey}/generate-token"),
        "number-not-exists-400" => After(() => _session.DoesNotExist("5511999990009"), () => _caller.PostAsync("send-message", To("5511999990009"))),
        "profile-pic-200" => _caller.GetAsync($"profile-pic/{Maria}"),
        "send-error-500" => After(() => _host.Double.Faults.InternalError = true, SendAsync),
        "send-file-201" => _caller.PostAsync("send-file", new JsonObject { ["phone"] = Maria, ["base64"] = "data:text/plain;base64,aGk=", ["filename"] = "a.txt" }),
        "send-message-201" => SendAsync(),
        "send-seen-201" => _caller.PostAsync("send-seen", To(Maria)),
        "start-session-waitqr-200" => StartFreshAsync(),
        "status-session-connected-200" => _caller.GetAsync("status-session"),
        "status-session-qrcode-200" => StartFreshThenStatusAsync(),
        "typing-200" => _caller.PostAsync("typing", To(Maria)),
        _ => throw new ArgumentOutOfRangeException(nameof(sample), sample, "No call for this sample"),
    };

    private Task<DoubleReply> SendAsync() => _caller.PostAsync("send-message", To(Maria));

    private async Task<DoubleReply> DownloadAsync()
    {
        var sent = await _maria.SendImageAsync(new byte[] { 1 }, "image/png", "");
        return await _caller.PostAsync("download-media", new JsonObject { ["messageId"] = sent.Id });
    }

    private async Task<DoubleReply> StartFreshAsync()
    {
        _host.Double.LogoutDelay = TimeSpan.Zero;
        await _caller.PostAsync("logout-session");
        return await _caller.PostAsync("start-session", new JsonObject { ["waitQrCode"] = true });
    }

    private async Task<DoubleReply> StartFreshThenStatusAsync()
    {
        await StartFreshAsync();
        return await _caller.GetAsync("status-session");
    }

    private static Task<DoubleReply> After(Action first, Func<Task<DoubleReply>> ask)
    {
        first();
        return ask();
    }

    private static JsonObject To(string phone) => new() { ["phone"] = phone, ["message"] = "hi", ["value"] = true };
}
