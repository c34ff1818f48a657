using Helpdesk.Core.Identity;
using Helpdesk.Core.Tickets;
using Helpdesk.Tests.Api;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Helpdesk.Tests.Scenarios;

/// <summary>Two agents at one ticket see of each other who looks and who writes, in the list and beside the thread, while it is so.</summary>
[Collection(ScenarioCollection.Name)]
public sealed class TwoAtOneTicket : IAsyncLifetime
{
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    // Less than what is left of a viewer's word at its next: who is seen to go has said so.
    private static readonly LocatorAssertionsToHaveCountOptions Told = new() { Timeout = 8_000 };
    private readonly List<string> _errors = [];
    private ApiDesk _desk = null!;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private Actor _sara = null!;
    private Ticket _ticket = null!;

    public async Task InitializeAsync()
    {
        _desk = await ApiDesk.StartAsync();
        _sara = await _desk.Given.AgentAsync(_desk.Admin, "Sara");
        _ticket = await _desk.TicketAsync(text: "Is the insulin in stock?");
        await _desk.SettledAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Arguments });
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await _desk.DisposeAsync();
    }

    [Theory]
    [InlineData("en", "\u2068Sara\u2069 is viewing", "\u2068Sara\u2069 is writing a reply")]
    [InlineData("ar", "يشاهدها \u2068Sara\u2069", "\u2068Sara\u2069 يكتب ردًا")]
    public async Task A_colleague_is_seen_looking_writing_and_leaving(string culture, string viewing, string writing)
    {
        var ada = await SignedInAsync(_desk.Admin, culture);
        await ada.GotoAsync("/?view=all");
        var row = ada.Locator(".row");
        await Expect(row).ToHaveCountAsync(1, Told);
        // The other one works in the other language: each reads one's own.
        var sara = await SignedInAsync(_sara, culture == "ar" ? "en" : "ar");
        await sara.GotoAsync($"/tickets/{_ticket.Id.Value}?view=all");
        await Expect(row.Locator(".row-eye")).ToHaveTextAsync(viewing, new() { Timeout = 20_000 });
        await Expect(row.Locator(".row-pen")).ToHaveCountAsync(0, Told);
        await Expect(sara.Locator(".vw, .row-eye")).ToHaveCountAsync(0, Told);

        await row.ClickAsync();
        await Expect(ada.Locator(".th-bar .vw")).ToHaveCountAsync(1, Told);
        await Expect(ada.Locator(".th-bar [role=status]")).ToHaveTextAsync(viewing, new() { Timeout = 20_000 });
        await Expect(sara.Locator(".th-bar .vw")).ToHaveCountAsync(1, Told);

        var text = sara.Locator(".composer textarea");
        await text.PressSequentiallyAsync("Yes, and");
        await Expect(ada.Locator(".writing b")).ToHaveTextAsync(writing, new() { Timeout = 20_000 });
        await Expect(ada.Locator(".th-bar .vw.wr .vw-pen")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await Expect(row.Locator(".row-pen .vh")).ToHaveTextAsync(writing, new() { Timeout = 20_000 });
        await Expect(sara.Locator(".writing, .row-pen")).ToHaveCountAsync(0, Told);
        await text.FillAsync("");
        await Expect(ada.Locator(".writing, .row-pen, .vw.wr")).ToHaveCountAsync(0, Told);

        await text.PressSequentiallyAsync("Yes");
        await Expect(ada.Locator(".writing")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await text.PressAsync("Enter");
        await Expect(ada.Locator(".writing, .row-pen")).ToHaveCountAsync(0, Told);
        await sara.Locator(".composer [data-mode=note]").ClickAsync();
        await text.PressSequentiallyAsync("between us");
        await Expect(sara.Locator(".composer [data-part=saved]")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await Expect(ada.Locator(".writing, .row-pen")).ToHaveCountAsync(0, Told);

        await sara.CloseAsync();
        await Expect(ada.Locator(".vw, .row-eye")).ToHaveCountAsync(0, Told);
        Assert.Equal(culture == "ar" ? "rtl" : "ltr", await ada.EvaluateAsync<string>("document.documentElement.dir"));
        Assert.Empty(_errors);
    }

    [Fact]
    public async Task Another_ticket_a_hidden_tab_and_the_list_are_elsewhere_and_a_second_tab_is_still_there()
    {
        var ada = await SignedInAsync(_desk.Admin, "en");
        await ada.GotoAsync("/?view=all");
        var eye = ada.Locator($".row[data-id='{_ticket.Id.Value}'] .row-eye");
        var sara = await SignedInAsync(_sara, "en");
        await sara.GotoAsync($"/tickets/{_ticket.Id.Value}?view=all");
        await Expect(eye).ToHaveCountAsync(1, Told);

        await HideAsync(sara, true);
        await Expect(eye).ToHaveCountAsync(0, Told);
        await HideAsync(sara, false);
        await Expect(eye).ToHaveCountAsync(1, Told);

        var second = await sara.Context.NewPageAsync();
        await second.GotoAsync($"/tickets/{_ticket.Id.Value}?view=all");
        await Expect(second.Locator("html[data-live=ok]")).ToBeAttachedAsync(new() { Timeout = 30_000 });
        await Expect(second.Locator(".composer textarea[placeholder]")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await sara.Locator("a.view").First.ClickAsync();
        await Expect(sara.Locator(".th")).ToHaveCountAsync(0, Told);
        var other = await _desk.TicketAsync();
        await second.GotoAsync($"/tickets/{other.Id.Value}?view=all");
        await Expect(ada.Locator($".row[data-id='{other.Id.Value}'] .row-eye")).ToHaveCountAsync(1, Told);
        await Expect(eye).ToHaveCountAsync(0, Told);
        Assert.Empty(_errors);
    }

    private static Task HideAsync(IPage page, bool hidden) => page.EvaluateAsync(
        "hidden => { Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden }); document.dispatchEvent(new Event('visibilitychange')); }", hidden);

    private async Task<IPage> SignedInAsync(Actor who, string culture)
    {
        using var browser = _desk.App.BrowserOf(who);
        var url = $"http://localhost:{browser.BaseAddress!.Port}";
        var context = await _browser.NewContextAsync(new() { BaseURL = url, ViewportSize = new() { Width = 1440, Height = 900 } });
        context.SetDefaultTimeout(20_000);
        var cookie = browser.DefaultRequestHeaders.GetValues("Cookie").Single().Split('=', 2);
        await context.AddCookiesAsync([new() { Name = cookie[0], Value = cookie[1], Url = url }, new() { Name = ".AspNetCore.Culture", Value = $"c={culture}|uic={culture}", Url = url }]);
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => _errors.Add(error);
        await page.GotoAsync("/");
        await Expect(page.Locator("html[data-live=ok]")).ToBeAttachedAsync(new() { Timeout = 30_000 });
        return page;
    }
}
