using Helpdesk.Core.Identity;
using Helpdesk.Tests.Support;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Helpdesk.Tests.Scenarios;

/// <summary>A browser before a running product; each page belongs to a member who is signed in, in a context of its own.</summary>
public sealed class DeskBrowser : IAsyncDisposable
{
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly List<string> _errors = [];
    private readonly HelpdeskApp _app;
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private DeskBrowser(HelpdeskApp app, IPlaywright playwright, IBrowser browser) => (_app, _playwright, _browser) = (app, playwright, browser);

    public static async Task<DeskBrowser> StartAsync(HelpdeskApp app)
    {
        var playwright = await Playwright.CreateAsync();
        return new DeskBrowser(app, playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Arguments }));
    }

    /// <summary>A member's page, live.</summary>
    public async Task<IPage> SignedInAsync(Actor who, string culture = "en", int width = 1440)
    {
        using var browser = _app.BrowserOf(who);
        var url = $"http://localhost:{browser.BaseAddress!.Port}";
        var context = await _browser.NewContextAsync(new() { BaseURL = url, ViewportSize = new() { Width = width, Height = 900 } });
        var cookie = browser.DefaultRequestHeaders.GetValues("Cookie").Single().Split('=', 2);
        await context.AddCookiesAsync([new() { Name = cookie[0], Value = cookie[1], Url = url }, new() { Name = ".AspNetCore.Culture", Value = $"c={culture}|uic={culture}", Url = url }]);
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => _errors.Add(error);
        await OpenAsync(page, "/?view=all");
        return page;
    }

    /// <summary>Goes to an address; the page is live there.</summary>
    public static async Task OpenAsync(IPage page, string path)
    {
        await page.GotoAsync(path);
        await Expect(page.Locator("html[data-live=ok]")).ToBeAttachedAsync(new() { Timeout = 30_000 });
    }

    /// <summary>No page's script has failed.</summary>
    public void AssertNoErrors() => Assert.Empty(_errors);

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
