using System.Net;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Identity.SignIn;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Tenancy;

/// <summary>Each setting of a workspace does something (DECISIONS 47).</summary>
public sealed class WorkspaceSettingsTests : IAsyncLifetime
{
    private TestDesk _desk = null!;

    public async Task InitializeAsync() => _desk = await TestDesk.StartAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task The_pattern_numbers_new_tickets_by_the_day_where_the_workspace_is()
    {
        await ChangeAsync(p => p with { NumberPattern = "TKT-{YYYY}{MM}{DD}-{###}", TimeZone = "Pacific/Kiritimati" });
        await _desk.HearsAsync(Webhook.Text("KEY1", "hello", _desk.Clock.GetUtcNow()));
        var day = TimeZoneInfo.ConvertTime(_desk.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Pacific/Kiritimati"));
        Assert.Equal($"TKT-{day:yyyyMMdd}-001", (await _desk.TicketAsync()).Number);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    public async Task A_customer_who_writes_after_the_reopen_window_gets_a_new_ticket(int days, int tickets)
    {
        await ChangeAsync(p => p with { ReopenWindow = TimeSpan.FromDays(2) });
        await _desk.HearsAsync(Webhook.Text("KEY1", "hello", _desk.Clock.GetUtcNow()));
        var ticket = await _desk.TicketAsync();
        Assert.Null((await _desk.RunAsync<CloseTicket, Result>(_desk.Admin, u => u.ExecuteAsync(ticket.Id, 99, default))).Error);
        _desk.Clock.Advance(TimeSpan.FromDays(days));
        await _desk.HearsAsync(Webhook.Text("KEY2", "again", _desk.Clock.GetUtcNow()));
        Assert.Equal(tickets, await _desk.LookAsync(db => db.Tickets.CountAsync()));
    }

    [Fact]
    public async Task A_resolved_ticket_closes_after_the_workspaces_time()
    {
        await ChangeAsync(p => p with { AutoCloseAfter = TimeSpan.FromHours(5) });
        await _desk.HearsAsync(Webhook.Text("KEY1", "hello", _desk.Clock.GetUtcNow()));
        var ticket = await _desk.TicketAsync();
        Assert.Null((await _desk.RunAsync<ResolveTicket, Result>(_desk.Admin, u => u.ExecuteAsync(ticket.Id, 99, default))).Error);
        _desk.Clock.Advance(TimeSpan.FromHours(4));
        await _desk.TickAsync();
        Assert.Equal(TicketStatus.Resolved, (await _desk.TicketAsync()).Status);
        _desk.Clock.Advance(TimeSpan.FromHours(2));
        await _desk.TickAsync();
        Assert.Equal(TicketStatus.Closed, (await _desk.TicketAsync()).Status);
    }

    [Fact]
    public async Task Nonsense_is_refused_field_by_field_and_nothing_is_changed()
    {
        (Func<TenantProfile, TenantProfile> Change, Error Expected)[] wrong =
        [
            (p => p with { Name = " " }, TenantErrors.Name), (p => p with { Slug = "Not A Slug" }, TenantErrors.Slug), (p => p with { Slug = "www" }, TenantErrors.Slug),
            (p => p with { TimeZone = "Mars/Base" }, TenantErrors.TimeZone), (p => p with { Language = "fr" }, TenantErrors.Language),
            (p => p with { Country = "XX" }, TenantErrors.Country), (p => p with { NumberPattern = "TKT" }, TenantErrors.NumberPattern),
            (p => p with { NumberPattern = "{###}{###}" }, TenantErrors.NumberPattern), (p => p with { NumberPattern = "{HH}{###}" }, TenantErrors.NumberPattern),
            (p => p with { ReopenWindow = TimeSpan.FromDays(-1) }, TenantErrors.ReopenWindow), (p => p with { AutoCloseAfter = TimeSpan.Zero }, TenantErrors.AutoClose),
            (p => p with { IdleSignOut = TimeSpan.FromMinutes(1) }, TenantErrors.IdleSignOut), (p => p with { BrandColor = "red;}" }, TenantErrors.BrandColor),
        ];
        foreach (var (change, expected) in wrong) Assert.Equal(expected.Code, (await TryAsync(change)).Error?.Code);
        Assert.Equal(1, (await DetailsAsync()).Version);
    }

    [Fact]
    public async Task Two_workspaces_never_share_an_address_and_two_editors_do_not_overwrite_each_other()
    {
        var other = await _desk.Given.AnotherWorkspaceAsync();
        var theirs = await _desk.LookAsync(db => db.Tenants.Where(t => t.Id == other.Tenant).Select(t => t.Slug).SingleAsync());
        Assert.Equal(TenantErrors.SlugTaken, (await TryAsync(p => p with { Slug = theirs })).Error);
        var details = await DetailsAsync();
        Assert.Null((await TryAsync(p => p with { Name = "New name" })).Error);
        Assert.Equal(SaveErrors.Conflict, (await _desk.RunAsync<ChangeWorkspace, Result>(_desk.Admin, u => u.ExecuteAsync(details.Profile, details.Version, default))).Error);
    }

    [Theory]
    [InlineData("EG", "01001234567", "201001234567")]
    [InlineData("EG", "٠١٠٠١٢٣٤٥٦٧", "201001234567")]
    [InlineData("EG", "+49 30 1234567", "49301234567")]
    [InlineData("DE", "0049 30 1234567", "49301234567")]
    [InlineData("DE", "030 1234567", "49301234567")]
    [InlineData("ES", "612 345 678", "34612345678")]
    [InlineData("", "612345678", "612345678")]
    [InlineData("EG", "123", null)]
    public void A_number_without_a_dialling_code_is_the_workspaces_countrys(string country, string written, string? digits) =>
        Assert.Equal(digits, Countries.PhoneDigits(written, country));

    [Fact]
    public async Task The_company_is_seen_on_its_own_sign_in_page_only()
    {
        await using var app = await HelpdeskApp.StartAsync(settings: new() { ["Helpdesk:PublicUrl"] = "http://desk.example" });
        await app.Given.RunAsync<ChangeLogo, Result>(app.Admin, u => u.ExecuteAsync(Png, default));
        await ChangeAsync(app, p => p with { BrandColor = "#7C3AED", Slug = "nile" });
        using var stranger = app.Stranger();

        Assert.Equal("/signin?w=nile", (await stranger.GetAsync("/w/nile")).Headers.Location!.OriginalString);
        foreach (var (address, host) in ((string, string)[])[("/signin?w=nile", "desk.example"), ("/signin", "nile.desk.example")])
        {
            using var asked = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Host = host } };
            var page = await (await stranger.SendAsync(asked)).Content.ReadAsStringAsync();
            Assert.Contains("Nile Repairs", page, StringComparison.Ordinal);
            Assert.Contains("--brand:#7c3aed", page, StringComparison.Ordinal);
            Assert.Contains("/w/nile/logo?v=", page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Nile Repairs", await stranger.GetStringAsync("/signin"), StringComparison.Ordinal);
        var logo = await stranger.GetAsync("/w/nile/logo");
        Assert.Equal((HttpStatusCode.OK, "image/png"), (logo.StatusCode, logo.Content.Headers.ContentType!.MediaType));
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/w/nobody/logo")).StatusCode);
    }

    [Fact]
    public async Task A_logo_that_is_no_picture_is_refused()
    {
        Assert.Equal(TenantErrors.Logo, (await _desk.RunAsync<ChangeLogo, Result>(_desk.Admin, u => u.ExecuteAsync("<svg onload=alert(1)>"u8.ToArray(), default))).Error);
        Assert.Equal(TenantErrors.Logo, (await _desk.RunAsync<ChangeLogo, Result>(_desk.Admin, u => u.ExecuteAsync(new byte[ChangeLogo.Largest + 1], default))).Error);
    }

    [Fact]
    public async Task A_required_second_factor_leads_everybody_without_one_to_enrolment_at_once()
    {
        await using var app = await HelpdeskApp.StartAsync();
        using var browser = app.BrowserOf(app.Admin);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/")).StatusCode);
        await ChangeAsync(app, p => p with { RequireSecondFactor = true });
        Assert.Equal("/account", (await browser.GetAsync("/")).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Whoever_has_chosen_no_language_sees_the_workspaces_and_so_does_its_sign_in_page()
    {
        await using var app = await HelpdeskApp.StartAsync();
        await ChangeAsync(app, p => p with { Language = "ar", Slug = "nile" });
        using var member = app.BrowserOf(app.Admin);
        using var stranger = app.Stranger();
        foreach (var browser in (HttpClient[])[member, stranger]) browser.DefaultRequestHeaders.Add("Accept-Language", "en");
        Assert.Contains("<html lang=\"ar\" dir=\"rtl\"", await member.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"ar\" dir=\"rtl\"", await stranger.GetStringAsync("/signin?w=nile"), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\"", await stranger.GetStringAsync("/signin"), StringComparison.Ordinal);

        using var chosen = new HttpRequestMessage(HttpMethod.Get, "/signin?w=nile") { Headers = { { "Cookie", ".AspNetCore.Culture=c=en|uic=en" } } };
        Assert.Contains("<html lang=\"en\"", await (await stranger.SendAsync(chosen)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await ChangeAsync(app, p => p with { Language = "en" });
        Assert.Contains("<html lang=\"en\"", await member.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_nobody_works_at_for_the_workspaces_time_is_signed_out()
    {
        var (sessions, directory) = (_desk.Services.GetRequiredService<Sessions>(), _desk.Services.GetRequiredService<SessionDirectory>());
        var left = await OpenAsync();
        var worked = await OpenAsync();
        _desk.Clock.Advance(TimeSpan.FromHours(5));
        Assert.NotNull(await directory.FindAsync(left, default));
        await ChangeAsync(p => p with { IdleSignOut = TimeSpan.FromMinutes(20) });
        Assert.Null(await directory.FindAsync(left, default));

        var fresh = await OpenAsync();
        _desk.Clock.Advance(TimeSpan.FromMinutes(19));
        Assert.NotNull(await directory.FindAsync(fresh, default));
        Assert.Equal(TimeSpan.FromMinutes(1), directory.IdleLeft(fresh));
        await directory.SeenAsync(fresh, default);
        _desk.Clock.Advance(TimeSpan.FromMinutes(19));
        Assert.NotNull(await directory.FindAsync(fresh, default));
        _desk.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await directory.FindAsync(fresh, default));
        await ChangeAsync(p => p with { IdleSignOut = TimeSpan.Zero });
        Assert.NotNull(await directory.FindAsync(worked, default));

        async Task<SessionId> OpenAsync() =>
            (await sessions.OpenAsync(_desk.Admin.User!.Value, _desk.Tenant, RequestOrigin.Of("127.0.0.1", "test"), null, true, default)).Id;
    }

    [Fact]
    public async Task Only_a_known_proxy_is_believed_about_where_a_request_comes_from()
    {
        await using var believing = await HelpdeskApp.StartAsync(settings: new() { ["Helpdesk:KnownProxies"] = "127.0.0.1, ::1" });
        Assert.Equal("198.51.100.9", await NetworkOfAsync(believing));
        await using var doubting = await HelpdeskApp.StartAsync();
        Assert.NotEqual("198.51.100.9", await NetworkOfAsync(doubting));

        static async Task<string> NetworkOfAsync(HelpdeskApp app)
        {
            using var client = new SignInClient(app.Stranger());
            client.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "198.51.100.9");
            await client.SignInAsync("ada@example.com", "not the password");
            return await app.Given.LookAsync(app.Admin, db => db.SignInAttempts.Select(a => a.Network).SingleAsync());
        }
    }

    private static byte[] Png => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R', 0, 0, 0, 1];

    private static async Task ChangeAsync(HelpdeskApp app, Func<TenantProfile, TenantProfile> change)
    {
        var details = (await app.Given.RunAsync<IWorkspaceQueries, Result<WorkspaceDetails>>(app.Admin, q => q.CurrentAsync(default))).Value;
        Assert.Null((await app.Given.RunAsync<ChangeWorkspace, Result>(app.Admin, u => u.ExecuteAsync(change(details.Profile), details.Version, default))).Error);
        await app.Given.LiveSettledAsync(app.Admin.Tenant);
    }

    private async Task ChangeAsync(Func<TenantProfile, TenantProfile> change)
    {
        Assert.Null((await TryAsync(change)).Error);
        await _desk.Given.LiveSettledAsync(_desk.Tenant);
    }

    private async Task<Result> TryAsync(Func<TenantProfile, TenantProfile> change)
    {
        var details = await DetailsAsync();
        return await _desk.RunAsync<ChangeWorkspace, Result>(_desk.Admin, u => u.ExecuteAsync(change(details.Profile), details.Version, default));
    }

    private async Task<WorkspaceDetails> DetailsAsync() =>
        (await _desk.RunAsync<IWorkspaceQueries, Result<WorkspaceDetails>>(_desk.Admin, q => q.CurrentAsync(default))).Value;
}
