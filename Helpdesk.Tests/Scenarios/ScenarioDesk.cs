using System.Diagnostics;
using Helpdesk.Core;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Infrastructure.Presence;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Dev.WppConnect;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Helpdesk.Tests.Scenarios;

/// <summary>
/// The running product, the WPPConnect double and real browsers, set up through the pages as a newcomer would: the set-up link, a server and
/// a number on the channels page, a colleague by a one-use link.
/// </summary>
public sealed class ScenarioDesk : IAsyncDisposable
{
    public const string Session = "pharmacy";
    public const string Password = "correct horse battery";
    private const string BusinessNumber = "201000000001";

    private readonly List<string> _pageErrors = [];
    private Chromium _chromium = null!;

    public required ProductProcess Product { get; init; }

    public required DoubleHost WhatsApp { get; init; }

    public required string Culture { get; init; }

    public DoubleSession Number => WhatsApp.Double.Session(Session)!;

    /// <summary>Errors any page reported, those of a lost connection left out.</summary>
    public IReadOnlyList<string> PageErrors => _pageErrors;

    /// <summary>The administrator's page.</summary>
    public IPage Lina { get; private set; } = null!;

    public static async Task<ScenarioDesk> StartAsync(string culture = "en", Dictionary<string, string>? settings = null)
    {
        var desk = new ScenarioDesk { Product = await ProductProcess.StartAsync(settings), WhatsApp = await DoubleHost.StartAsync(), Culture = culture };
        desk.WhatsApp.Double.AddSession(Session, BusinessNumber);
        desk._chromium = await Chromium.StartAsync();
        desk.Lina = await desk.SetUpAsync();
        await desk.ConnectNumberAsync();
        return desk;
    }

    /// <summary>A page of a browser of its own, at another base address when the way there goes through a proxy.</summary>
    public async Task<IPage> OpenAsync(string? through = null, string? storageState = null)
    {
        var url = through ?? Product.Url;
        var context = await _chromium.Browser.NewContextAsync(new() { BaseURL = url, StorageState = storageState, ViewportSize = new() { Width = 1440, Height = 900 } });
        await context.AddCookiesAsync([new() { Name = ".AspNetCore.Culture", Value = $"c={Culture}|uic={Culture}", Url = url }]);
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => _pageErrors.Add(error);
        return page;
    }

    /// <summary>A colleague joins by a one-use link and has the list of open tickets on screen.</summary>
    public async Task<IPage> ColleagueAsync(string name, string email, string? through = null)
    {
        await Lina.GotoAsync("/settings/people");
        await Lina.Locator(".adm-head button.primary").ClickAsync();
        await Lina.Locator("input[type=email]").FillAsync(email);
        await Lina.Locator(".card form button[type=submit]").ClickAsync();
        var link = (await Lina.Locator("[data-link]").InnerTextAsync()).Trim();
        var page = await OpenAsync(through);
        await page.GotoAsync(new Uri(link).PathAndQuery);
        await page.Locator("input[name='Input.Name']").FillAsync(name);
        await page.Locator("input[name='Input.Password']").FillAsync(Password);
        await page.Locator("button[type=submit].primary").ClickAsync();
        await ShowOpenAsync(page);
        return page;
    }

    /// <summary>Opens the list of open tickets, live.</summary>
    public static async Task ShowOpenAsync(IPage page)
    {
        await page.GotoAsync("/?view=all");
        await Expect(page.Locator("html[data-live=ok]")).ToBeAttachedAsync(new() { Timeout = 30_000 });
        await Expect(page.Locator(".views")).ToBeVisibleAsync();
    }

    /// <summary>Waits until a page shows its agent's state, by the class of its dot.</summary>
    public static Task StateAsync(IPage page, string dot) => Expect(page.Locator($".presence-btn .pdot.{dot}")).ToBeVisibleAsync(new() { Timeout = 15_000 });

