using System.Text.RegularExpressions;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Identity.SignIn;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Identity;

/// <summary>New passwords: changed, asked for by e-mail, given by an administrator or by who runs the machine.</summary>
public sealed class SignInResetTests : IAsyncLifetime
{
    private const string Email = "ada@example.com";
    private const string Password = "correct horse battery";
    private const string NewPassword = "nine doors of my own";
    private MailSink _mails = null!;
    private HelpdeskApp _app = null!;

    public async Task InitializeAsync()
    {
        _mails = MailSink.Start();
        _app = await HelpdeskApp.StartAsync(settings: _mails.Settings);
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _mails.DisposeAsync();
    }

    [Fact]
    public async Task A_forgotten_password_is_set_anew_by_a_link_that_works_once_and_ends_every_session()
    {
        using var open = Browser();
        await open.SignInAsync(Email, Password);
        using var browser = Browser();
        await AskAsync(browser, Email);
        await Eventually.TrueAsync(() => _mails.Mails.Count == 1, "a mail leaves");
        var link = Regex.Match(MailSink.TextOf(_mails.Mails.Single().Raw), "/reset/\\S+").Value;

        await browser.GetAsync(link);
        Assert.Contains(Email, browser.Page, StringComparison.Ordinal);
        await browser.SubmitAsync(link, "reset", new() { ["Input.Password"] = "Password2026" });
        Assert.NotEmpty(browser.Problem);
        await browser.SubmitAsync(link, "reset", new() { ["Input.Password"] = NewPassword });
        Assert.Equal("/signin?why=reset", browser.SentTo);

        await open.GetAsync("/");
        Assert.Equal("/signin?why=ended", open.SentTo);
        await browser.GetAsync(link);
        Assert.DoesNotContain(Email, browser.Page, StringComparison.Ordinal);
        await browser.SignInAsync(Email, Password);
        Assert.Null(browser.SentTo);
        await browser.SignInAsync(Email, NewPassword);
        Assert.Equal("/", browser.SentTo);
    }

    [Fact]
    public async Task Asking_for_an_unknown_address_shows_the_same_and_sends_nothing_and_a_mailbox_is_not_flooded()
    {
        using var browser = Browser();
        await AskAsync(browser, "nobody@example.com");
        var unknown = WithoutTokens(browser.Page);
        await AskAsync(browser, Email);
        Assert.Equal(unknown, WithoutTokens(browser.Page));
        await AskAsync(browser, Email);
        await AskAsync(browser, Email);
        await Eventually.TrueAsync(() => !_mails.Mails.IsEmpty, "a mail leaves");
        Assert.Single(await _app.Given.LookAsync(_app.Admin, db => db.SignInChallenges.Where(c => c.Kind == ChallengeKind.Reset).ToListAsync()));
        Assert.Single(_mails.Mails);
    }

    [Theory]
    [InlineData("ada@example.com\r\nBcc: thief@evil.example")]
    [InlineData("ada@example.com, thief@evil.example")]
    [InlineData("ada@example.com\nSubject: x")]
    public async Task An_address_starts_no_header_of_its_own(string to)
    {
        var mail = _app.Services.GetRequiredService<ISystemMail>();
        Assert.False(await mail.SendAsync(to, "s", "t", default));
        Assert.True(await mail.SendAsync(Email, "Hello\r\nBcc: thief@evil.example", "text\r\n.\r\nmore", default));
        var (envelope, raw) = Assert.Single(_mails.Mails);
        Assert.DoesNotContain("thief", envelope, StringComparison.Ordinal);
        Assert.DoesNotContain(raw.Split("\r\n\r\n", 2)[0].Split("\r\n"), header => header.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Without_mail_nothing_that_needs_it_is_offered()
    {
        await using var app = await HelpdeskApp.StartAsync();
        using var browser = new SignInClient(app.Stranger());
        await browser.GetAsync("/signin");
        Assert.DoesNotContain("/forgot", browser.Page, StringComparison.Ordinal);
        await browser.GetAsync("/forgot");
        Assert.DoesNotContain("Input.Email", browser.Page, StringComparison.Ordinal);
        Assert.False(app.Services.GetRequiredService<ISystemMail>().Configured);
        await AskNothingAsync(app);
    }

    [Fact]
    public async Task A_password_is_changed_with_the_old_one_only_and_every_other_session_ends()
    {
        using var other = Browser();
        await other.SignInAsync(Email, Password);
        using var http = _app.BrowserOf(_app.Admin);
        var mine = await _app.Given.LookAsync(_app.Admin, db => db.UserSessions.OrderBy(s => s.Id).Select(s => s.Id).LastAsync());
        Assert.Equal(SignInErrors.WrongPassword, (await ChangeAsync("not the old one", NewPassword)).Error);
        Assert.Equal(SignInErrors.PasswordWeak, (await ChangeAsync(Password, "short")).Error);
        Assert.Equal(SignInErrors.PasswordUsual, (await ChangeAsync(Password, "qwertyuiop12")).Error);
        Assert.Equal(SignInErrors.PasswordOwn, (await ChangeAsync(Password, "Nile Repairs 1")).Error);
        Assert.Null((await ChangeAsync(Password, NewPassword)).Error);
        await other.GetAsync("/");
        Assert.Equal("/signin?why=ended", other.SentTo);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await http.GetAsync("/")).StatusCode);

        Task<Result> ChangeAsync(string old, string wanted) => _app.Given.RunAsync<OwnPassword, Result>(_app.Admin, own => own.ChangeAsync(mine, old, wanted, default));
    }

