using System.Text.Json;
using System.Text.RegularExpressions;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Channels;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Helpdesk.Tests.Scenarios;

/// <summary>The bell, the notice, the page of one's own and the browser's worker, in a real browser with two tabs of one member.</summary>
[Collection(ScenarioCollection.Name)]
public sealed class NotificationsInTheBrowser : IAsyncLifetime
{
    private readonly List<string> _errors = [];
    private HelpdeskApp _app = null!;
    private Chromium _chromium = null!;
    private Actor _ana = null!;
    private ChannelAccountId _number;

    public async Task InitializeAsync()
    {
        _app = await HelpdeskApp.StartAsync();
        _ana = await _app.Given.AgentAsync(_app.Admin, "Ana");
        _number = await _app.Given.NumberAsync(_app.Admin, await _app.Given.ServerAsync(_app.Admin, "http://127.0.0.1:9"));
        // Who is told what is decided here, not by routing, which would give Ada every ticket at once.
        var department = await _app.Given.LookAsync(_app.Admin, db => db.Departments.Select(d => d.Id).SingleAsync());
        var manual = DepartmentRuleValues.Usual with { Strategy = RoutingStrategy.Manual };
        Assert.Null((await _app.Given.RunAsync<ChangeRouting, Result>(_app.Admin, u => u.OfDepartmentAsync(department, manual, default))).Error);
        await _app.Given.LiveSettledAsync(_app.Admin.Tenant);
        _chromium = await Chromium.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _chromium.DisposeAsync();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task What_is_told_shows_on_every_tab_leads_to_its_ticket_and_is_read_everywhere_at_once()
    {
        var page = await SignedInAsync("en", 1440);
        var other = await page.Context.NewPageAsync();
        await OpenAsync(other, "/account/notifications");
        await using var hub = await HubListener.ConnectAsync(new Uri(page.Url).GetLeftPart(UriPartial.Authority), page);
        var ticket = await GivenAsync("Mona", "201000000001");
        await Expect(page.Locator(".toast a.t")).ToContainTextAsync("Ana");
        await Expect(page.Locator("[data-bell] .rail-badge")).ToHaveTextAsync("1");
        await Expect(other.Locator("[data-bell] .rail-badge")).ToHaveTextAsync("1");
        await Eventually.TrueAsync(() => hub.Heard.Contains("\"NotificationRaised\"", StringComparison.Ordinal), "the hub tells its own member");

        await page.Locator("[data-bell]").ClickAsync();
        await Expect(page.Locator(".told.new")).ToContainTextAsync("Mona");
        await page.Locator("a.told-main").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex($"/tickets/{ticket.Value}$"));
        await Expect(page.Locator("[data-bell] .rail-badge")).ToHaveCountAsync(0);
        await Expect(other.Locator("[data-bell] .rail-badge")).ToHaveCountAsync(0);

        await GivenAsync("Sami", "201000000002");
        await GivenAsync("Hoda", "201000000003");
        await Expect(page.Locator("[data-bell] .rail-badge")).ToHaveTextAsync("2");
        await other.Locator("[data-bell]").ClickAsync();
        await other.Locator("[data-read-all]").ClickAsync();
        await Expect(page.Locator("[data-bell] .rail-badge")).ToHaveCountAsync(0);
        Assert.Empty(_errors);
    }