    /// <summary>An agent who is here chooses a state, by the class of its dot, and has it.</summary>
    public static async Task ChooseAsync(IPage page, string dot)
    {
        await Expect(page.Locator(".presence-btn .pdot:is(.p-online, .p-away)")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await page.Locator(".presence-btn").ClickAsync();
        await page.Locator("#menu-presence [role=menuitemradio]", new() { Has = page.Locator($".{dot}") }).ClickAsync();
        await StateAsync(page, dot);
    }

    /// <summary>The row of a customer.</summary>
    public static ILocator Row(IPage page, string customer) => page.Locator(".row", new() { HasText = customer });

    /// <summary>Neither the server's key nor the webhook's path nor what people wrote stands in the product's log.</summary>
    public void AssertNothingSecretWasLogged(params ReadOnlySpan<string> written)
    {
        foreach (var secret in (ReadOnlySpan<string>)[WhatsApp.Double.SecretKey, new Uri(WhatsApp.Double.WebhookUrl!).Segments[^1], .. written])
            Assert.DoesNotContain(secret, Product.Output, StringComparison.Ordinal);
    }

    /// <summary>Waits until a text shows on a page; how long it took, in milliseconds.</summary>
    public static async Task<double> ShownAfterAsync(IPage page, string text, long since)
    {
        await Expect(page.GetByText(text).First).ToBeVisibleAsync(new() { Timeout = 15_000 });
        return Stopwatch.GetElapsedTime(since).TotalMilliseconds;
    }

    /// <summary>Another company on the same installation, made beside the running product; its administrator's page.</summary>
    public async Task<IPage> OtherCompanyAsync(string email)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, ContentRootPath = Product.Folder });
        builder.Configuration.AddInMemoryCollection(
            [.. Product.Database.Settings, new("Helpdesk:DataFolder", Product.Folder), new("Helpdesk:KeyFile", Path.Combine(Product.Folder, "master.key"))]);
        builder.Services.AddCore().AddInfrastructure(builder.Configuration);
        using var beside = builder.Build();
        await beside.Services.GetRequiredService<ThisNode>().JoinAsync(default);
        var ids = beside.Services.GetRequiredService<IIdSource>();
        var tenant = new TenantId(ids.Next());
        await using var scope = beside.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorContext>().Set(Actor.System(tenant));
        var people = scope.ServiceProvider.GetRequiredService<IPeopleStore>();
        var now = TimeProvider.System.GetUtcNow();
        var user = await people.AddUserAsync(new UserId(ids.Next()), email, "Other", Password, mayExist: false, default);
        var department = Department.Create(new DepartmentId(ids.Next()), "Care").Value;
        people.Add(Tenant.Create(tenant, "Other company", "UTC", "en", now).Value);
        people.Add(department);
        people.Add(Membership.Create(new AgentId(ids.Next()), user.Value, "Other", Role.Admin, [department.Id], now));
        var saved = await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().SaveAsync(default);
        if (!saved.Succeeded) throw new InvalidOperationException(saved.Error.Code);

        var page = await OpenAsync();
        await page.GotoAsync("/signin");
        await page.Locator("input[type=email]").FillAsync(email);
        await page.Locator("input[type=password]").FillAsync(Password);
        await page.Locator("button[type=submit].primary").ClickAsync();
        await ShowOpenAsync(page);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        await WhatsApp.DisposeAsync();
        await Product.DisposeAsync();
    }

    private async Task<IPage> SetUpAsync()
    {
        var page = await OpenAsync();
        await page.GotoAsync(new Uri(Product.SetupUrl).PathAndQuery);
        await page.Locator("input[name='Input.Workspace']").FillAsync("Mansoura Pharmacy");
        await page.Locator("select[name='Input.TimeZone']").SelectOptionAsync("Africa/Cairo");
        await page.Locator("input[name='Input.Department']").FillAsync("Prescriptions");
        await page.Locator("input[name='Input.Name']").FillAsync("Lina Haddad");
        await page.Locator("input[name='Input.Email']").FillAsync("lina@rimal.example");
        await page.Locator("input[name='Input.Password']").FillAsync(Password);
        await page.Locator("button[type=submit].primary").ClickAsync();
        await Expect(page.Locator(".steps")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        return page;
    }

    private async Task ConnectNumberAsync()
    {
        await Lina.GotoAsync("/channels");
        var server = Lina.Locator("form.inline").Last;
        await server.Locator(".input").Nth(0).FillAsync("WPPConnect");
        await server.Locator(".input").Nth(1).FillAsync(WhatsApp.BaseUrl);
        await server.Locator(".input").Nth(2).FillAsync(WhatsApp.Double.SecretKey);
        await server.Locator("button[type=submit]").ClickAsync();
        var hook = await Lina.Locator("dd.once-line code").InnerTextAsync();
        WhatsApp.Double.WebhookUrl = hook.Trim();
        var number = Lina.Locator("form.inline").First;
        await number.Locator(".input").Nth(0).FillAsync(Session);
        await number.Locator(".input").Nth(1).FillAsync("Main number");
        await number.Locator(".input").Nth(2).FillAsync("600");
        await number.Locator("button[type=submit]").ClickAsync();
        await Expect(Lina.Locator(".state.ok")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await ShowOpenAsync(Lina);
    }
}
