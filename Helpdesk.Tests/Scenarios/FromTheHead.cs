using Helpdesk.Core.Identity;
using Helpdesk.Core.Tickets;
using Helpdesk.Tests.Api;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Helpdesk.Tests.Scenarios;

/// <summary>What is done from a ticket's own head, by who works it and by who only reads it, shows on every tab.</summary>
[Collection(ScenarioCollection.Name)]
public sealed class FromTheHead : IAsyncLifetime
{
    private const string Chat = "201000000777";

    private ApiDesk _desk = null!;
    private DeskBrowser _browser = null!;
    private Ticket _ticket = null!;

    public async Task InitializeAsync()
    {
        _desk = await ApiDesk.StartAsync();
        _ticket = await _desk.TicketAsync(Chat);
        await _desk.SettledAsync();
        _browser = await DeskBrowser.StartAsync(_desk.App);
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _desk.DisposeAsync();
    }

    [Theory]
    [InlineData("en", Role.Agent, "Mute notifications of this ticket", "Unmute notifications of this ticket", 3)]
    [InlineData("ar", Role.QA, "كتم إشعارات هذه التذكرة", "إلغاء كتم إشعارات هذه التذكرة", 1)]
    public async Task The_more_menu_mutes_and_unmutes_on_every_tab(string culture, Role role, string mute, string unmute, int entries)
    {
        var sara = await _desk.Given.AgentAsync(_desk.Admin, "Sara", role);
        var page = await _browser.SignedInAsync(sara, culture);
        var other = await page.Context.NewPageAsync();
        await OpenAsync(page);
        await OpenAsync(other);
        // Routing gives it to whom it can.
        await Expect(page.Locator(".th-holder")).ToHaveCountAsync(role == Role.Agent ? 1 : 0, new() { Timeout = 20_000 });

        await ChooseAsync(page, mute, entries);
        await Expect(page.Locator("[data-muted]")).ToBeVisibleAsync();
        await Expect(other.Locator("[data-muted]")).ToBeVisibleAsync();
        Assert.False((await _desk.Given.RunAsync<ITicketQueries, TicketDetails?>(_desk.Admin, q => q.DetailsAsync(_ticket.Id, default)))!.Muted);
        Assert.Equal(sara.Agent, await _desk.Given.LookAsync(_desk.Admin, db => db.TicketMutes.Select(m => m.AgentId).SingleAsync()));

        await ChooseAsync(other, unmute, entries);
        await Expect(other.Locator("[data-muted]")).ToHaveCountAsync(0);
        await Expect(page.Locator("[data-muted]")).ToHaveCountAsync(0);
        Assert.False(await _desk.Given.LookAsync(_desk.Admin, db => db.TicketMutes.AnyAsync()));
        _browser.AssertNoErrors();
    }

    [Theory]
    [InlineData("en", "On hold", "Pending (waiting for the customer)", "Take up again")]
    [InlineData("ar", "موقوفة", "معلّقة (بانتظار العميل)", "استئناف")]
    public async Task The_status_menu_sets_aside_and_takes_up_again_and_so_does_the_customer(string culture, string hold, string pending, string resume)
    {
        var sara = await _desk.Given.AgentAsync(_desk.Admin, "Sara");
        var page = await _browser.SignedInAsync(sara, culture);
        await OpenAsync(page);
        await Expect(page.Locator(".th-holder")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        var room = page.Locator(".presence-btn .load-n");
        await Expect(room).ToHaveTextAsync("1/10");

        await StatusAsync(page, hold);
        await Expect(page.Locator("[popovertarget=menu-status].st-onhold")).ToBeVisibleAsync();
        await Expect(page.Locator(".row .st-onhold")).ToBeVisibleAsync();
        await Expect(room).ToHaveTextAsync("0/10");
        await StatusAsync(page, resume);
        await Expect(page.Locator("[popovertarget=menu-status].st-open")).ToBeVisibleAsync();
        await Expect(room).ToHaveTextAsync("1/10");

        await StatusAsync(page, pending);
        await Expect(page.Locator("[popovertarget=menu-status].st-pending")).ToBeVisibleAsync();
        await _desk.TicketAsync(chat: Chat, text: "and now?");
        await Expect(page.Locator("[popovertarget=menu-status].st-open")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await Expect(room).ToHaveTextAsync("1/10");
        _browser.AssertNoErrors();
    }

    private static async Task StatusAsync(IPage page, string text)
    {
        await page.Locator("[popovertarget=menu-status]").ClickAsync();
        await page.Locator("#menu-status").GetByText(text, new() { Exact = true }).ClickAsync();
    }

    private async Task OpenAsync(IPage page)
    {
        await DeskBrowser.OpenAsync(page, $"/tickets/{_ticket.Id.Value}?view=all");
        await Expect(page.Locator("article.msg[data-seq]")).ToHaveCountAsync(1, new() { Timeout = 20_000 });
    }

    private static async Task ChooseAsync(IPage page, string text, int entries)
    {
        await page.Locator("[popovertarget=menu-more]").ClickAsync();
        await Expect(page.Locator("#menu-more .mi")).ToHaveCountAsync(entries);
        await page.Locator("#menu-more").GetByText(text, new() { Exact = true }).ClickAsync();
    }
}
