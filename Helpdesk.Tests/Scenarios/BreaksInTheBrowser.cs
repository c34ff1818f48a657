using System.Text.RegularExpressions;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Tests.Api;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Helpdesk.Tests.Scenarios;

/// <summary>Agents pass tickets on and take breaks, by the buttons: what one does, the others see come by itself.</summary>
[Collection(ScenarioCollection.Name)]
public sealed class BreaksInTheBrowser : IAsyncLifetime
{
    private static readonly LocatorAssertionsToHaveCountOptions Soon = new() { Timeout = 15_000 };
    private ApiDesk _desk = null!;
    private DeskBrowser _browser = null!;
    private Actor _omar = null!;
    private Actor _sara = null!;

    public async Task InitializeAsync()
    {
        _desk = await ApiDesk.StartAsync();
        // Who gets what is decided by hand here.
        var manual = DepartmentRuleValues.Usual with { Strategy = RoutingStrategy.Manual };
        var support = await _desk.Given.LookAsync(_desk.Admin, db => db.Departments.Select(d => d.Id).SingleAsync());
        Assert.Null((await _desk.Given.RunAsync<ChangeRouting, Result>(_desk.Admin, u => u.OfDepartmentAsync(support, manual, default))).Error);
        Assert.Null((await _desk.Given.RunAsync<ChangeBreakReason, Result<long>>(_desk.Admin, u => u.AddAsync("Lunch", 15, default))).Error);
        (_omar, _sara) = (await _desk.Given.AgentAsync(_desk.Admin, "Omar"), await _desk.Given.AgentAsync(_desk.Admin, "Sara"));
        await _desk.SettledAsync();
        _browser = await DeskBrowser.StartAsync(_desk.App);
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _desk.DisposeAsync();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task A_colleague_is_asked_declines_is_asked_again_and_accepts(string culture)
    {
        var (omar, sara) = (await HereAsync(_omar, culture), await HereAsync(_sara, culture));
        var ticket = await ClaimedAsync(omar);

        await PassAsync(omar, "Sara", ask: true);
        var card = sara.Locator(".offer");
        await Expect(card).ToContainTextAsync($"#{ticket.Number}", new() { Timeout = 15_000 });
        await Expect(card).ToContainTextAsync("Omar");
        await card.Locator(".btn").First.ClickAsync();
        await Expect(card).ToHaveCountAsync(0, Soon);
        Assert.Equal(_omar.Agent, (await _desk.AgainAsync(ticket)).AssigneeId);

        await PassAsync(omar, "Sara", ask: true);
        await Expect(card).ToHaveCountAsync(1, Soon);
        await card.Locator(".btn.primary").ClickAsync();
        await Expect(sara).ToHaveURLAsync(new Regex($"/tickets/{ticket.Id.Value}"));
        await Expect(card).ToHaveCountAsync(0, Soon);
        await Expect(omar.Locator(".th-bar .th-holder")).ToContainTextAsync("Sara", new() { Timeout = 15_000 });
        Assert.Equal((_sara.Agent, _omar.Agent), await HoldersAsync(ticket));
        _browser.AssertNoErrors();
    }

    [Fact]
    public async Task Only_one_goes_on_a_break_at_a_time_and_the_next_in_line_goes_when_that_one_is_back()
    {
        var ada = await HereAsync(_desk.Admin);
        await DeskBrowser.OpenAsync(ada, "/settings/departments");
        await ada.Locator(".tbl .acts .btn-ico").First.ClickAsync();
        await ada.Locator(".narrow-form input[type=number]").FillAsync("1");
        await ada.Locator(".narrow-form button[type=submit]").ClickAsync();
        await Expect(ada.Locator(".toast.good")).ToBeVisibleAsync();
        await DeskBrowser.OpenAsync(ada, "/live");

        var (omar, sara) = (await HereAsync(_omar), await HereAsync(_sara, "ar"));
        await BreakAsync(omar);
        await ScenarioDesk.StateAsync(omar, "p-break");
        await BreakAsync(sara);
        await Expect(sara.Locator(".toast")).ToContainTextAsync("كل الأماكن مشغولة");
        await ScenarioDesk.StateAsync(sara, "p-online");
        await sara.Locator(".presence-btn").ClickAsync();
        await Expect(sara.Locator("#menu-presence .mi", new() { Has = sara.Locator("[href$='#i-hourglass']") })).ToContainTextAsync("التالي");
        await sara.Keyboard.PressAsync("Escape");
        await Expect(ada.Locator($"[data-break='{_omar.Agent!.Value.Value}']")).ToHaveCountAsync(1, Soon);
        await Expect(ada.Locator($"[data-break-asked='{_sara.Agent!.Value.Value}']")).ToHaveCountAsync(1, Soon);

        await EndAsync(omar);
        await ScenarioDesk.StateAsync(omar, "p-online");
        await ScenarioDesk.StateAsync(sara, "p-break");
        await Expect(ada.Locator($"[data-break='{_sara.Agent!.Value.Value}']")).ToHaveCountAsync(1, Soon);
        await Expect(ada.Locator("[data-break-asked]")).ToHaveCountAsync(0, Soon);
        _browser.AssertNoErrors();
    }

    [Fact]
    public async Task Who_waits_in_line_takes_it_back_and_the_place_stays_free()
    {
        var department = await _desk.Given.LookAsync(_desk.Admin, db => db.Departments.SingleAsync());
        Assert.Null((await _desk.Given.RunAsync<ChangeDepartment, Result>(_desk.Admin, u => u.ExecuteAsync(department.Id, department.Name, "", 1, default))).Error);
        var (omar, sara) = (await HereAsync(_omar), await HereAsync(_sara));
        await BreakAsync(omar);
        await ScenarioDesk.StateAsync(omar, "p-break");
        await BreakAsync(sara);
        var line = sara.Locator("#menu-presence .mi", new() { HasText = "Next in line" });
        await sara.Locator(".presence-btn").ClickAsync();
        await line.ClickAsync();
        await EndAsync(omar);
        await ScenarioDesk.StateAsync(omar, "p-online");
        await sara.Locator(".presence-btn").ClickAsync();
        await Expect(sara.Locator("#menu-presence")).ToContainTextAsync("1 of 1 places free".Replace("1", "\u20681\u2069", StringComparison.Ordinal));
        await ScenarioDesk.StateAsync(sara, "p-online");
        _browser.AssertNoErrors();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task A_break_that_lasts_too_long_is_told_to_its_agent_and_to_the_supervisor_who_ends_it(string culture)
    {
        var (ada, omar) = (await HereAsync(_desk.Admin, culture), await HereAsync(_omar, culture));
        await DeskBrowser.OpenAsync(ada, "/live");
        await BreakAsync(omar);
        await Expect(omar.Locator(".presence-btn .brk")).ToHaveTextAsync(new Regex("1[45]:\\d\\d"), new() { Timeout = 15_000 });
        await Expect(ada.Locator($"[data-break='{_omar.Agent!.Value.Value}']")).ToHaveCountAsync(1, Soon);

        await SixteenMinutesAgoAsync();
        await Expect(omar.Locator(".presence-btn .brk.over [data-tick]")).ToHaveTextAsync(new Regex("^\\+01:\\d\\d$"), new() { Timeout = 15_000 });
        await Expect(omar.Locator("[data-bell] .rail-badge")).ToHaveTextAsync("1", new() { Timeout = 15_000 });
        var alert = ada.Locator("[data-alert=BreakOver]");
        await Expect(alert).ToContainTextAsync("Omar", new() { Timeout = 15_000 });
        await Expect(ada.Locator("[data-bell] .rail-badge")).ToHaveTextAsync("1");

        await alert.Locator("button").ClickAsync();
        await ScenarioDesk.StateAsync(omar, "p-online");
        await Expect(alert).ToHaveCountAsync(0, Soon);
        var taken = await _desk.Given.LookAsync(_desk.Admin, db => db.AgentBreaks.AsNoTracking().SingleAsync());
        Assert.Equal((BreakState.Ended, _desk.Admin.Agent, true), (taken.State, taken.EndedBy, taken.OverrunAt is not null));
        _browser.AssertNoErrors();
    }

    [Fact]
    public async Task A_supervisor_passes_on_to_who_is_full_and_an_agent_is_not_offered_that()
    {
        Assert.Null((await _desk.Given.RunAsync<ChangeCapacity, Result>(_desk.Admin, u => u.ExecuteAsync(_sara.Agent!.Value, 0, default))).Error);
        var (omar, sara) = (await HereAsync(_omar), await HereAsync(_sara));
        var ticket = await ClaimedAsync(omar);
        var dialog = await ChosenAsync(omar, "Sara");
        await Expect(dialog.Locator(".check")).ToHaveCountAsync(1);
        await dialog.Locator("button[type=submit]").ClickAsync();
        await Expect(dialog.Locator("[role=alert]")).ToHaveTextAsync("That agent has no room for another conversation.");

        var ada = await HereAsync(_desk.Admin);
        await DeskBrowser.OpenAsync(ada, $"/tickets/{ticket.Id.Value}");
        dialog = await ChosenAsync(ada, "Sara");
        await dialog.Locator("button[type=submit]").ClickAsync();
        await Expect(dialog.Locator("[role=alert]")).ToBeVisibleAsync();
        await dialog.Locator(".check input").Last.CheckAsync();
        await dialog.Locator("button[type=submit]").ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0, Soon);
        await Expect(sara.Locator(".presence-btn .load-n")).ToHaveTextAsync("1/0", new() { Timeout = 15_000 });
        Assert.Equal((_sara.Agent, _omar.Agent), await HoldersAsync(ticket));
        _browser.AssertNoErrors();
    }

    [Theory]
    [InlineData("en", false)]
    [InlineData("ar", true)]
    public async Task What_went_into_another_department_comes_back_with_undo(string culture, bool supervisor)
    {
        var delivery = await _desk.Given.DepartmentAsync(_desk.Admin, "Delivery");
        var page = await HereAsync(supervisor ? _desk.Admin : _omar, culture);
        var ticket = await ClaimedAsync(page);
        var support = ticket.DepartmentId;
        await PassAsync(page, "Delivery");
        await Expect(page.Locator(".toast.good .lnk")).ToBeVisibleAsync();
        var passed = await _desk.AgainAsync(ticket);
        Assert.Equal((delivery, (AgentId?)null), (passed.DepartmentId, passed.AssigneeId));

        await page.Locator(".toast.good .lnk").ClickAsync();
        await Expect(page.Locator(".th-bar .th-holder")).ToContainTextAsync(supervisor ? "Ada" : "Omar", new() { Timeout = 15_000 });
        var back = await _desk.AgainAsync(ticket);
        Assert.Equal((support, (supervisor ? _desk.Admin : _omar).Agent), (back.DepartmentId, back.AssigneeId));
        await Expect(page.Locator(".toast.bad")).ToHaveCountAsync(0);
        _browser.AssertNoErrors();
    }

    private static async Task BreakAsync(IPage page)
    {
        await page.Locator(".presence-btn").ClickAsync();
        await page.Locator("#menu-presence .mi", new() { HasText = "Lunch" }).ClickAsync();
    }

    private static async Task EndAsync(IPage page)
    {
        await page.Locator(".presence-btn").ClickAsync();
        await page.Locator("#menu-presence .pm-break + .mi").ClickAsync();
    }

    // The dialog with whom it is to go to chosen.
    private static async Task<ILocator> ChosenAsync(IPage page, string to)
    {
        await page.Locator("[data-transfer]").ClickAsync();
        var dialog = page.Locator("#transfer");
        await dialog.Locator(".tr-opt", new() { HasText = to }).ClickAsync();
        return dialog;
    }

    private static async Task PassAsync(IPage page, string to, bool ask = false)
    {
        var dialog = await ChosenAsync(page, to);
        if (ask) await dialog.Locator(".check input").First.CheckAsync();
        await dialog.Locator("button[type=submit]").ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0, Soon);
    }

