using Helpdesk.Tests.Support;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Helpdesk.Tests.Scenarios;

/// <summary>Nobody waits unseen: a ticket finds its agent, moves on when that one takes a break, says why, and goes back with a note.</summary>
[Collection(ScenarioCollection.Name)]
public sealed class RoutedToAnAgent
{
    private const string Customer = "مريم الأنصاري";

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task A_ticket_finds_its_agent_moves_on_at_a_break_and_comes_back_with_a_note(string culture)
    {
        await using var desk = await ScenarioDesk.StartAsync(culture);
        var omar = await desk.ColleagueAsync("Omar Saleh", "omar@rimal.example");
        await OfferBreakAsync(desk.Lina);
        await ScenarioDesk.ShowOpenAsync(desk.Lina);
        await ScenarioDesk.ChooseAsync(desk.Lina, "p-away");
        await ScenarioDesk.StateAsync(omar, "p-online");

        await desk.Number.Phone("201001234567", Customer).SendTextAsync("هل الإنسولين متوفر اليوم؟");
        await Expect(ScenarioDesk.Row(omar, Customer).Locator("[aria-label='Omar Saleh']")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await Expect(omar.Locator(".presence-btn .load-n")).ToHaveTextAsync("1/10");
        await ScenarioDesk.Row(omar, Customer).ClickAsync();
        await Expect(omar.Locator("[data-why=agent] .why.y").First).ToBeVisibleAsync();
        await ScenarioDesk.Row(desk.Lina, Customer).ClickAsync();
        await Expect(desk.Lina.Locator(".th-bar .agent-load .load-n")).ToHaveTextAsync("1/10");

        await ScenarioDesk.ChooseAsync(desk.Lina, "p-online");
        await omar.Locator(".presence-btn").ClickAsync();
        await omar.Locator("#menu-presence [data-item]", new() { HasText = "Prayer" }).ClickAsync();
        await ScenarioDesk.StateAsync(omar, "p-break");
        await Expect(omar.Locator(".presence-btn .brk [data-tick]")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^1[45]:\\d\\d$"));
        await Expect(ScenarioDesk.Row(omar, Customer).Locator("[aria-label='Lina Haddad']")).ToBeVisibleAsync(new() { Timeout = 15_000 });

        // Why Lina: nobody else could, for Omar is on a break.
        var why = desk.Lina.Locator("[data-why=agent]");
        await Expect(why.Locator(".why.n", new() { HasText = "Omar Saleh" })).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await Expect(why.Locator(".sec-h")).ToHaveTextAsync(culture == "ar" ? "لماذا أنا؟" : "Why me?");

        await omar.Locator(".presence-btn").ClickAsync();
        await omar.Locator("#menu-presence .pm-break + [data-item]").ClickAsync();
        await ScenarioDesk.StateAsync(omar, "p-online");
        await TransferAsync(desk.Lina, "Omar Saleh", "اتصلت بالمخزن، متوفر غدًا.");
        await Expect(ScenarioDesk.Row(omar, Customer).Locator("[aria-label='Omar Saleh']")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await Expect(omar.GetByText("اتصلت بالمخزن، متوفر غدًا.").First).ToBeVisibleAsync();
        await Expect(omar.Locator("[data-why=agent] .why.y")).ToContainTextAsync("Lina Haddad");
        await omar.Locator(".moves summary").ClickAsync();
        await Expect(omar.Locator(".move")).ToHaveCountAsync(4);

        // Undone in the time the notice stands: it is Lina's again.
        await desk.Lina.Locator(".toast .lnk").First.ClickAsync();
        await Expect(ScenarioDesk.Row(desk.Lina, Customer).Locator("[aria-label='Lina Haddad']")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        Assert.Equal(culture == "ar" ? "rtl" : "ltr", await omar.Locator("html").GetAttributeAsync("dir"));
        Assert.Empty(desk.PageErrors);
    }

    [Fact]
    public async Task Who_is_asked_gets_a_card_and_takes_the_ticket_with_a_key()
    {
        await using var desk = await ScenarioDesk.StartAsync();
        var omar = await desk.ColleagueAsync("Omar Saleh", "omar@rimal.example");
        await desk.Lina.GotoAsync("/settings/routing");
        var rules = desk.Lina.Locator("[data-rules=department]");
        await rules.Locator("input[max='600']").FillAsync("60");
        await rules.Locator("button[type=submit]").ClickAsync();
        await Expect(desk.Lina.Locator(".toast.good")).ToBeVisibleAsync();
        await ScenarioDesk.ChooseAsync(desk.Lina, "p-away");
        await ScenarioDesk.StateAsync(omar, "p-online");

        await desk.Number.Phone("201001234567", Customer).SendTextAsync("هل الإنسولين متوفر اليوم؟");
        await Expect(omar.Locator(".offer")).ToContainTextAsync(Customer, new() { Timeout = 15_000 });
        await Expect(omar.Locator(".offer .cd [data-tick]")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^([1-5]?\\d|60)$"));
        Assert.Equal(0, await desk.Lina.Locator(".offer").CountAsync());
        await omar.Locator(".views").ClickAsync(new() { Position = new() { X = 100, Y = 400 } });
        await omar.Keyboard.PressAsync("y");
        await Expect(omar).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/tickets/\\d+"));
        await Expect(omar.Locator(".offer")).ToHaveCountAsync(0);
        await Expect(omar.Locator("[data-why=agent]")).ToBeVisibleAsync();
        Assert.Empty(desk.PageErrors);
    }

    private static async Task OfferBreakAsync(IPage admin)
    {
        await admin.GotoAsync("/settings/routing");
        var breaks = admin.Locator("[data-card=breaks]");
        await breaks.Locator("[data-add]").ClickAsync();
        await breaks.Locator("input[maxlength]").FillAsync("Prayer");
        await breaks.Locator("input[type=number]").FillAsync("15");
        await breaks.Locator("button[type=submit]").ClickAsync();
        await Expect(breaks.Locator("tbody tr")).ToHaveCountAsync(1);
    }

    private static async Task TransferAsync(IPage page, string to, string note)
    {
        await page.Locator("[data-transfer]").ClickAsync();
        var dialog = page.Locator("#transfer");
        await dialog.Locator(".tr-opt", new() { HasText = to }).ClickAsync();
        await dialog.Locator("textarea").FillAsync(note);
        await dialog.Locator("button[type=submit]").ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
    }
}
