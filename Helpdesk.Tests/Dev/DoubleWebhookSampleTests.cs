using System.Text;
using System.Text.Json.Nodes;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Dev.WppConnect;
using Xunit;

namespace Helpdesk.Tests.Dev;

/// <summary>Every sample webhook the double can raise: its own has the same property names and types.</summary>
public sealed class DoubleWebhookSampleTests : IAsyncLifetime
{
    private DoubleHost _host = null!;
    private DoubleSession _session = null!;
    private CustomerPhone _maria = null!;

    private Faults Faults => _host.Double.Faults;

    public async Task InitializeAsync()
    {
        _host = await DoubleHost.StartAsync();
        _session = _host.Double.AddSession("helpdesk", "5521988887777");
        _maria = _session.Phone("5511999990001", "Maria");
        _host.CollectWebhooks();
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [SharedDataTheory]
    [InlineData("onmessage-chat")]
    [InlineData("onmessage-chat-reply")]
    [InlineData("onmessage-chat-arabic-lid")]
    [InlineData("onmessage-chatid-object")]
    [InlineData("onmessage-ciphertext")]
    [InlineData("onmessage-document")]
    [InlineData("onmessage-group")]
    [InlineData("onmessage-image-autodownload")]
    [InlineData("onmessage-image-download-failed")]
    [InlineData("onmessage-location")]
    [InlineData("onmessage-ptt")]
    [InlineData("onmessage-vcard")]
    [InlineData("onselfmessage")]
    [InlineData("unreadmessages")]
    [InlineData("onack-1-sent")]
    [InlineData("onack-2-received")]
    [InlineData("onack-3-read")]
    [InlineData("onreactionmessage")]
    [InlineData("onrevokedmessage")]
    [InlineData("onpresencechanged-composing")]
    [InlineData("onpresencechanged-unavailable")]
    [InlineData("incomingcall")]
    [InlineData("qrcode")]
    [InlineData("phoneCode")]
    [InlineData("closesession")]
    [InlineData("logoutsession")]
    [InlineData("status-find-disconnectedMobile")]
    [InlineData("status-find-autocloseCalled")]
    [InlineData("status-find-isLogged")]
    public async Task A_webhook_looks_as_the_sample(string name)
    {
        var sample = SharedData.Sample($"webhook.{name}.json");
        await RaiseAsync(name);
        await _host.Double.WebhooksSettledAsync();
        var raised = _host.WebhooksNamed((string)sample["event"]!)[0];
        JsonShape.AssertSame(sample, raised);
    }

    private Task RaiseAsync(string name) => name.Split('-')[0] switch
    {
        "onmessage" => RaiseMessageAsync(name),
        "onack" or "onselfmessage" or "onreactionmessage" or "onrevokedmessage" => RaiseAboutMessageAsync(name),
        "onpresencechanged" => _maria.TypeAsync(name.EndsWith("composing", StringComparison.Ordinal)),
        "incomingcall" => _maria.CallAsync(),
        "unreadmessages" => MissOneAsync(),
        _ => RaiseAboutSessionAsync(name),
    };

    private async Task RaiseMessageAsync(string name)
    {
        Faults.ChatIdAsObject = name.EndsWith("object", StringComparison.Ordinal);
        Faults.DownloadFails = name.EndsWith("failed", StringComparison.Ordinal);
        var bytes = Encoding.ASCII.GetBytes("some bytes");
        var omar = _session.Phone("276974622781686@lid", "Omar");
        await (name switch
        {
            "onmessage-chat-reply" => _maria.SendTextAsync("yes", (await _session.SendFromBusinessPhoneAsync("5511999990001", "ok?")).Id),
            "onmessage-chat-arabic-lid" => omar.SendTextAsync("مرحبا"),
            "onmessage-ciphertext" => _maria.SendTextAfterCiphertextAsync("text"),
            "onmessage-document" => _maria.SendDocumentAsync(bytes, "application/pdf", "a.pdf"),
            "onmessage-group" => omar.SendTextToGroupAsync("120363421596195995", "hello all"),
            "onmessage-image-autodownload" or "onmessage-image-download-failed" => _maria.SendImageAsync(bytes, "image/png", "look"),
            "onmessage-location" => _maria.SendLocationAsync(new DoublePlace(24.7, 46.6, "Riyadh", "King Fahd Rd")),
            "onmessage-ptt" => _maria.SendVoiceAsync(bytes, 3),
            "onmessage-vcard" => _maria.SendContactCardAsync("Ali", "966500000001"),
            _ => _maria.SendTextAsync("hello"),
        });
    }

    private async Task RaiseAboutMessageAsync(string name)
    {
        _host.Double.OnSelfMessage = true;
        var sent = await _session.SendFromBusinessPhoneAsync("5511999990001", "hello");
        await (name switch
        {
            "onreactionmessage" => _maria.ReactAsync(sent.Id, "👍"),
            "onrevokedmessage" => _maria.RevokeAsync((await _maria.SendTextAsync("oops")).Id),
            "onack-2-received" => _maria.ReceiveAsync(),
            "onack-3-read" => _maria.ReadAsync(),
            _ => Task.CompletedTask,
        });
    }

    private async Task MissOneAsync()
    {
        _host.Double.AllUnreadOnStart = true;
        _session.Disconnect();
        await _maria.SendTextAsync("hello");
        _session.Connect();
    }

    private async Task RaiseAboutSessionAsync(string name)
    {
        _host.Double.LogoutDelay = TimeSpan.Zero;
        using var caller = await DoubleCaller.SignInAsync(_host, "helpdesk");
        if (name.StartsWith("status-find", StringComparison.Ordinal))
        {
            _session.Disconnect();
            return;
        }

        await caller.PostAsync(name == "closesession" ? "close-session" : "logout-session");
        await caller.PostAsync("start-session", name == "phoneCode" ? new JsonObject { ["phone"] = "5521988887777" } : new JsonObject());
    }
}
