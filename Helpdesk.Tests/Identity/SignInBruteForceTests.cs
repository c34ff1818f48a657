using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Infrastructure.Identity.SignIn;
using Helpdesk.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;
using Xunit.Abstractions;

namespace Helpdesk.Tests.Identity;

/// <summary>How many passwords a guesser really gets compared, however many are sent and from wherever (DECISIONS 29).</summary>
public sealed class SignInBruteForceTests(ITestOutputHelper output)
{
    private const string Email = "ada@example.com";
    private const string Password = "correct horse battery";

    [Fact]
    public async Task A_thousand_tries_from_one_address_compare_five_passwords_and_the_owner_gets_in()
    {
        var compared = new Compared();
        await using var app = await StartAsync(compared);
        using var owner = new SignInClient(app.Stranger());
        await owner.SignInAsync(Email, Password);
        owner.Cookies.GetAllCookies()["helpdesk"]!.Expired = true;
        compared.Count = 0;

        await Task.WhenAll(Enumerable.Range(0, 10).Select(async worker =>
        {
            using var guesser = new SignInClient(app.Stranger());
            await guesser.GetAsync("/signin");
            for (var i = 0; i < 100; i++)
                await guesser.SubmitAsync("/signin", "signin", new() { ["Input.Email"] = Email, ["Input.Password"] = $"guess {worker} {i}" });
        }));
        output.WriteLine($"1000 tries from one address: {compared.Count} passwords compared");
        Assert.InRange(compared.Count, 1, SignInLimits.Failures);

        await owner.SignInAsync(Email, Password);
        Assert.Equal("/", owner.SentTo);
    }

    [Fact]
    public async Task A_thousand_tries_from_a_hundred_addresses_compare_five_passwords_and_the_owner_gets_in()
    {
        var compared = new Compared();
        await using var app = await StartAsync(compared);
        using var owner = new SignInClient(app.Stranger());
        await owner.SignInAsync(Email, Password);
        owner.Cookies.GetAllCookies()["helpdesk"]!.Expired = true;
        compared.Count = 0;

        await Task.WhenAll(Enumerable.Range(0, 100).Select(async address =>
        {
            using var guesser = new SignInClient(app.Stranger());
            guesser.Http.DefaultRequestHeaders.Add(ComesFrom.Header, $"198.51.100.{address}");
            await guesser.GetAsync("/signin");
            for (var i = 0; i < 10; i++)
                await guesser.SubmitAsync("/signin", "signin", new() { ["Input.Email"] = Email, ["Input.Password"] = $"guess {address} {i}" });
        }));
        output.WriteLine($"1000 tries from 100 addresses: {compared.Count} passwords compared");
        Assert.InRange(compared.Count, 1, SignInLimits.Failures);

        // A known device has a limit of its own, and no more.
        compared.Count = 0;
        for (var i = 0; i < 20; i++) await owner.SignInAsync(Email, $"thief {i}");
        output.WriteLine($"20 tries from the known device: {compared.Count} passwords compared");
        Assert.Equal(SignInLimits.Failures, compared.Count);
    }

    [Fact]
    public async Task Failures_are_forgotten_after_a_quarter_of_an_hour_and_not_by_a_restart()
    {
        await using var desk = await TestDesk.StartAsync();
        var (user, from) = (desk.Admin.User!.Value, RequestOrigin.Of("203.0.113.9", "test"));
        for (var i = 0; i < SignInLimits.Failures; i++) Assert.True(await TryAsync(SignInOutcome.WrongPassword));
        Assert.False(await TryAsync(SignInOutcome.WrongPassword));
        desk.Clock.Advance(SignInLimits.Window - TimeSpan.FromSeconds(1));
        Assert.False(await TryAsync(SignInOutcome.WrongPassword));
        desk.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True(await TryAsync(SignInOutcome.Success));
        for (var i = 0; i < SignInLimits.Failures; i++) Assert.True(await TryAsync(SignInOutcome.WrongPassword));

        // Each try opens a scope of its own: what it counts can only have come from the database.
        Task<bool> TryAsync(SignInOutcome outcome) => desk.RunAsync<SignInTries, bool>(Actor.Installation, async tries =>
        {
            using var attempt = await tries.BeginAsync(user, Email, from, null, default);
            if (attempt.Allowed) await attempt.SettleAsync(outcome, default);
            return attempt.Allowed;
        });
    }

    [Fact]
    public async Task A_success_forgets_the_persons_failures_and_leaves_those_at_others()
    {
        await using var desk = await TestDesk.StartAsync();
        var (ada, eve, from) = (desk.Admin.User!.Value, new UserId(7), RequestOrigin.Of("203.0.113.9", "test"));
        for (var i = 0; i < 3; i++) Assert.True(await TryAsync(ada, SignInOutcome.WrongPassword));
        Assert.True(await TryAsync(ada, SignInOutcome.Success));
        for (var i = 0; i < SignInLimits.Failures; i++) Assert.True(await TryAsync(eve, SignInOutcome.WrongPassword));
        Assert.False(await TryAsync(ada, SignInOutcome.Success));

        Task<bool> TryAsync(UserId user, SignInOutcome outcome) => desk.RunAsync<SignInTries, bool>(Actor.Installation, async tries =>
        {
            using var attempt = await tries.BeginAsync(user, $"{user.Value}@example.com", from, null, default);
            if (attempt.Allowed) await attempt.SettleAsync(outcome, default);
            return attempt.Allowed;
        });
    }

    private static Task<HelpdeskApp> StartAsync(Compared compared) => HelpdeskApp.StartAsync(services: services =>
    {
        services.AddSingleton(compared).AddScoped<IPasswordHasher<User>, CountingHasher>();
        services.AddSingleton<Microsoft.AspNetCore.Hosting.IStartupFilter, ComesFrom>();
    });

    private sealed class Compared
    {
        private int _count;

        public int Count { get => _count; set => _count = value; }

        public void Add() => Interlocked.Increment(ref _count);
    }

    private sealed class CountingHasher(Compared compared, IOptions<PasswordHasherOptions> options) : PasswordHasher<User>(options)
    {
        public override PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
        {
            compared.Add();
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }

    // Lets a test come from wherever it says: what a proxy's list of trusted addresses does in production.
    private sealed class ComesFrom : Microsoft.AspNetCore.Hosting.IStartupFilter
    {
        public const string Header = "X-Test-Address";

        public Action<Microsoft.AspNetCore.Builder.IApplicationBuilder> Configure(Action<Microsoft.AspNetCore.Builder.IApplicationBuilder> next) => app =>
        {
            Microsoft.AspNetCore.Builder.UseExtensions.Use(app, (context, go) =>
            {
                if (System.Net.IPAddress.TryParse(context.Request.Headers[Header], out var address)) context.Connection.RemoteIpAddress = address;
                return go(context);
            });
            next(app);
        };
    }
}