    [Fact]
    public async Task What_sounds_sounds_once_however_many_tabs_are_open()
    {
        var page = await SignedInAsync("en", 1440);
        await page.Context.AddInitScriptAsync(
            """
            if (location.protocol === 'http:') {
              localStorage.setItem('sound-on', '1');
              window.AudioContext = class {
                constructor() { this.currentTime = 0; }
                createOscillator() { localStorage.setItem('tones', String(Number(localStorage.getItem('tones')) + 1)); return { frequency: {}, connect: x => x, start() {}, stop() {} }; }
                createGain() { return { gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} }, connect: x => x }; }
              };
            }
            """);
        var other = await page.Context.NewPageAsync();
        await OpenAsync(page, "/account/notifications");
        await OpenAsync(other, "/account/notifications");
        await GivenAsync("Mona", "201000000001");
        await Expect(other.Locator("[data-bell] .rail-badge")).ToHaveTextAsync("1");
        Assert.Null(await page.EvaluateAsync<string?>("localStorage.getItem('tones')"));

        Assert.Equal(Acceptance.Accepted, await _app.Given.ArrivesAsync(_number, Webhook.Text("AGAIN", "are you there", TimeProvider.System.GetUtcNow(), "201000000001", "Mona")));
        await Expect(page.Locator("[data-bell] .rail-badge")).ToHaveTextAsync("2");
        await Expect(other.Locator("[data-bell] .rail-badge")).ToHaveTextAsync("2");
        // Two tones are one sound.
        await Eventually.TrueAsync(async () => await page.EvaluateAsync<string?>("localStorage.getItem('tones')") == "2", "one tab sounds");
        Assert.Empty(_errors);
    }

    [Fact]
    public async Task Ones_own_choices_and_the_workspaces_locks_are_made_on_their_pages_and_hold()
    {
        var page = await SignedInAsync("en", 1440);
        await OpenAsync(page, "/account/notifications");
        await page.Locator("[data-cell=Assigned-Toast]").UncheckAsync();
        await Expect(page.Locator("[data-as-workspace]")).ToBeVisibleAsync();
        await GivenAsync("Mona", "201000000001");
        await Expect(page.Locator("[data-bell] .rail-badge")).ToHaveTextAsync("1");
        await Expect(page.Locator(".toast a.t")).ToHaveCountAsync(0);

        await page.Locator("[data-quiet]").CheckAsync();
        await Expect(page.Locator("[data-quiet-from]")).ToHaveValueAsync("22:00");
        await Expect(page.Locator("[data-quiet-until]")).ToHaveValueAsync("06:00");
        await page.Locator(".notify button[type=submit]").ClickAsync();
        await page.Locator("[data-mute]").ClickAsync();
        await Expect(page.Locator("[data-unmute]")).ToBeVisibleAsync();
        var kept = await _app.Given.LookAsync(_app.Admin, db => db.NotificationChoices.AsNoTracking().SingleAsync());
        Assert.Equal((true, new TimeOnly(22, 0), new TimeOnly(6, 0)), (kept.QuietOn, kept.QuietFrom, kept.QuietUntil));
        Assert.NotNull(kept.MutedUntil);

        var settings = await page.Context.NewPageAsync();
        await OpenAsync(settings, "/settings/workspace");
        await settings.Locator("[data-lock=Assigned-Toast]").ClickAsync();
        await Expect(settings.Locator("[data-lock=Assigned-Toast][aria-pressed=true]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-cell=Assigned-Toast]")).ToBeDisabledAsync();
        await Expect(page.Locator("[data-cell=Assigned-Toast]")).ToBeCheckedAsync();
        Assert.Empty(_errors);
    }

