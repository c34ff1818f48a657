using System.Net;
using System.Text.RegularExpressions;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Infrastructure.Identity.SignIn;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Identity;

/// <summary>Opening a workspace by a link that proves an address, where the installation allows it.</summary>
public sealed class RegistrationTests : IAsyncLifetime
{
    private const string Newcomer = "mona@example.org";
    private const string Known = "ada@example.com";
    private const string Password = "seven boats at noon";
    private MailSink _mails = null!;
    private HelpdeskApp _app = null!;

    public async Task InitializeAsync()
    {
        _mails = MailSink.Start();
        _app = await HelpdeskApp.StartAsync(settings: new(_mails.Settings) { ["Workspaces:Registration"] = "true" });
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _mails.DisposeAsync();
    }

    [Fact]
    public async Task Who_proves_an_address_opens_a_workspace_and_stands_in_it_as_its_administrator()
    {
        using var browser = Browser();
        await browser.GetAsync("/signin");
        Assert.Contains("href=\"/register\"", browser.Page, StringComparison.Ordinal);
        var link = await AskedAsync(browser, Newcomer);

        await browser.GetAsync(link);
        Assert.Contains(Newcomer, browser.Page, StringComparison.Ordinal);
        await OpenAsync(browser, link, "Delta Dental", password: "delta dental 1");
        Assert.NotEmpty(browser.Problem);
        Assert.DoesNotContain("delta dental 1", browser.Page, StringComparison.Ordinal);
        await OpenAsync(browser, link, "Delta Dental");
        Assert.Equal("/welcome", browser.SentTo);
        Assert.Equal(HttpStatusCode.OK, await browser.GetAsync("/welcome"));

        var member = Assert.Single(await PlacesAsync(Newcomer));
        Assert.Equal(("Delta Dental", "delta-dental", Role.Admin, "Mona"), (member.Workspace.Name, member.Workspace.Slug, member.Role, member.Name));
        Assert.NotEqual(_app.Admin.Tenant, member.Tenant);
        Assert.False(await _app.Services.GetRequiredService<MembershipDirectory>().IsOperatorAsync(member.User, default));
        Assert.Single(member.Actor.Departments);

        using var late = Browser();
        await late.GetAsync(link);
        Assert.DoesNotContain(Newcomer, late.Page, StringComparison.Ordinal);
        Assert.Equal(PeopleErrors.Link, (await RegisterAsync(_app.Given, SecretOf(link), "Again")).Error);
        await late.SignInAsync(Newcomer, Password);
        Assert.Equal("/", late.SentTo);
    }

    [Fact]
    public async Task A_known_address_is_answered_the_same_and_opens_its_second_workspace_with_its_own_password_only()
    {
        using var browser = Browser();
        await browser.GetAsync("/register");
        await browser.SubmitAsync("/register", "register", new() { ["Input.Email"] = "nobody@example.org" });
        var unknown = WithoutTokens(browser.Page);
        var link = await AskedAsync(browser, Known.ToUpperInvariant(), already: 1);
        Assert.Equal(unknown, WithoutTokens(browser.Page));

        await browser.GetAsync(link);
        await OpenAsync(browser, link, "Second Shop");
        Assert.NotEmpty(browser.Problem);
        Assert.Equal(1, await _app.Given.LookAsync(_app.Admin, db => db.SignInAttempts.CountAsync(a => a.Outcome == SignInOutcome.WrongPassword)));
        await OpenAsync(browser, link, "Second Shop", password: "correct horse battery");
        Assert.Equal("/welcome", browser.SentTo);
        Assert.Equal(["Nile Repairs", "Second Shop"], (await PlacesAsync(Known)).Select(p => p.Workspace.Name));
    }

    [Fact]
    public async Task A_taken_address_of_a_workspace_is_refused_and_another_one_is_taken_by_the_same_link()
    {
        using var browser = Browser();
        var link = await AskedAsync(browser, Newcomer);
        await browser.GetAsync(link);
        await OpenAsync(browser, link, "Nile Repairs");
        Assert.Equal("Another workspace has this address.", browser.Problem);
        await OpenAsync(browser, link, "Nile Repairs", slug: "nile-two");
        Assert.Equal("/welcome", browser.SentTo);
        Assert.Equal("nile-two", Assert.Single(await PlacesAsync(Newcomer)).Workspace.Slug);
    }

