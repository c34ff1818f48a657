using System.Net;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Infrastructure.Identity.SignIn;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Identity;

/// <summary>Signing in and out over real HTTP, without a script.</summary>
public sealed class SignInDoorTests : IAsyncLifetime
{
    private const string Email = "ada@example.com";
    private const string Password = "correct horse battery";
    private HelpdeskApp _app = null!;

    public async Task InitializeAsync() => _app = await HelpdeskApp.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Signing_in_opens_a_session_and_its_cookie_is_for_the_server_alone()
    {
        using var browser = Browser();
        await browser.SignInAsync(Email, Password);
        Assert.Equal("/", browser.SentTo);
        var cookie = Assert.Single(browser.SetCookies, c => c.StartsWith("helpdesk=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
        var device = Assert.Single(browser.SetCookies, c => c.StartsWith("helpdesk-device-", StringComparison.Ordinal));
        Assert.Contains("httponly", device, StringComparison.OrdinalIgnoreCase);
        var session = Assert.Single(await SessionsAsync());
        Assert.Equal((UserSession.Usual, "Firefox/140.0"), (session.ExpiresAt - session.CreatedAt, session.Agent.Split(' ')[^1]));
        Assert.Equal(HttpStatusCode.OK, await browser.GetAsync("/"));
    }

    [Fact]
    public async Task Staying_signed_in_lasts_thirty_days_and_no_longer()
    {
        using var browser = Browser();
        await browser.SignInAsync(Email, Password, remember: true);
        Assert.Contains(browser.SetCookies, c => c.StartsWith("helpdesk=", StringComparison.Ordinal) && c.Contains("expires", StringComparison.OrdinalIgnoreCase));
        var session = Assert.Single(await SessionsAsync());
        Assert.Equal(UserSession.Remembered, session.ExpiresAt - session.CreatedAt);
    }

    [Fact]
    public async Task A_stranger_an_unknown_address_and_a_locked_out_one_hear_the_same()
    {
        using var browser = Browser();
        await browser.SignInAsync("nobody@example.com", Password);
        var unknown = browser.Problem;
        await browser.SignInAsync(Email, "not the password");
        var wrong = browser.Problem;
        for (var i = 0; i < 6; i++) await browser.SignInAsync(Email, "not the password");
        await browser.SignInAsync(Email, Password);
        Assert.NotEmpty(unknown);
        Assert.Equal((unknown, unknown, (string?)null), (wrong, browser.Problem, browser.SentTo));
        Assert.DoesNotContain(Password, browser.Page, StringComparison.Ordinal);
        Assert.Contains(await AttemptsAsync(), a => a.Outcome == SignInOutcome.LockedOut);
    }

    [Fact]
    public async Task A_new_sign_in_is_a_new_session_and_ends_the_one_before_it()
    {
        using var browser = Browser();
        await browser.SignInAsync(Email, Password);
        var before = browser.Cookies.GetAllCookies()["helpdesk"]!.Value;
        await browser.GetAsync("/forgot");
        await browser.SubmitAsync("/signin", "signin", new() { ["Input.Email"] = Email, ["Input.Password"] = Password });
        Assert.NotEqual(before, browser.Cookies.GetAllCookies()["helpdesk"]!.Value);
        await Eventually.TrueAsync(async () => (await SessionsAsync()).Count(s => s.Why == SessionEnd.Renewed) == 1, "the old session ends");
        Assert.Equal(HttpStatusCode.OK, await browser.GetAsync("/"));
    }

    [Fact]
    public async Task An_ended_session_opens_nothing_whatever_its_cookie_says()
    {
        using var browser = Browser();
        await browser.SignInAsync(Email, Password);
        var session = Assert.Single(await SessionsAsync());
        var cookie = browser.Cookies.GetAllCookies()["helpdesk"]!.Value;
        await _app.Services.GetRequiredService<Sessions>().EndAsync(session.Id, SessionEnd.Revoked, default);
        Assert.Equal(HttpStatusCode.Redirect, await browser.GetAsync("/"));
        Assert.Equal("/signin?why=ended", browser.SentTo);
        // The answer may come after one that has given the browser a newer cookie, and must not take that away.
        Assert.Equal(cookie, browser.Cookies.GetAllCookies()["helpdesk"]?.Value);
    }

    [Fact]
    public async Task Signing_out_needs_this_pages_token_and_ends_the_session()
    {
        using var browser = Browser();
        await browser.SignInAsync(Email, Password);
        Assert.Equal(HttpStatusCode.BadRequest, await browser.SubmitAsync("/signout", null, new() { ["__RequestVerificationToken"] = "" }));
        await browser.GetAsync("/");
        Assert.Equal(HttpStatusCode.Redirect, await browser.SubmitAsync("/signout", null, []));
        Assert.Equal("/signin", browser.SentTo);
        Assert.Equal(SessionEnd.SignedOut, Assert.Single(await SessionsAsync()).Why);
    }

    [Fact]
    public async Task Another_workspace_is_entered_under_a_new_session_and_only_by_its_members()
    {
        var other = await _app.Given.AnotherWorkspaceAsync();
        using var browser = Browser();
        await browser.SignInAsync(Email, Password);
        await browser.GetAsync("/");
        Assert.Equal(HttpStatusCode.NotFound, await browser.SubmitAsync("/account/switch", null, new() { ["tenant"] = $"{other.Tenant.Value}" }));
        await JoinAsync(other, Email);
        await browser.GetAsync("/");
        Assert.Equal(HttpStatusCode.Redirect, await browser.SubmitAsync("/account/switch", null, new() { ["tenant"] = $"{other.Tenant.Value}" }));
        Assert.Contains(await SessionsAsync(), s => s.Workspace == other.Tenant && s.EndedAt == null);
        await Eventually.TrueAsync(async () => (await SessionsAsync()).Any(s => s.Why == SessionEnd.Renewed), "the old session ends");
    }

    [Fact]
    public async Task Who_works_in_two_workspaces_chooses_one()
    {
        var other = await _app.Given.AnotherWorkspaceAsync();
        await JoinAsync(other, Email);
        using var browser = Browser();
        await browser.SignInAsync(Email, Password);
        Assert.Null(browser.SentTo);
        Assert.Contains("Delta Clinic", browser.Page, StringComparison.Ordinal);
        var proof = browser.Field("proof");
        await browser.SubmitAsync("/signin", "choose", new() { ["proof"] = proof, ["tenant"] = $"{other.Tenant.Value}" });
        Assert.Equal("/", browser.SentTo);
        Assert.Equal(other.Tenant, Assert.Single(await SessionsAsync()).Workspace);

        using var replay = Browser();
        await replay.GetAsync("/signin");
        await replay.SubmitAsync("/signin", "choose", new() { ["proof"] = proof, ["tenant"] = $"{other.Tenant.Value}" });
        Assert.Null(replay.SentTo);
        Assert.NotEmpty(replay.Problem);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    public async Task A_sign_in_leads_to_our_own_pages_only(string back)
    {
        using var browser = Browser();
        await browser.GetAsync($"/signin?ReturnUrl={Uri.EscapeDataString(back)}");
        await browser.SubmitAsync($"/signin?ReturnUrl={Uri.EscapeDataString(back)}", "signin", new() { ["Input.Email"] = Email, ["Input.Password"] = Password });
        Assert.Equal("/", browser.SentTo);
    }

    private SignInClient Browser() => new(_app.Stranger());

    private Task<List<UserSession>> SessionsAsync() => _app.Given.LookAsync(_app.Admin, db => db.UserSessions.AsNoTracking().ToListAsync());

    private Task<List<SignInAttempt>> AttemptsAsync() => _app.Given.LookAsync(_app.Admin, db => db.SignInAttempts.AsNoTracking().ToListAsync());

    private async Task JoinAsync(Actor other, string email)
    {
        var link = (await _app.Given.RunAsync<InviteColleague, Core.Shared.Result<string>>(other, u => u.ExecuteAsync(email, Role.Agent, [], default))).Value;
        var secret = JoinToken.Split(link)!.Value.Secret;
        Assert.True((await _app.Given.RunAsync<JoinWorkspace, Core.Shared.Result<UserId>>(Actor.System(other.Tenant), u => u.ExecuteAsync(secret, "Ada", Password, default))).Succeeded);
    }
}