    [Fact]
    public async Task The_browsers_worker_says_in_the_readers_language_what_was_pushed_while_nobody_looked()
    {
        var page = await SignedInAsync("ar", 390);
        await page.Context.GrantPermissionsAsync(["notifications"]);
        await OpenAsync(page, "/account/notifications");
        await Expect(page.Locator("[data-push-on]")).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Equal(0, await page.EvaluateAsync<int>("[...document.querySelectorAll('.page .card')].filter(c => c.scrollWidth > c.clientWidth).length"));

        await page.EvaluateAsync(
            """
            async () => {
              const cache = await caches.open('push-words');
              await cache.put('/push-words', new Response(JSON.stringify({ title: 'Nile', lang: 'ar', dir: 'rtl', kinds: { Assigned: 'تذكرة' } })));
              await navigator.serviceWorker.register('/push-worker.js');
              await navigator.serviceWorker.ready;
            }
            """);
        var worker = await page.Context.NewCDPSessionAsync(page);
        var registered = new TaskCompletionSource<string>();
        worker.Event("ServiceWorker.workerRegistrationUpdated").OnEvent += (_, e) =>
        {
            foreach (var registration in e!.Value.GetProperty("registrations").EnumerateArray()) registered.TrySetResult(registration.GetProperty("registrationId").GetString()!);
        };
        await worker.SendAsync("ServiceWorker.enable");
        var id = await registered.Task.WaitAsync(TimeSpan.FromSeconds(15));
        // The test's browser makes every page believe it has the focus; this one is left alone.
        await worker.SendAsync("Emulation.setFocusEmulationEnabled", new() { ["enabled"] = false });
        var another = await page.Context.NewPageAsync();
        await another.BringToFrontAsync();
        await worker.SendAsync("ServiceWorker.deliverPushMessage", new()
        {
            ["origin"] = new Uri(page.Url).GetLeftPart(UriPartial.Authority),
            ["registrationId"] = id,
            ["data"] = """{"kind":"Assigned","ticket":42}""",
        });
        await Eventually.TrueAsync(
            async () => await page.EvaluateAsync<int>("async () => (await (await navigator.serviceWorker.ready).getNotifications()).length") == 1, "the worker shows it");
        var shown = await page.EvaluateAsync<JsonElement>("async () => { const [n] = await (await navigator.serviceWorker.ready).getNotifications(); return { title: n.title, body: n.body, dir: n.dir, to: n.data.to }; }");
        Assert.Equal(("Nile", "تذكرة", "rtl", "/tickets/42"),
            (shown.GetProperty("title").GetString(), shown.GetProperty("body").GetString(), shown.GetProperty("dir").GetString(), shown.GetProperty("to").GetString()));
        Assert.Empty(_errors);
    }

    // A customer writes, and Ana gives the ticket to Ada, whose browser it is.
    private async Task<TicketId> GivenAsync(string name, string chat)
    {
        Assert.Equal(Acceptance.Accepted, await _app.Given.ArrivesAsync(_number, Webhook.Text($"K{chat}", "hello", TimeProvider.System.GetUtcNow(), chat, name)));
        await Eventually.TrueAsync(() => _app.Given.LookAsync(_app.Admin, db => db.Customers.AnyAsync(c => c.Name == name)), "the ticket is there");
        var ticket = await _app.Given.LookAsync(_app.Admin, db => (from t in db.Tickets join c in db.Customers on t.CustomerId equals c.Id where c.Name == name select t.Id).SingleAsync());
        var given = await _app.Given.RunAsync<AssignTicket, Result>(_ana, u => u.ExecuteAsync(ticket, _app.Admin.Agent!.Value, default));
        Assert.Null(given.Error);
        return ticket;
    }

    private static async Task OpenAsync(IPage page, string path)
    {
        await page.GotoAsync(path);
        await Expect(page.Locator("html[data-live=ok]")).ToBeAttachedAsync(new() { Timeout = 30_000 });
        await Expect(page.Locator(".notify-tbl")).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }

    private async Task<IPage> SignedInAsync(string culture, int width)
    {
        using var stranger = _app.Stranger();
        var url = $"http://localhost:{stranger.BaseAddress!.Port}";
        var context = await _chromium.Browser.NewContextAsync(new() { BaseURL = url, ViewportSize = new() { Width = width, Height = 900 } });
        await context.AddCookiesAsync([new() { Name = ".AspNetCore.Culture", Value = $"c={culture}|uic={culture}", Url = url }]);
        if (culture == "ar") await context.AddCookiesAsync([new() { Name = "theme", Value = "dark", Url = url }]);
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => _errors.Add(error);
        await page.GotoAsync("/signin");
        await page.Locator("input[type=email]").FillAsync("ada@example.com");
        await page.Locator("#password").FillAsync("correct horse battery");
        await page.Locator("button[type=submit].primary").ClickAsync();
        await Expect(page).Not.ToHaveURLAsync(new Regex("/signin"), new() { Timeout = 30_000 });
        await Expect(page.Locator("html[data-live=ok]")).ToBeAttachedAsync(new() { Timeout = 30_000 });
        return page;
    }
}
