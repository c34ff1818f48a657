using System.Text;
using Helpdesk.Infrastructure.Channels.Email.Mime.Html;
using Microsoft.Playwright;
using Xunit;

namespace Helpdesk.Tests.Channels.Email.Html;

/// <summary>
/// Every vector in a real Chromium, with scripts allowed so that only the sanitiser stands between them and the page: as a document, as
/// innerHTML and in the frame mails are shown in.
/// </summary>
[Trait("Run", "Browser")]
public sealed class SanitizerInTheBrowserTests : IAsyncLifetime
{
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    // Images fail at once or never load; a handler of theirs has run by the second frame after all of them have ended.
    private const string Settle = """
        async () => {
          await Promise.all([...document.images].filter(i => i.src && !i.complete).map(i => new Promise(done => i.onload = i.onerror = done)));
          for (const e of document.querySelectorAll('*')) { e.dispatchEvent(new MouseEvent('mouseover', { bubbles: true })); e.focus?.(); }
          await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
          return window.hits;
        }
        """;

    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Arguments });
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    [Fact]
    public async Task The_page_would_notice_a_script()
    {
        var page = await OpenAsync("<img src=x onerror=hit()>");
        Assert.Equal(1, await page.EvaluateAsync<int>("async () => { await new Promise(done => setInterval(() => window.hits && done(), 5)); return window.hits; }"));
    }

    [Fact]
    public async Task No_vector_runs_in_a_document_of_its_own()
    {
        foreach (var vector in Vectors.All)
        {
            var page = await OpenAsync(HtmlSanitizer.Sanitize(vector).Html);
            Assert.True(await page.EvaluateAsync<int>(Settle) == 0, vector);
            await page.CloseAsync();
        }
    }

    [Fact]
    public async Task No_vector_runs_as_inner_html_and_what_the_browser_builds_is_what_was_judged()
    {
        var page = await OpenAsync("<div id=root></div>");
        foreach (var vector in Vectors.All)
        {
            var html = HtmlSanitizer.Sanitize(vector).Html;
            var built = await page.EvaluateAsync<string>("html => { const root = document.getElementById('root'); root.innerHTML = html; return root.innerHTML; }", html);
            Harmless.Assert(built);
            Assert.True(await page.EvaluateAsync<int>(Settle) == 0, vector);
        }
    }

    [Fact]
    public async Task A_sandboxed_frame_shows_the_mail()
    {
        var sanitized = HtmlSanitizer.Sanitize("<p>Hello \"you\" &amp; me</p><a href='https://example.com'>x</a>");
        var page = await OpenAsync($"<iframe sandbox='allow-popups' srcdoc=\"{sanitized.Html.Replace("&", "&amp;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal)}\"></iframe>");
        Assert.Equal("Hello \"you\" & me", await page.FrameLocator("iframe").Locator("p").InnerTextAsync());
    }

    private async Task<IPage> OpenAsync(string body)
    {
        var page = await _browser.NewPageAsync();
        await page.RouteAsync("**/*", route => route.AbortAsync());
        var document = $"<!doctype html><meta charset=utf-8><script>window.hits = 0; window.hit = () => window.hits++;</script><body>{body}";
        await page.RouteAsync("http://mail.test/", route => route.FulfillAsync(new() { ContentType = "text/html", BodyBytes = Encoding.UTF8.GetBytes(document) }));
        await page.GotoAsync("http://mail.test/");
        return page;
    }
}
