using Helpdesk.Core.Identity;
using Helpdesk.Tests.Support;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Helpdesk.Tests.Scenarios;

/// <summary>A browser before a running product; each page belongs to a member who is signed in, in a context of its own.</summary>
public sealed class DeskBrowser : IAsyncDisposable
{
    private readonly List<string> _errors = [];
    private readonly HelpdeskApp _app;
    private readonly Chromium _chromium;

    private DeskBrowser(HelpdeskApp app, Chromium chromium) => (_app, _chromium) = (app, chromium);

    public static async Task<DeskBrowser> StartAsync(HelpdeskApp app) => new(app, await Chromium.StartAsync());

    /// <summary>A member's page, live.</summary>
    public async Task<IPage> SignedInAsync(Actor who, string culture = "en", int width = 1440)
    {
        using var browser = _app.BrowserOf(who);
        var url = $"http://localhost:{browser.BaseAddress!.Port}";
        var context = await _chromium.Browser.NewContextAsync(new() { BaseURL = url, ViewportSize = new() { Width = width, Height = 900 } });
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

    public ValueTask DisposeAsync() => _chromium.DisposeAsync();
}
