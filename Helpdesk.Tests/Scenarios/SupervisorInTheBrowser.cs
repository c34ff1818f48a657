using System.Text.RegularExpressions;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Tests.Api;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Helpdesk.Tests.Scenarios;

/// <summary>A supervisor watches agents at work, and acts: nothing is reloaded, everything comes by itself.</summary>
[Collection(ScenarioCollection.Name)]
public sealed class SupervisorInTheBrowser : IAsyncLifetime
{
    private ApiDesk _desk = null!;
    private DeskBrowser _browser = null!;
    private Actor _omar = null!;

    public async Task InitializeAsync()
    {
        _desk = await ApiDesk.StartAsync();
        _omar = await _desk.Given.AgentAsync(_desk.Admin, "Omar");
        // Who watches is given nothing; waits turn late soon.
        Assert.Null((await _desk.Given.RunAsync<ChangeCapacity, Result>(_desk.Admin, u => u.ExecuteAsync(_desk.Admin.Agent!.Value, 0, default))).Error);
        Assert.Null((await _desk.Given.RunAsync<ChangeRouting, Result>(_desk.Admin, u => u.ExecuteAsync(DeskRuleValues.Usual with { DelayAfter = TimeSpan.FromSeconds(10) }, default))).Error);
        await _desk.SettledAsync();
        _browser = await DeskBrowser.StartAsync(_desk.App);
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _desk.DisposeAsync();
    }

    [Fact]
    public async Task A_supervisor_sees_an_agent_come_a_wait_turn_late_a_draft_grow_whispers_and_takes_over()
    {
        var huda = await _browser.SignedInAsync(_desk.Admin, "en", 1440);
        await OpenAsync(huda);
        var row = huda.Locator($"tr[data-agent='{_omar.Agent!.Value.Value}']");
        await Expect(row.Locator(".a-state")).ToHaveTextAsync("Offline");
        var omar = await _browser.SignedInAsync(_omar, "en", 1280);
        await Expect(row.Locator(".a-state")).ToHaveTextAsync("Online", new() { Timeout = 20_000 });

        var ticket = await _desk.TicketAsync(text: "Is the insulin in stock?");
        var chip = row.Locator(".tkc[data-since]");
        await Expect(chip).ToContainTextAsync($"#{ticket.Number}", new() { Timeout = 20_000 });
        await Expect(row.Locator(".load .num")).ToHaveTextAsync("1/10");
        await Expect(huda.Locator("[data-kpi=waiting]")).ToHaveTextAsync("1");
        await Expect(chip).ToHaveClassAsync(new Regex("clk-red|clk-late"), new() { Timeout = 20_000 });
        await Expect(huda.Locator("[data-kpi=delayed]")).ToHaveTextAsync("1");
        await Expect(huda.Locator("[data-alert=Delayed]")).ToContainTextAsync("Omar");

        await chip.ClickAsync();
        var peek = huda.Locator(".peek");
        await Expect(peek).ToContainTextAsync("Is the insulin in stock?");
        await omar.GotoAsync($"/tickets/{ticket.Id.Value}");
        await omar.Locator(".composer textarea").FillAsync("Yes, and we can deliver");
        await Expect(peek.Locator(".peek-d")).ToContainTextAsync("Yes, and we can deliver", new() { Timeout = 20_000 });

        await peek.Locator("textarea").FillAsync("Ask for the branch first.");
        await peek.Locator("textarea").PressAsync("Enter");
        await Expect(omar.Locator(".note.whisper")).ToContainTextAsync("Ask for the branch first.");
        await Expect(omar.Locator(".note.whisper")).ToContainTextAsync("only you see it");
        await Expect(peek.Locator("textarea")).ToHaveValueAsync("");

        await peek.Locator(".peek-a button").First.ClickAsync();
        await Expect(huda).ToHaveURLAsync(new Regex($"/tickets/{ticket.Id.Value}"));
        await Expect(huda.Locator(".composer textarea")).ToHaveValueAsync("Yes, and we can deliver");
        Assert.Equal(_desk.Admin.Agent, (await _desk.AgainAsync(ticket)).AssigneeId);
        _browser.AssertNoErrors();
    }

