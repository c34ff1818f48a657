using Helpdesk.Tests.Support;
using Helpdesk.Web.Dev;
using Helpdesk.Web.Dev.WppConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Helpdesk.Tests.Dev;

/// <summary>The practice phones in a real browser.</summary>
public sealed class PracticePhonesBrowserTests : IAsyncLifetime
{
    private readonly List<string> _pageErrors = [];
    private DoubleHost _desk = null!;
    private WebApplication _app = null!;
    private Chromium _chromium = null!;
    private IPage _page = null!;

    private WppConnectDouble Double => _app.Services.GetRequiredService<WppConnectDouble>();

    private ILocator Daniel => _page.GetByRole(AriaRole.Article, new() { Name = "Daniel Reyes" });

    public async Task InitializeAsync()
    {
        _desk = await DoubleHost.StartAsync();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddPhonesAlone();
        _app = builder.Build();
        _app.MapGet("/tokens.css", () => Results.Text(":root { --size-icon: 16px; --size-control-lg: 32px; }", "text/css"));
        _app.MapDevDouble();
        await _app.StartAsync();
        Double.WebhookUrl = $"{_desk.BaseUrl}/inbox";

        _chromium = await Chromium.StartAsync();
        _page = await _chromium.Browser.NewPageAsync();
        _page.PageError += (_, error) => _pageErrors.Add(error);
        _page.Console += (_, message) => _pageErrors.AddRange(message.Type == "error" ? [message.Text] : []);
        await _page.GotoAsync($"{_app.Urls.Single()}/dev/whatsapp");
    }

    public async Task DisposeAsync()
    {
        await _chromium.DisposeAsync();
        await _app.DisposeAsync();
        await _desk.DisposeAsync();
    }

    [Fact]
    public async Task What_is_typed_on_a_phone_reaches_the_desk_and_its_answer_comes_back_as_plain_text()
    {
        await Daniel.GetByRole(AriaRole.Textbox).FillAsync("Where is my order?");
        await Daniel.GetByRole(AriaRole.Textbox).PressAsync("Enter");
        await Eventually.TrueAsync(() => _desk.WebhooksNamed("onmessage").Count == 1, "the message reaches the desk");

        await Double.Session("practice")!.SendFromBusinessPhoneAsync("34612345678", "<img src=x onerror=alert(1)>");

        await Expect(Daniel.GetByText("<img src=x onerror=alert(1)>")).ToBeVisibleAsync();
        await Expect(Daniel.GetByText("Where is my order?")).ToBeVisibleAsync();
        await Expect(Daniel.GetByLabel("Read", new() { Exact = true })).ToBeVisibleAsync();
        Assert.Empty(_pageErrors);
    }

    [Fact]
    public async Task A_sample_picture_reaches_the_desk_and_is_shown()
    {
        await Daniel.GetByRole(AriaRole.Button, new() { Name = "Send a sample picture" }).ClickAsync();
        await Expect(Daniel.GetByRole(AriaRole.Img, new() { Name = "Sample picture" })).ToBeVisibleAsync();
        await Eventually.TrueAsync(() => _desk.WebhooksNamed("onmessage").Any(webhook => (string?)webhook["type"] == "image"), "the picture reaches the desk");
        Assert.Empty(_pageErrors);
    }

    [Fact]
    public async Task The_page_turns_to_Arabic_and_to_dark_and_stays_so()
    {
        await _page.GetByRole(AriaRole.Button, new() { Name = "العربية" }).ClickAsync();
        await Expect(_page.Locator("html")).ToHaveAttributeAsync("dir", "rtl");
        await _page.GetByRole(AriaRole.Button, new() { Name = "المظهر الداكن" }).ClickAsync();
        await _page.ReloadAsync();
        await Expect(_page.GetByRole(AriaRole.Heading, new() { Name = "هواتف التجربة" })).ToBeVisibleAsync();
        await Expect(_page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        Assert.Empty(_pageErrors);
    }

    [Fact]
    public async Task A_switch_and_the_connection_work_from_the_keyboard()
    {
        await _page.GetByRole(AriaRole.Switch, new() { Name = "Lose webhooks" }).PressAsync("Space");
        await Eventually.TrueAsync(() => Double.Faults.DropWebhooks, "the fault is on");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Disconnect practice" }).PressAsync("Enter");
        await Expect(_page.GetByRole(AriaRole.Button, new() { Name = "Connect practice", Exact = true })).ToBeVisibleAsync();
        await Expect(Daniel.GetByText("Not connected: messages wait")).ToBeVisibleAsync();
        Assert.Empty(_pageErrors);
    }

    [Fact]
    public async Task A_phone_is_added_in_the_dialog()
    {
        await _page.GetByRole(AriaRole.Button, new() { Name = "Add a phone" }).ClickAsync();
        await _page.GetByRole(AriaRole.Textbox, new() { Name = "Name", Exact = true }).FillAsync("Lea Brandt");
        await _page.GetByRole(AriaRole.Textbox, new() { Name = "Number", Exact = true }).FillAsync("+49 151 2345678");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Expect(_page.GetByRole(AriaRole.Article, new() { Name = "Lea Brandt" })).ToBeVisibleAsync();
        Assert.Empty(_pageErrors);
    }
}