    [Fact]
    public async Task Who_runs_the_machine_lets_an_administrator_back_in_past_second_factor_and_lock_out()
    {
        using (_app.BrowserOf(_app.Admin))
        {
        }

        var mine = await _app.Given.LookAsync(_app.Admin, db => db.UserSessions.Select(s => s.Id).SingleAsync());
        var offer = (await _app.Given.RunAsync<OwnSecondFactor, Result<AppOffer>>(_app.Admin, own => own.OfferAsync(mine, default))).Value;
        var code = Totp.Code(Totp.FromBase32(offer.Secret), Totp.StepOf(TimeProvider.System.GetUtcNow()));
        Assert.Null((await _app.Given.RunAsync<OwnSecondFactor, Result<IReadOnlyList<string>>>(_app.Admin, own => own.EnableAsync(mine, code, default))).Error);
        using var browser = Browser();
        for (var i = 0; i < 6; i++) await browser.SignInAsync(Email, "not the password");

        var made = await _app.Services.GetRequiredService<ResetAdmin>().RunAsync(null, default);
        Assert.Equal(Email, made.Value.Email);
        Assert.NotNull(await _app.Given.LookAsync(_app.Admin, db => db.UserSessions.Select(s => s.EndedAt).SingleAsync()));
        await browser.GetAsync($"/reset/{made.Value.Token}");
        await browser.SubmitAsync($"/reset/{made.Value.Token}", "reset", new() { ["Input.Password"] = NewPassword });
        await browser.SignInAsync(Email, NewPassword);
        Assert.Equal("/", browser.SentTo);
        Assert.False((await _app.Services.GetRequiredService<ResetAdmin>().RunAsync("nobody@example.com", default)).Succeeded);
    }

    [Fact]
    public async Task An_administrator_makes_a_link_for_a_colleague_of_this_workspace_alone()
    {
        var agent = await _app.Given.AgentAsync(_app.Admin, "Eve");
        Assert.Equal(PermissionErrors.Denied.Code, (await MakeAsync(agent, _app.Admin)).Error!.Code);
        Assert.True((await MakeAsync(_app.Admin, agent)).Succeeded);
        var other = await _app.Given.AnotherWorkspaceAsync();
        Assert.Equal(PeopleErrors.NoSuchAgent, (await MakeAsync(other, agent)).Error);

        Task<Result<string>> MakeAsync(Actor who, Actor whose) => _app.Given.RunAsync<ResetForMember, Result<string>>(who, make => make.ExecuteAsync(whose.Agent!.Value, default));
    }

    private static string WithoutTokens(string page) => Regex.Replace(page, "value=\"[^\"]*\"|<!--.*?-->", "");

    private static async Task AskNothingAsync(HelpdeskApp app) =>
        Assert.Empty(await app.Given.LookAsync(app.Admin, db => db.SignInChallenges.ToListAsync()));

    private static async Task AskAsync(SignInClient browser, string email)
    {
        await browser.GetAsync("/forgot");
        await browser.SubmitAsync("/forgot", "forgot", new() { ["Input.Email"] = email });
    }

    private SignInClient Browser() => new(_app.Stranger());
}
