using System.Text.Json.Nodes;
using Helpdesk.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Helpdesk.Tests.Scenarios;

/// <summary>Two companies on one installation: what happens in one is neither seen nor heard in the other, by browser and by hub.</summary>
[Collection(ScenarioCollection.Name)]
public sealed class TenantsNeverMeet
{
    [Fact]
    public async Task Another_companys_user_sees_and_hears_nothing_of_a_message_its_answer_and_its_files()
    {
        await using var desk = await ScenarioDesk.StartAsync();
        var stranger = await desk.OtherCompanyAsync("eve@other.example");
        await using var ours = await HubListener.ConnectAsync(desk.Product.Url, desk.Lina);
        await using var theirs = await HubListener.ConnectAsync(desk.Product.Url, stranger);
        var phone = desk.Number.Phone("201001234567", "Mariam");

        await phone.SendImageAsync(TinyPng, "image/png", "my prescription");
        await ScenarioDesk.Row(desk.Lina, "Mariam").ClickAsync();
        await Expect(desk.Lina.Locator("article.msg[data-seq] img")).ToBeVisibleAsync();
        await desk.Lina.Locator("textarea[placeholder]").FillAsync("Thank you, it is being prepared.");
        await desk.Lina.Keyboard.PressAsync("Enter");
        await Eventually.TrueAsync(() => desk.WhatsApp.Double.Received.Count == 1, "the answer reaches the customer");
        await Eventually.TrueAsync(() => ours.Heard.Contains("\"MessageReceived\"", StringComparison.Ordinal), "our own hub client hears of the message");

        await Expect(stranger.Locator(".row")).ToHaveCountAsync(0);
        // Of their own company they hear that its one agent has come; of ours not even that something happened.
        var heard = theirs.Heard.Split('\u001e', StringSplitOptions.RemoveEmptyEntries).Select(frame => JsonNode.Parse(frame)!["target"]?.GetValue<string>()).OfType<string>();
        Assert.Equal([], heard.Except(["Welcome", "Position", "Board", "PresenceChanged"]));
        Assert.DoesNotContain("\"load\":1", theirs.Heard, StringComparison.Ordinal);

        var file = (await desk.Lina.Locator("article.msg img").First.GetAttributeAsync("src"))!;
        Assert.Equal(200, (await desk.Lina.APIRequest.GetAsync(desk.Product.Url + file)).Status);
        Assert.Equal(404, (await stranger.APIRequest.GetAsync(desk.Product.Url + file)).Status);
        await stranger.GotoAsync(new Uri(desk.Lina.Url).PathAndQuery);
        await Expect(stranger.Locator("html[data-live=ok]")).ToBeAttachedAsync();
        await Expect(stranger.GetByText("Mariam")).ToHaveCountAsync(0);
        Assert.Empty(desk.PageErrors);
    }

    private static readonly byte[] TinyPng = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNg+M/AAAADAQEAyf6S7wAAAABJRU5ErkJggg==");
}