    [Fact]
    public async Task A_mailbox_is_not_flooded_nor_are_strangers_written_to_without_end()
    {
        using var browser = Browser();
        await AskedAsync(browser, Newcomer);
        await SubmitAsync(browser, Newcomer);
        await SubmitAsync(browser, "mona@example.org, thief@evil.example");
        for (var i = 0; i < RegistrationLimit.PerHour + 2; i++) await SubmitAsync(browser, $"stranger{i}@example.org");
        // One for Mona and one refused as asked twice are within the network's ten.
        await Eventually.TrueAsync(() => _mails.Mails.Count == RegistrationLimit.PerHour - 1, "the mails within the limit leave");
        Assert.Equal(RegistrationLimit.PerHour - 1, await _app.Given.LookAsync(_app.Admin, db => db.SignInChallenges.CountAsync(c => c.Kind == ChallengeKind.Registration)));
        Assert.DoesNotContain(_mails.Mails, m => m.To.Contains("thief", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_mail_speaks_the_language_of_the_page_it_was_asked_on()
    {
        using var browser = Browser();
        browser.Http.DefaultRequestHeaders.Add("Accept-Language", "ar");
        await AskedAsync(browser, Newcomer);
        Assert.Contains("مساحة العمل", MailSink.TextOf(_mails.Mails.Single().Raw), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Where_it_is_not_allowed_or_no_mail_is_set_up_it_is_not_there(bool allowed, bool mail)
    {
        var settings = new Dictionary<string, string>(mail ? _mails.Settings : []) { ["Workspaces:Registration"] = allowed ? "true" : "false" };
        await using var app = await HelpdeskApp.StartAsync(settings: settings);
        using var browser = new SignInClient(app.Stranger());
        await browser.GetAsync("/signin");
        Assert.DoesNotContain("/register", browser.Page, StringComparison.Ordinal);
        foreach (var page in (string[])["/register", "/register/anything"])
        {
            Assert.Equal(HttpStatusCode.NotFound, await browser.GetAsync(page));
            Assert.DoesNotContain("Input.", browser.Page, StringComparison.Ordinal);
        }

        await browser.GetAsync("/signin");
        await browser.SubmitAsync("/register", "register", new() { ["Input.Email"] = Newcomer });
        Assert.Empty(await app.Given.LookAsync(app.Admin, db => db.SignInChallenges.ToListAsync()));
    }

    [Fact]
    public async Task A_late_link_is_refused_and_of_two_who_use_one_at_once_one_gets_in()
    {
        await using var desk = await TestDesk.StartAsync();
        var late = (await LinkAsync("late@example.org"))!;
        desk.Clock.Advance(SignInChallenge.RegistrationTime);
        Assert.Equal(PeopleErrors.Link, (await RegisterAsync(desk.Given, late, "Late")).Error);
        Assert.Null(await desk.RunAsync<RegisterWorkspace, ProvenAddress?>(Actor.Installation, u => u.ProvenAsync(late, default)));

        var link = (await LinkAsync(Newcomer))!;
        var both = await Task.WhenAll(RegisterAsync(desk.Given, link, "First"), RegisterAsync(desk.Given, link, "Other"));
        Assert.Single(both, b => b.Succeeded);
        Assert.Equal(2, await desk.LookAsync(db => db.Tenants.CountAsync()));

        Task<string?> LinkAsync(string email) => desk.RunAsync<RegistrationLinks, string?>(Actor.Installation, links => links.ForAsync(email, "203.0.113.9", default));
    }

    private static Task<Result<UserId>> RegisterAsync(Given given, string secret, string name) => given.RunAsync<RegisterWorkspace, Result<UserId>>(
        Actor.System(new TenantId(Random.Shared.NextInt64(1, long.MaxValue))),
        u => u.ExecuteAsync(new RegisterRequest(secret, name, "", "Africa/Cairo", "en", "Support", "Mona", Password), default));

    private static string WithoutTokens(string page) => Regex.Replace(page, "value=\"[^\"]*\"|<!--.*?-->", "");

    private static string SecretOf(string link) => link.Split('/')[^1];

    private static async Task SubmitAsync(SignInClient browser, string email)
    {
        await browser.GetAsync("/register");
        await browser.SubmitAsync("/register", "register", new() { ["Input.Email"] = email });
    }

    private static Task OpenAsync(SignInClient browser, string link, string name, string slug = "", string password = Password) => browser.SubmitAsync(link, "register", new()
    {
        ["Input.Workspace"] = name,
        ["Input.Slug"] = slug,
        ["Input.TimeZone"] = "Africa/Cairo",
        ["Input.Name"] = "Mona",
        ["Input.Password"] = password,
    });

    private async Task<string> AskedAsync(SignInClient browser, string email, int already = 0)
    {
        await SubmitAsync(browser, email);
        await Eventually.TrueAsync(() => _mails.Mails.Count == already + 1, "a mail leaves");
        return Regex.Match(MailSink.TextOf(_mails.Mails.Last().Raw), "/register/\\S+").Value;
    }

    private async Task<List<CurrentMembership>> PlacesAsync(string email)
    {
        var user = await _app.Given.LookAsync(_app.Admin, db => db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync());
        return await _app.Services.GetRequiredService<MembershipDirectory>().ListAsync(new UserId(user), default);
    }

    private SignInClient Browser() => new(_app.Stranger());
}
