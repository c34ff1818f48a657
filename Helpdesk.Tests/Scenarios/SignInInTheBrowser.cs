using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Identity.SignIn;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace Helpdesk.Tests.Scenarios;

/// <summary>What only a real browser shows of signing in: passkeys, pages that end with their session, and the warning before an idle end.</summary>
[Collection(ScenarioCollection.Name)]
public sealed class SignInInTheBrowser(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Email = "ada@example.com";
    private const string Password = "correct horse battery";

    private readonly Rules _rules = new();
    private readonly List<string> _errors = [];
    private HelpdeskApp _app = null!;
    private Chromium _chromium = null!;

    public async Task InitializeAsync()
    {
        // By name, as WebAuthn wants it: an address of digits has no passkeys.
        _app = await HelpdeskApp.StartAsync(services: services => services.AddSingleton<SignInRules>(_rules));
        _chromium = await Chromium.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _chromium.DisposeAsync();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task A_passkey_is_registered_named_and_lets_in_without_a_password()
    {
        var page = await SignedInAsync();
        var cdp = await page.Context.NewCDPSessionAsync(page);
        await cdp.SendAsync("WebAuthn.enable");
        await cdp.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        await page.GotoAsync("/account");
        var passkeys = page.Locator("section[aria-labelledby=account-passkeys]");
        await passkeys.Locator("form input").FillAsync("Work laptop");
        await passkeys.Locator("form button[type=submit]").ClickAsync();
        await Expect(passkeys.Locator("li b")).ToHaveTextAsync("Work laptop", new() { Timeout = 15_000 });
        await passkeys.Locator("li button").First.ClickAsync();
        await passkeys.Locator("li form input").FillAsync("Home laptop");
        await passkeys.Locator("li form button[type=submit]").ClickAsync();
        await Expect(passkeys.Locator("li b")).ToHaveTextAsync("Home laptop");

        for (var times = 0; times < 2; times++)
        {
            await page.Context.ClearCookiesAsync();
            await page.GotoAsync("/signin");
            await page.Locator("[data-passkey-signin]").ClickAsync();
            await Expect(page.Locator(".views")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        }

        await page.GotoAsync("/account");
        await passkeys.Locator("li button").Last.ClickAsync();
        await Expect(passkeys.Locator("li")).ToHaveCountAsync(0);
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/signin");
        await page.Locator("[data-passkey-signin]").ClickAsync();
        await Expect(page.Locator("[data-passkey-problem]")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        Assert.Contains(await _app.Given.LookAsync(_app.Admin, db => db.SignInAttempts.Select(a => a.Outcome).ToListAsync()), o => o == SignInOutcome.WrongPasskey);
        Assert.Empty(_errors);
    }

    [Fact]
    public async Task Ended_from_another_browser_a_page_closes_within_five_seconds()
    {
        var page = await SignedInAsync();
        var thief = await SignedInAsync();
        await page.GotoAsync("/account");
        await Expect(page.Locator("section[aria-labelledby=account-sessions] li")).ToHaveCountAsync(2);
        await page.Locator("[data-end-others]").ClickAsync();
        var start = TimeProvider.System.GetTimestamp();
        await Expect(thief).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/signin\\?why=ended"), new() { Timeout = 5_000 });
        output.WriteLine($"the other browser was out after {TimeProvider.System.GetElapsedTime(start).TotalMilliseconds:0} ms");
        await Expect(thief.Locator(".public-note")).ToBeVisibleAsync();
        await thief.GotoAsync("/");
        await Expect(thief).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/signin"));
        await Expect(page.Locator("section[aria-labelledby=account-sessions] li")).ToHaveCountAsync(1);
        Assert.Empty(_errors);
    }

    [Fact]
    public async Task A_changed_password_keeps_this_browser_in_under_a_new_session()
    {
        var page = await SignedInAsync();
        var other = await SignedInAsync();
        var tab = await page.Context.NewPageAsync();
        await tab.GotoAsync("/");
        await Expect(tab.Locator(".views")).ToBeVisibleAsync();
        await page.GotoAsync("/account");
        var fields = page.Locator("section[aria-labelledby=account-password] input[type=password]");
        await fields.Nth(0).FillAsync(Password);
        await fields.Nth(1).FillAsync("nine doors of my own");
        await page.Locator("section[aria-labelledby=account-password] button").ClickAsync();
        await Expect(page.Locator(".banner.good")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await Expect(other).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/signin\\?why=ended"), new() { Timeout = 5_000 });
        await Expect(tab.Locator(".views")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        Assert.DoesNotContain("/signin", tab.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_must_enrol_a_second_factor_gets_no_further_before()
    {
        _rules.Second = true;
        var page = await SignedInAsync(expect: ".banner");
        Assert.EndsWith("/account", page.Url, StringComparison.Ordinal);
        await page.GotoAsync("/people");
        await Expect(page.Locator(".banner")).ToBeVisibleAsync();
        await page.Locator("a.rail-btn[href='/']").First.ClickAsync();
        await Expect(page.Locator(".banner")).ToBeVisibleAsync();
        var second = page.Locator("section[aria-labelledby=account-second]");
        await second.Locator("button").First.ClickAsync();
        var secret = (await second.Locator("[data-totp-secret]").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await second.Locator("input.code").FillAsync(Totp.Code(Totp.FromBase32(secret), Totp.StepOf(TimeProvider.System.GetUtcNow())));
        await second.Locator("button[type=submit]").ClickAsync();
        await Expect(second.Locator("li code")).ToHaveCountAsync(RecoveryCode.Count);
        await second.Locator("button.primary").ClickAsync();
        await Expect(page.Locator("#account-history")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await page.GotoAsync("/");
        await Expect(page.Locator(".views")).ToBeVisibleAsync(new() { Timeout = 15_000 });
    }

    [Fact]
    public async Task Before_an_idle_end_a_dialog_warns_and_work_in_another_tab_takes_it_back()
    {
        _rules.Idle = TimeSpan.FromSeconds(63);
        var page = await SignedInAsync();
        var tab = await page.Context.NewPageAsync();
        await tab.GotoAsync("/");
        await Expect(page.Locator("#idle[open]")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await Expect(page.Locator("[data-idle-left]")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[0-9]+$"));
        await tab.Locator("[data-idle-stay]").ClickAsync();
        await Expect(page.Locator("#idle[open]")).ToBeHiddenAsync(new() { Timeout = 10_000 });
        await Expect(page.Locator("#idle[open]")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await page.Locator("[data-idle-leave]").ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/signin\\?why=idle"), new() { Timeout = 10_000 });
        await Expect(tab).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/signin"), new() { Timeout = 10_000 });
        Assert.Contains(await _app.Given.LookAsync(_app.Admin, db => db.UserSessions.Select(s => s.Why).ToListAsync()), why => why == SessionEnd.Idle);
    }

    [Fact]
    public async Task The_user_menu_leads_into_another_workspace_which_speaks_its_own_language()
    {
        var page = await SignedInAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        var tenant = new TenantId(_app.Services.GetRequiredService<IIdSource>().Next());
        var request = new NewWorkspace("Delta Clinic", "Africa/Cairo", "ar", "Desk", Email);
        var link = await _app.Given.RunAsync<CreateWorkspace, Result<string>>(Actor.Operator(tenant, null), u => u.ExecuteAsync(request, default));
        var secret = JoinToken.Split(link.Value)!.Value.Secret;
        Assert.Null((await _app.Given.RunAsync<JoinWorkspace, Result<UserId>>(Actor.System(tenant), u => u.ExecuteAsync(secret, "Ada", Password, default))).Error);

        await page.GotoAsync("/");
        await page.Locator("[popovertarget=menu-me]").ClickAsync();
        await page.Locator("form[action='/account/switch'] button", new() { HasTextString = "Delta Clinic" }).ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "ar", new() { Timeout = 15_000 });
        // Drawn by the circuit, which takes its language from its own connection.
        await Expect(page.Locator(".views")).ToContainTextAsync(new System.Text.RegularExpressions.Regex("[\u0600-\u06FF]"), new() { Timeout = 15_000 });
        await Eventually.TrueAsync(
            async () => await _app.Given.LookAsync(_app.Admin, db => db.UserSessions.Where(s => s.EndedAt == null).Select(s => s.Workspace).ToListAsync()) is [var only] && only == tenant,
            "the session goes on in the other workspace only");
    }

    private async Task<IPage> SignedInAsync(string expect = ".views")
    {
        using var stranger = _app.Stranger();
        var url = $"http://localhost:{stranger.BaseAddress!.Port}";
        var context = await _chromium.Browser.NewContextAsync(new() { BaseURL = url, ViewportSize = new() { Width = 1440, Height = 900 } });
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => _errors.Add(error);
        await page.GotoAsync("/signin");
        await page.Locator("input[type=email]").FillAsync(Email);
        await page.Locator("#password").FillAsync(Password);
        await page.Locator("button[type=submit].primary").ClickAsync();
        await Expect(page.Locator(expect)).ToBeVisibleAsync(new() { Timeout = 30_000 });
        return page;
    }

    private sealed class Rules : SignInRules
    {
        public bool Second { get; set; }

        public TimeSpan Idle { get; set; }

        public override bool MustHaveSecondFactor(TenantId tenant) => Second;

        public override TimeSpan IdleLimit(TenantId tenant) => Idle;
    }
}
