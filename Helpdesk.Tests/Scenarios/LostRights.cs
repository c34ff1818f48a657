using System.Diagnostics;
using Helpdesk.Tests.Support;
using Xunit;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace Helpdesk.Tests.Scenarios;

/// <summary>Who is deactivated is out: the open page and the hub connection end by themselves, nobody reloads anything (DECISIONS 27).</summary>
[Collection(ScenarioCollection.Name)]
public sealed class LostRights(ITestOutputHelper output)
{
    [Fact]
    public async Task A_deactivated_members_page_and_hub_connection_end_and_a_colleagues_go_on()
    {
        await using var desk = await ScenarioDesk.StartAsync();
        var omar = await desk.ColleagueAsync("Omar Saleh", "omar@example.com");
        await using var his = await HubListener.ConnectAsync(desk.Product.Url, omar);
        await using var hers = await HubListener.ConnectAsync(desk.Product.Url, desk.Lina);
        await desk.Lina.GotoAsync("/settings/people");
        await desk.Lina.Locator("tr", new() { HasText = "omar@example.com" }).Locator("a.btn-ico").ClickAsync();
        var deactivate = desk.Lina.Locator(".card").Filter(new() { Has = desk.Lina.Locator("button svg use[href$=\"#i-ban\"]") }).Locator("button").First;
        await Expect(deactivate).ToBeVisibleAsync();

        var since = Stopwatch.StartNew();
        await deactivate.ClickAsync();
        await omar.WaitForURLAsync("**/signin**", new() { Timeout = 15_000 });
        var page = since.Elapsed;
        await Eventually.TrueAsync(() => his.IsCut, "the hub connection is cut");
        output.WriteLine($"page gone after {page.TotalMilliseconds:0} ms, hub connection cut after {since.Elapsed.TotalMilliseconds:0} ms");

        Assert.False(hers.IsCut);
        await Eventually.TrueAsync(
            () => hers.Heard.Contains("\"PresenceChanged\"", StringComparison.Ordinal) && hers.Heard.Contains("\"state\":\"offline\"", StringComparison.Ordinal), "a colleague's hub client hears who has gone");
        Assert.Contains("/settings/people", desk.Lina.Url, StringComparison.Ordinal);
        await omar.GotoAsync("/");
        await Expect(omar).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/signin"));
    }
}