    // The page of who is here and not yet on a break.
    private async Task<IPage> HereAsync(Actor who, string culture = "en")
    {
        var page = await _browser.SignedInAsync(who, culture);
        await ScenarioDesk.StateAsync(page, "p-online");
        return page;
    }

    // A customer writes, and the page's agent takes the ticket.
    private async Task<Ticket> ClaimedAsync(IPage page)
    {
        var ticket = await _desk.TicketAsync(text: "Is the insulin in stock?");
        await page.Locator($".row[data-id='{ticket.Id.Value}']").ClickAsync();
        await page.Locator(".claim").ClickAsync();
        await Expect(page.Locator(".th-holder")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        return ticket;
    }

    private async Task<(AgentId? Assignee, AgentId? Owner)> HoldersAsync(Ticket ticket)
    {
        var now = await _desk.AgainAsync(ticket);
        return (now.AssigneeId, now.OwnerId);
    }

    // The break and what is due at its end, as if it had begun then: nobody waits here for a planned end.
    private async Task SixteenMinutesAgoAsync()
    {
        var began = TimeProvider.System.GetUtcNow().AddMinutes(-16);
        await _desk.Given.LookAsync(_desk.Admin, db => db.AgentBreaks.ExecuteUpdateAsync(set => set.SetProperty(b => b.StartedAt, began)));
        await _desk.Given.LookAsync(_desk.Admin, db => db.Deadlines.Where(d => d.Kind == DeadlineKind.BreakOver).ExecuteUpdateAsync(set => set.SetProperty(d => d.DueAt, began.AddMinutes(15))));
    }
}
