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
    // Shorter than a viewer's word lasts once it is not said again: who is seen to go has said so.
    private static readonly LocatorAssertionsToHaveCountOptions Told = new() { Timeout = 8_000 };
    private ApiDesk _desk = null!;
    private DeskBrowser _browser = null!;
    private Actor _sara = null!;
    private Ticket _ticket = null!;

    public async Task InitializeAsync()
    {
        _desk = await ApiDesk.StartAsync();
        _sara = await _desk.Given.AgentAsync(_desk.Admin, "Sara");
        _ticket = await _desk.TicketAsync(text: "Is the insulin in stock?");
        await _desk.SettledAsync();
        _browser = await DeskBrowser.StartAsync(_desk.App);
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _desk.DisposeAsync();
    }

    [Theory]
    [InlineData("en", "\u2068Sara\u2069 is viewing", "\u2068Sara\u2069 is writing a reply")]
    [InlineData("ar", "يشاهدها \u2068Sara\u2069", "\u2068Sara\u2069 يكتب ردًا")]
    public async Task A_colleague_is_seen_looking_writing_and_leaving(string culture, string viewing, string writing)
    {
        var ada = await _browser.SignedInAsync(_desk.Admin, culture);
        var row = ada.Locator(".row");
        await Expect(row).ToHaveCountAsync(1, Told);
        // The other one works in the other language: each reads one's own.
        var sara = await _browser.SignedInAsync(_sara, culture == "ar" ? "en" : "ar");
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
        _browser.AssertNoErrors();
    }

    [Fact]
    public async Task Another_ticket_a_hidden_tab_and_the_list_are_elsewhere_and_a_second_tab_is_still_there()
    {
        var ada = await _browser.SignedInAsync(_desk.Admin, "en");
        var eye = ada.Locator($".row[data-id='{_ticket.Id.Value}'] .row-eye");
        var sara = await _browser.SignedInAsync(_sara, "en");
        await sara.GotoAsync($"/tickets/{_ticket.Id.Value}?view=all");
        await Expect(eye).ToHaveCountAsync(1, Told);

        await HideAsync(sara, true);
        await Expect(eye).ToHaveCountAsync(0, Told);
        await HideAsync(sara, false);
        await Expect(eye).ToHaveCountAsync(1, Told);

        var second = await sara.Context.NewPageAsync();
        await DeskBrowser.OpenAsync(second, $"/tickets/{_ticket.Id.Value}?view=all");
        await Expect(second.Locator(".composer textarea[placeholder]")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await sara.Locator("a.view").First.ClickAsync();
        await Expect(sara.Locator(".th")).ToHaveCountAsync(0, Told);
        var other = await _desk.TicketAsync();
        await Expect(ada.Locator($".row[data-id='{other.Id.Value}']")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await Expect(eye).ToHaveCountAsync(1, Told);
        await second.GotoAsync($"/tickets/{other.Id.Value}?view=all");
        await Expect(ada.Locator($".row[data-id='{other.Id.Value}'] .row-eye")).ToHaveCountAsync(1, Told);
        await Expect(eye).ToHaveCountAsync(0, Told);
        _browser.AssertNoErrors();
    }

    private static Task HideAsync(IPage page, bool hidden) => page.EvaluateAsync(
        "hidden => { Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden }); document.dispatchEvent(new Event('visibilitychange')); }", hidden);
}
