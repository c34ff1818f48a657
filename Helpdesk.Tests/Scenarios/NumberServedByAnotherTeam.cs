using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Helpdesk.Tests.Scenarios;

/// <summary>On the channels page, by hand: a number's tickets go to another team.</summary>
[Collection(ScenarioCollection.Name)]
public sealed class NumberServedByAnotherTeam
{
    [Fact]
    public async Task The_team_chosen_for_a_number_is_stored_and_shown()
    {
        await using var app = await HelpdeskApp.StartAsync();
        var number = await app.Given.NumberAsync(app.Admin, await app.Given.ServerAsync(app.Admin, "http://127.0.0.1:9"));
        var workshop = await app.Given.DepartmentAsync(app.Admin, "Workshop");
        await using var chromium = await Chromium.StartAsync();
        using var stranger = app.Stranger();
        var page = await chromium.Browser.NewPageAsync(new() { BaseURL = stranger.BaseAddress!.ToString() });
        await page.GotoAsync("/signin?ReturnUrl=%2Fchannels");
        await page.Locator("input[type=email]").FillAsync("ada@example.com");
        await page.Locator("#password").FillAsync("correct horse battery");
        await page.Locator("button[type=submit].primary").ClickAsync();

        var team = page.Locator("td select");
        await Expect(team.Locator("option:checked")).ToHaveTextAsync("Support", new() { Timeout = 30_000 });
        await team.SelectOptionAsync(new SelectOptionValue { Label = "Workshop" });
        await Eventually.TrueAsync(
            async () => await app.Given.LookAsync(app.Admin, db => db.ChannelAccounts.Where(a => a.Id == number).Select(a => a.DepartmentId).SingleAsync()) == workshop,
            "the number is served by the workshop");
        await page.ReloadAsync();
        await Expect(team.Locator("option:checked")).ToHaveTextAsync("Workshop", new() { Timeout = 30_000 });
    }
}
