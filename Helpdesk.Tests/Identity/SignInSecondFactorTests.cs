using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Identity.SignIn;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Helpdesk.Tests.Identity;

/// <summary>The second factor at the door: an app's codes, recovery codes and codes by e-mail.</summary>
public sealed class SignInSecondFactorTests : IAsyncLifetime
{
    private const string Email = "ada@example.com";
    private const string Password = "correct horse battery";
    private MailSink _mails = null!;
    private HelpdeskApp _app = null!;
    private SessionId _session;

    public async Task InitializeAsync()
    {
        _mails = MailSink.Start();
        _app = await HelpdeskApp.StartAsync(settings: _mails.Settings);
        using var http = _app.BrowserOf(_app.Admin);
        _session = await _app.Given.LookAsync(_app.Admin, db => db.UserSessions.Select(s => s.Id).SingleAsync());
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _mails.DisposeAsync();
    }

    [Fact]
    public async Task With_an_app_the_password_alone_opens_nothing_and_a_code_works_once()
    {
        var (secret, _) = await EnrolAsync();
        using var browser = Browser();
        await browser.SignInAsync(Email, Password);
        Assert.Null(browser.SentTo);
        Assert.DoesNotContain(browser.SetCookies, c => c.StartsWith("helpdesk", StringComparison.Ordinal));
        await browser.CodeAsync("000000");
        Assert.NotEmpty(browser.Problem);
        var code = CodeOf(secret, after: 1);
        await browser.CodeAsync(code);
        Assert.Equal("/", browser.SentTo);

        using var replay = Browser();
        await replay.SignInAsync(Email, Password);
        await replay.CodeAsync(code);
        Assert.Null(replay.SentTo);
        Assert.NotEmpty(replay.Problem);
    }

    [Fact]
    public async Task The_same_code_from_two_browsers_at_once_lets_one_in()
    {
        var (secret, _) = await EnrolAsync();
        using var one = Browser();
        using var two = Browser();
        await one.SignInAsync(Email, Password);
        await two.SignInAsync(Email, Password);
        var code = CodeOf(secret, after: 1);
        await Task.WhenAll(one.CodeAsync(code), two.CodeAsync(code));
        Assert.Single(new[] { one.SentTo, two.SentTo }, "/");
    }

    [Fact]
    public async Task After_five_wrong_codes_the_sign_in_starts_over_and_even_the_right_one_is_refused()
    {
        var (secret, _) = await EnrolAsync();
        using var browser = Browser();
        await browser.SignInAsync(Email, Password);
        var proof = browser.Field("proof");
        for (var i = 0; i < SignInLimits.Codes; i++)
            await browser.SubmitAsync("/signin", "code", new() { ["proof"] = proof, ["kind"] = "App", ["code"] = "000000" });
        Assert.Contains("name=\"Input.Password\"", browser.Page, StringComparison.Ordinal);
        await browser.SubmitAsync("/signin", "code", new() { ["proof"] = proof, ["kind"] = "App", ["code"] = CodeOf(secret, after: 1) });
        Assert.Null(browser.SentTo);
        await browser.SignInAsync(Email, Password);
        Assert.Null(browser.SentTo);
    }

    [Fact]
    public async Task A_recovery_code_works_once()
    {
        var (_, codes) = await EnrolAsync();
        Assert.Equal(RecoveryCode.Count, codes.Distinct().Count());
        using var browser = Browser();
        await browser.SignInAsync(Email, Password);
        await browser.CodeAsync(codes[3].ToUpperInvariant(), "Recovery");
        Assert.Equal("/", browser.SentTo);
        using var again = Browser();
        await again.SignInAsync(Email, Password);
        await again.CodeAsync(codes[3], "Recovery");
        Assert.Null(again.SentTo);
        Assert.DoesNotContain(await _app.Given.LookAsync(_app.Admin, db => db.RecoveryCodes.Select(c => c.CodeHash).ToListAsync()), hash => codes.Contains(hash));
    }

    [Fact]
    public async Task A_trusted_device_is_not_asked_again_and_a_strange_one_is()
    {
        var (secret, _) = await EnrolAsync();
        using var browser = Browser();
        await browser.SignInAsync(Email, Password);
        await browser.CodeAsync(CodeOf(secret, after: 1), trust: true);
        Assert.Equal("/", browser.SentTo);
        browser.Cookies.GetAllCookies()["helpdesk"]!.Expired = true;
        await browser.SignInAsync(Email, Password);
        Assert.Equal("/", browser.SentTo);
        using var stranger = Browser();
        await stranger.SignInAsync(Email, Password);
        Assert.Null(stranger.SentTo);
    }