    [Fact]
    public async Task Conversations_are_moved_an_agent_is_sent_on_a_break_and_the_shift_is_ended_in_place()
    {
        await _desk.Given.RunAsync<ChangeBreakReason, Result<long>>(_desk.Admin, u => u.AddAsync("Lunch", 30, default));
        await _browser.SignedInAsync(_omar, "en", 1280);
        var huda = await _browser.SignedInAsync(_desk.Admin, "en", 1440);
        await OpenAsync(huda);
        var row = huda.Locator($"tr[data-agent='{_omar.Agent!.Value.Value}']");
        await Expect(row.Locator(".a-state")).ToHaveTextAsync("Online", new() { Timeout = 20_000 });
        var ticket = await _desk.TicketAsync();
        await Expect(row.Locator(".tkc")).ToHaveCountAsync(1, new() { Timeout = 20_000 });

        await row.Locator(".acts > button").Nth(1).ClickAsync();
        await huda.Locator(".dlg select").SelectOptionAsync($"a{_desk.Admin.Agent!.Value.Value}");
        await huda.Locator(".dlg button[type=submit]").ClickAsync();
        await Expect(row.Locator(".tkc")).ToHaveCountAsync(0);
        Assert.Equal(_desk.Admin.Agent, (await _desk.AgainAsync(ticket)).AssigneeId);
        await Expect(huda.Locator(".dlg")).ToHaveCountAsync(0);

        await row.Locator("[popovertarget]").ClickAsync();
        await row.Locator("[data-item]", new() { HasText = "Lunch" }).ClickAsync();
        await Expect(row.Locator(".a-state")).ToContainTextAsync("Lunch");
        await Expect(huda.Locator($"[data-break='{_omar.Agent!.Value.Value}']")).ToBeVisibleAsync();
        await row.Locator("[popovertarget]").ClickAsync();
        await row.Locator("[data-item]", new() { HasText = "End the break" }).ClickAsync();
        await Expect(row.Locator(".a-state")).ToHaveTextAsync("Online");

        await row.Locator("[popovertarget]").ClickAsync();
        await row.Locator("[data-item]", new() { HasText = "End the shift" }).ClickAsync();
        await huda.Locator(".dlg .btn.danger").ClickAsync();
        await Expect(row.Locator(".a-state")).ToHaveTextAsync("Offline");
        _browser.AssertNoErrors();
    }

    [Fact]
    public async Task Rows_stand_still_while_they_are_pointed_at_and_say_how_many_would_have_moved()
    {
        await _browser.SignedInAsync(_omar, "en", 1280);
        var huda = await _browser.SignedInAsync(_desk.Admin, "en", 1440);
        await OpenAsync(huda);
        var first = huda.Locator(".sup-a tbody tr").First;
        await Expect(huda.Locator("[data-kpi=online]")).ToHaveTextAsync("2", new() { Timeout = 20_000 });
        await Expect(first).ToContainTextAsync("Ada");
        await first.HoverAsync();
        await _desk.TicketAsync();
        await Expect(huda.Locator(".sup-a .tkc")).ToHaveCountAsync(1, new() { Timeout = 20_000 });
        await Expect(huda.Locator(".sup-moved")).ToHaveTextAsync(new Regex("2.* moved"));
        await Expect(first).ToContainTextAsync("Ada");
        await huda.Locator(".sup-bar h1").HoverAsync();
        await Expect(first).ToContainTextAsync("Omar");
        await Expect(huda.Locator(".sup-moved")).ToHaveCountAsync(0);
        _browser.AssertNoErrors();
    }

    [Theory]
    [InlineData("ar", 390)]
    [InlineData("en", 390)]
    [InlineData("ar", 1100)]
    public async Task Nothing_runs_out_of_the_page(string culture, int width)
    {
        await _browser.SignedInAsync(_omar, "en", 1280);
        for (var i = 0; i < 5; i++) await _desk.TicketAsync();
        var huda = await _browser.SignedInAsync(_desk.Admin, culture, width);
        await OpenAsync(huda);
        await Expect(huda.Locator(".tkc").First).ToBeVisibleAsync(new() { Timeout = 20_000 });
        Assert.Equal(culture == "ar" ? "rtl" : "ltr", await huda.EvaluateAsync<string>("document.documentElement.dir"));
        Assert.True(await huda.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth && document.querySelector('.stage').scrollWidth <= document.querySelector('.stage').clientWidth"));
        const string outside = "[...document.querySelectorAll('.sup button, .sup .num, .sup b, .sup h1, .sup h2')].filter(e => e.checkVisibility() && e.getBoundingClientRect().width > 1 && (e.getBoundingClientRect().left < 0 || e.getBoundingClientRect().right > innerWidth)).map(e => e.outerHTML.slice(0, 120)).join('\\n')";
        Assert.Equal("", await huda.EvaluateAsync<string>(outside));
        await huda.Locator(".tkc").First.ClickAsync();
        await Expect(huda.Locator(".peek .watch")).ToBeVisibleAsync();
        Assert.Equal("", await huda.EvaluateAsync<string>(outside));
        await huda.Keyboard.PressAsync("Escape");
        await Expect(huda.Locator(".peek")).ToHaveCountAsync(0);
        _browser.AssertNoErrors();
    }

    private static async Task OpenAsync(IPage page)
    {
        await DeskBrowser.OpenAsync(page, "/live");
        await Expect(page.Locator(".kpis")).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }
}
