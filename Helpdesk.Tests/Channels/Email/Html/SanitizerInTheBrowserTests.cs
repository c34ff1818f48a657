using System.Text;
using Helpdesk.Infrastructure.Channels.Email.Mime.Html;
using Helpdesk.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace Helpdesk.Tests.Channels.Email.Html;

/// <summary>
/// Every vector in a real Chromium, with scripts allowed so that only the sanitiser stands between them and the page: as a document, as
/// innerHTML and in the frame mails are shown in.
/// </summary>
public sealed class SanitizerInTheBrowserTests : IAsyncLifetime
{
    // Each text in a frame of its own, scripts allowed. An image's handler has run two frames after all images have ended.
    private const string RunAll = """
        async texts => {
          const frames = await Promise.all(texts.map(text => new Promise(done => {
            const frame = document.createElement('iframe');
            frame.onload = () => done(frame);
            frame.srcdoc = `<!doctype html><meta charset=utf-8><script>window.hit = () => parent.hits++;</script><body>${text}`;
            document.body.append(frame);
          })));
          for (const frame of frames) {
            const inside = frame.contentDocument;
            if (!inside) continue;
            await Promise.all([...inside.images].filter(i => i.src && !i.complete).map(i => new Promise(done => i.onload = i.onerror = done)));
            for (const e of inside.querySelectorAll('*')) { e.dispatchEvent(new MouseEvent('mouseover', { bubbles: true })); e.focus?.(); }
          }
          await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
          for (const frame of frames) frame.remove();
          return window.hits;
        }
        """;

    private Chromium _chromium = null!;

    public async Task InitializeAsync()
    {
        _chromium = await Chromium.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _chromium.DisposeAsync();
    }

    [Fact]
    public async Task Unsanitised_the_vectors_do_run()
    {
        var page = await OpenAsync("");
        Assert.True(await page.EvaluateAsync<int>(RunAll, Vectors.All) > 30);
    }

    [Fact]
    public async Task No_vector_runs_in_a_document_of_its_own()
    {
        var page = await OpenAsync("");
        Assert.Equal(0, await page.EvaluateAsync<int>(RunAll, Vectors.All.Select(v => HtmlSanitizer.Sanitize(v).Html)));
    }

    [Fact]
    public async Task No_vector_runs_as_inner_html_and_what_the_browser_builds_is_what_was_judged()
    {
        var page = await OpenAsync("");
        var mutations = new Mutations(5);
        var sanitized = Vectors.All.Concat(Enumerable.Range(0, 2000).Select(_ => mutations.Next())).Select(v => HtmlSanitizer.Sanitize(v).Html).ToArray();
        var built = await page.EvaluateAsync<string[]>("texts => texts.map(text => { const root = document.createElement('div'); document.body.append(root); root.innerHTML = text; return root.innerHTML; })", sanitized);
        // A browser writes a <pre> without the line break it ignores.
        Assert.Equal(sanitized.Select(s => s.Replace("<pre>\n", "<pre>", StringComparison.Ordinal)), built);
        Assert.Equal(0, await page.EvaluateAsync<int>("async () => { await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))); return window.hits; }"));
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
        var page = await _chromium.Browser.NewPageAsync();
        await page.RouteAsync("**/*", route => route.AbortAsync());
        var document = $"<!doctype html><meta charset=utf-8><script>window.hits = 0; window.hit = () => window.hits++;</script><body>{body}";
        await page.RouteAsync("http://mail.test/", route => route.FulfillAsync(new() { ContentType = "text/html", BodyBytes = Encoding.UTF8.GetBytes(document) }));
        await page.GotoAsync("http://mail.test/");
        return page;
    }
}