    [Fact]
    public async Task A_code_by_e_mail_lets_in_once_and_stands_nowhere_in_clear()
    {
        Assert.Null((await OwnAsync(own => own.UseMailAsync(_session, true, default))).Error);
        using var browser = Browser();
        await browser.SignInAsync(Email, Password);
        await browser.SubmitAsync("/signin", "mail", new() { ["proof"] = browser.Field("proof") });
        var mail = Assert.Single(_mails.Mails);
        Assert.Contains("<ada@example.com>", mail.To, StringComparison.Ordinal);
        var code = System.Text.RegularExpressions.Regex.Match(MailSink.TextOf(mail.Raw), "[0-9]{6}").Value;
        Assert.DoesNotContain(code, browser.Page, StringComparison.Ordinal);
        Assert.DoesNotContain(await _app.Given.LookAsync(_app.Admin, db => db.SignInChallenges.Select(c => c.MailCodeHash).ToListAsync()), hash => hash == code);
        await browser.CodeAsync(code == "111111" ? "222222" : "111111", "Mail");
        Assert.Null(browser.SentTo);
        await browser.CodeAsync(code, "Mail");
        Assert.Equal("/", browser.SentTo);
    }

    [Fact]
    public async Task The_apps_secret_is_stored_for_its_own_place_only()
    {
        var (secret, _) = await EnrolAsync();
        var stored = await _app.Given.LookAsync(_app.Admin, db => db.SecondFactors.Select(f => f.Secret!).SingleAsync());
        Assert.DoesNotContain(secret, stored, StringComparison.Ordinal);
        var secrets = (ISecrets)_app.Services.GetService(typeof(ISecrets))!;
        Assert.Equal(secret, secrets.Reveal(SecondFactor.Place(_app.Admin.User!.Value), stored));
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => secrets.Reveal(SecondFactor.Place(new Core.Identity.UserId(1)), stored));
    }

    [Fact]
    public async Task Changing_how_one_signs_in_needs_a_recent_proof()
    {
        await _app.Given.LookAsync(_app.Admin, db => db.UserSessions.ExecuteUpdateAsync(set => set.SetProperty(s => s.ConfirmedAt, DateTimeOffset.UnixEpoch)));
        Assert.Equal(SignInErrors.Unconfirmed, (await OwnAsync(own => own.OfferAsync(_session, default))).Error);
        Assert.Equal(SignInErrors.Unconfirmed, (await OwnAsync(own => own.RemoveAppAsync(_session, default))).Error);
        Assert.Equal(SignInErrors.Unconfirmed, (await OwnAsync(own => own.NewCodesAsync(_session, default))).Error);
        Assert.Equal(SignInErrors.WrongPassword, (await ConfirmAsync("not the password")).Error);
        Assert.Null((await ConfirmAsync(Password)).Error);
        Assert.Null((await OwnAsync(own => own.OfferAsync(_session, default))).Error);

        Task<Result> ConfirmAsync(string password) => _app.Given.RunAsync<OwnPassword, Result>(_app.Admin, own => own.ConfirmAsync(_session, password, default));
    }

    private SignInClient Browser() => new(_app.Stranger());

    private Task<T> OwnAsync<T>(Func<OwnSecondFactor, Task<T>> call) => _app.Given.RunAsync(_app.Admin, call);

    private static string CodeOf(string secret, int after = 0) => Totp.Code(Totp.FromBase32(secret), Totp.StepOf(TimeProvider.System.GetUtcNow()) + after);

    private async Task<(string Secret, IReadOnlyList<string> Codes)> EnrolAsync()
    {
        var offer = (await OwnAsync(own => own.OfferAsync(_session, default))).Value;
        Assert.StartsWith("otpauth://totp/Helpdesk:ada%40example.com?secret=", offer.Uri, StringComparison.Ordinal);
        Assert.Equal(SignInErrors.WrongCode, (await OwnAsync(own => own.EnableAsync(_session, "12345", default))).Error);
        return (offer.Secret, (await OwnAsync(own => own.EnableAsync(_session, CodeOf(offer.Secret), default))).Value);
    }
}
