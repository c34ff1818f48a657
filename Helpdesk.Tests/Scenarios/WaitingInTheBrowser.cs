using Helpdesk.Core.Routing;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Helpdesk.Tests.Scenarios;

/// <summary>An agent sees that a customer has waited too long: by the page's own clock in that second, and by the server's word that stays.</summary>
[Collection(ScenarioCollection.Name)]
public sealed class WaitingInTheBrowser
{
    // Sets the page's clock ahead and lets it tick, all before anything can arrive from the server.
    private const string LaterOnThePage = """
        async minutes => {
          const clock = await import('/js/clock.js');
          clock.setSkew(minutes * 60e3);
          document.body.append(document.createElement('i'));
          await Promise.resolve();
          const face = document.querySelector('.row .clk');
          return face.classList.contains('clk-late') ? 'late' : face.classList.contains('clk-amber') ? 'soon' : 'in time';
        }
        """;

    [Theory]
    [InlineData("en", "ltr", "Delayed")]
    [InlineData("ar", "rtl", "متأخرة")]
    public async Task The_clock_turns_by_itself_and_the_delayed_have_a_list_that_fills_by_push(string culture, string direction, string view)
    {
        await using var app = await HelpdeskApp.StartAsync();
        var number = await app.Given.NumberAsync(app.Admin, await app.Given.ServerAsync(app.Admin, "http://127.0.0.1:9"));
        await using var chromium = await Chromium.StartAsync();
        using var stranger = app.Stranger();
        var url = stranger.BaseAddress!.ToString();
        var context = await chromium.Browser.NewContextAsync(new() { BaseURL = url, ViewportSize = new() { Width = 1440, Height = 900 } });
        await context.AddCookiesAsync([new() { Name = ".AspNetCore.Culture", Value = $"c={culture}|uic={culture}", Url = url }]);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/signin?ReturnUrl=%2F%3Fview%3Dall");
        await page.Locator("input[type=email]").FillAsync("ada@example.com");
        await page.Locator("#password").FillAsync("correct horse battery");
        await page.Locator("button[type=submit].primary").ClickAsync();
        await Expect(page.Locator("html[data-live=ok]")).ToBeAttachedAsync(new() { Timeout = 30_000 });
        Assert.Equal(direction, await page.Locator("html").GetAttributeAsync("dir"));

        var now = TimeProvider.System.GetUtcNow();
        await app.Given.ArrivesAsync(number, Webhook.Text("NOW", "just now", now, chat: "201000000001", name: "Mona"));
        await Expect(page.Locator(".row .clk[data-due]")).ToHaveCountAsync(1, new() { Timeout = 15_000 });
        Assert.Equal("in time", await page.EvaluateAsync<string>(LaterOnThePage, 1));
        Assert.Equal("soon", await page.EvaluateAsync<string>(LaterOnThePage, 2.5));
        Assert.Equal("late", await page.EvaluateAsync<string>(LaterOnThePage, 3.1));
        Assert.Empty(await app.Given.LookAsync(app.Admin, db => db.DelayEvents.ToListAsync()));

        // Read back after a gap: this one has waited long enough already.
        await app.Given.ArrivesAsync(number, Webhook.Text("OLD", "four minutes ago", now.AddMinutes(-4), chat: "201000000002", name: "Omar"));
        var late = page.Locator(".row", new() { HasText = "four minutes ago" }).Locator(".clk.clk-late[data-late]");
        await Expect(late).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await Expect(late.Locator(".clk-over")).ToBeVisibleAsync();
        await Expect(late.Locator(".clk-on")).ToBeHiddenAsync();
        var link = page.Locator(".view", new() { HasText = view });
        await Expect(link.Locator(".view-n.late")).ToHaveTextAsync("1");

        await link.ClickAsync();
        await Expect(page.Locator(".row")).ToHaveCountAsync(1);
        await Expect(page.Locator(".row")).ToContainTextAsync("four minutes ago");
        await page.Locator(".row").ClickAsync();
        await Expect(page.Locator("article.msg[data-seq]")).ToHaveCountAsync(1);
        await Expect(page.Locator("textarea[placeholder]")).ToBeVisibleAsync();
        await page.Locator("textarea").FillAsync("Sorry, here I am.");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".row:not(.gone)")).ToHaveCountAsync(0, new() { Timeout = 15_000 });
        await Expect(link.Locator(".view-n")).ToHaveTextAsync("0");
        var delay = Assert.Single(await app.Given.LookAsync(app.Admin, db => db.DelayEvents.ToListAsync()));
        Assert.Equal(DelayEnd.Answered, delay.End);
    }
}
