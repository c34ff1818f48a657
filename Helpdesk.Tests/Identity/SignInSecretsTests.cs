using System.Collections.Concurrent;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Identity.SignIn;
using Helpdesk.Infrastructure.Secrets;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Helpdesk.Tests.Identity;

/// <summary>What a sign-in must never leave behind, and how long what it may leave is kept.</summary>
public sealed class SignInSecretsTests
{
    private const string Email = "ada@example.com";
    private const string Password = "correct horse battery";

    [Fact]
    public async Task No_log_line_holds_a_password_a_code_a_cookie_or_a_links_secret()
    {
        var log = new Kept();
        await using var app = await HelpdeskApp.StartAsync("Production", services: services => services.AddSingleton<ILoggerProvider>(log));
        using var browser = new SignInClient(app.Stranger());
        await browser.SignInAsync(Email, "wrong one here");
        await browser.SignInAsync(Email, Password);
        var cookies = browser.Cookies.GetAllCookies().Select(c => c.Value).Where(v => v.Length > 20).ToList();
        var made = await app.Services.GetRequiredService<ResetAdmin>().RunAsync(Email, default);
        await browser.GetAsync($"/reset/{made.Value.Token}");
        await browser.SubmitAsync($"/reset/{made.Value.Token}", "reset", new() { ["Input.Password"] = "nine doors of my own" });
        Assert.NotEmpty(cookies);
        Assert.Contains(log.Lines, line => line.Contains("PasswordReset", StringComparison.Ordinal));
        foreach (var secret in (string[])["wrong one here", Password, "nine doors of my own", made.Value.Token, Email, .. cookies])
            Assert.DoesNotContain(log.Lines, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_rotation_seals_the_apps_secrets_again()
    {
        await using var desk = await TestDesk.StartAsync();
        var factor = SecondFactor.For(desk.Admin.User!.Value);
        factor.Offer(desk.Services.GetRequiredService<ISecrets>().Protect(SecondFactor.Place(factor.UserId), "JBSWY3DPEHPK3PXP"));
        await desk.LookAsync(db =>
        {
            db.SecondFactors.Add(factor);
            return db.SaveChangesAsync();
        });
        var before = factor.Secret;
        await desk.Services.GetRequiredService<RotateKey>().RunAsync(default);
        var after = await desk.LookAsync(db => db.SecondFactors.AsNoTracking().Select(f => f.Secret!).SingleAsync());
        Assert.NotEqual(before, after);
        Assert.Equal("JBSWY3DPEHPK3PXP", desk.Services.GetRequiredService<ISecrets>().Reveal(SecondFactor.Place(factor.UserId), after));
    }

    [Fact]
    public async Task Tries_are_kept_four_hundred_days()
    {
        await using var desk = await TestDesk.StartAsync();
        await TryAsync();
        desk.Clock.Advance(SignInRetention.Kept - TimeSpan.FromHours(1));
        await TryAsync();
        await desk.RunAsync<SignInRetention, int>(Actor.Installation, r => r.RunAsync(default));
        Assert.Equal(2, await desk.LookAsync(db => db.SignInAttempts.CountAsync()));
        desk.Clock.Advance(TimeSpan.FromHours(2));
        await desk.RunAsync<SignInRetention, int>(Actor.Installation, r => r.RunAsync(default));
        Assert.Equal(1, await desk.LookAsync(db => db.SignInAttempts.CountAsync()));

        Task<int> TryAsync() => desk.RunAsync<SignInTries, int>(Actor.Installation, async tries =>
        {
            await tries.RecordAsync(null, Email, RequestOrigin.Of("::1", null), null, SignInOutcome.WrongPasskey, default);
            return 0;
        });
    }

    [Theory]
    [InlineData("https", "__Host-helpdesk")]
    [InlineData("http", "helpdesk")]
    public void Over_https_a_cookie_is_this_hosts_alone(string scheme, string name)
    {
        var context = new DefaultHttpContext();
        context.Request.Scheme = scheme;
        new SignInCookies().AppendResponseCookie(context, "helpdesk", "x", new CookieOptions { Domain = "example.com", Path = "/desk", Secure = context.Request.IsHttps });
        var set = context.Response.Headers.SetCookie.ToString();
        Assert.StartsWith(name + "=x", set, StringComparison.Ordinal);
        Assert.Contains("path=/", set, StringComparison.Ordinal);
        Assert.DoesNotContain("path=/desk", set, StringComparison.Ordinal);
        Assert.DoesNotContain("domain", set, StringComparison.Ordinal);
    }

    private sealed class Kept : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Lines.Enqueue(state.ToString() ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
