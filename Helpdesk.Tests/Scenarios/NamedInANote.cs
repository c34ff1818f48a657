using System.Text.RegularExpressions;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Notifications;
using Helpdesk.Core.Tickets;
using Helpdesk.Tests.Api;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Helpdesk.Tests.Scenarios;

/// <summary>An @ in a note offers the colleagues who may read it; what is chosen is what the note tells.</summary>
[Collection(ScenarioCollection.Name)]
public sealed class NamedInANote : IAsyncLifetime
{
    private ApiDesk _desk = null!;
    private DeskBrowser _browser = null!;
    private Actor _omar = null!;
    private Actor _ahmad = null!;
    private Ticket _ticket = null!;

    public async Task InitializeAsync()
    {
        _desk = await ApiDesk.StartAsync();
        (_omar, _ahmad) = (await _desk.Given.AgentAsync(_desk.Admin, "Omar Said"), await _desk.Given.AgentAsync(_desk.Admin, "أحمد علي"));
        await _desk.Given.AgentAsync(_desk.Admin, "Omar Hani");
        await _desk.Given.AgentAsync(_desk.Admin, "Omar Elsewhere", Role.Agent, await _desk.Given.DepartmentAsync(_desk.Admin, "Workshop"));
        _ticket = await _desk.TicketAsync();
        await _desk.SettledAsync();
        _browser = await DeskBrowser.StartAsync(_desk.App);
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _desk.DisposeAsync();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task Keys_and_pointer_choose_who_may_read_the_note_and_the_note_tells_them(string culture)
    {
        var page = await OpenAsync(culture);
        var (text, list) = (page.Locator(".composer textarea"), page.Locator("#names"));
        var (offered, marked) = (list.Locator("[role=option]:visible"), list.Locator("[aria-selected=true]"));
        await text.PressSequentiallyAsync("Mail x@");
        await text.PressSequentiallyAsync("y.example @");
        await Expect(offered).ToHaveCountAsync(3);
        await Expect(list.Locator("[data-name='Omar Elsewhere'], [data-name=Ada]")).ToHaveCountAsync(0);
        await Expect(list.Locator(".pdot")).ToHaveCountAsync(3);

        await text.PressSequentiallyAsync("omar");
        await Expect(offered).ToHaveCountAsync(2);
        await Expect(marked).ToHaveAttributeAsync("data-name", "Omar Hani");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(marked).ToHaveAttributeAsync("data-name", "Omar Said");
        await Expect(text).ToHaveAttributeAsync("aria-activedescendant", $"name-{_omar.Agent!.Value.Value}");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(marked).ToHaveAttributeAsync("data-name", "Omar Hani");
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("Enter");
        await Expect(text).ToHaveValueAsync("Mail x@y.example @Omar Said ");
        await Expect(list).ToBeHiddenAsync();
        await Expect(text).Not.ToHaveAttributeAsync("aria-activedescendant", new Regex(".*"));

        // Without the hamza, as it is often written, and beside what follows.
        await text.PressSequentiallyAsync("@احم");
        await Expect(offered).ToHaveCountAsync(1);
        await offered.ClickAsync();
        await Expect(text).ToHaveValueAsync("Mail x@y.example @Omar Said @أحمد علي ");
        await Expect(text).ToBeFocusedAsync();
        await Expect(page.Locator("[data-part=saved]")).ToBeVisibleAsync();
        Assert.Equal("Mail x@y.example @Omar Said @أحمد علي ", await DraftAsync());

        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".note[data-seq]")).ToContainTextAsync("@Omar Said @أحمد علي");
        await Eventually.TrueAsync(
            async () => (await ToldAsync()).SetEquals([_omar.Agent!.Value, _ahmad.Agent!.Value]), "both are told, and nobody else");
        _browser.AssertNoErrors();
    }

    [Fact]
    public async Task Escape_leaves_the_text_as_it_is_and_a_reply_names_nobody()
    {
        var page = await OpenAsync("en");
        var (text, list) = (page.Locator(".composer textarea"), page.Locator("#names"));
        await text.PressSequentiallyAsync("@Om");
        await Expect(list).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(list).ToBeHiddenAsync();
        await Expect(text).ToBeFocusedAsync();
        await text.PressSequentiallyAsync("ar");
        await Expect(list).ToBeHiddenAsync();

        await text.PressSequentiallyAsync(" @Omar H");
        await Expect(list).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(text).ToHaveValueAsync("@Omar @Omar Hani ");
        await Expect(text).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".note[data-seq]")).ToContainTextAsync("@Omar @Omar Hani");
        await text.PressSequentiallyAsync("@");
        await Expect(list).ToBeVisibleAsync();
        await Expect(list.Locator(".p-online")).ToHaveCountAsync(0);
        await _browser.SignedInAsync(_omar);
        await Expect(list.Locator("[data-name='Omar Said'] .p-online")).ToBeVisibleAsync(new() { Timeout = 20_000 });

        await page.Locator("[data-mode=reply]").ClickAsync();
        await Expect(list).ToBeHiddenAsync();
        await text.PressSequentiallyAsync("@");
        await Expect(text).ToHaveValueAsync("@");
        await Expect(list).ToBeHiddenAsync();
        _browser.AssertNoErrors();
    }

    private async Task<IPage> OpenAsync(string culture)
    {
        var page = await _browser.SignedInAsync(_desk.Admin, culture);
        await DeskBrowser.OpenAsync(page, $"/tickets/{_ticket.Id.Value}?view=all");
        await Expect(page.Locator("article.msg[data-seq]")).ToHaveCountAsync(1, new() { Timeout = 20_000 });
        await Expect(page.Locator("textarea[placeholder]")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await page.Locator("[data-mode=note]").ClickAsync();
        return page;
    }

    private Task<string> DraftAsync() => _desk.Given.RunAsync<IDraftStore, string>(_desk.Admin, drafts => drafts.ReadAsync(_ticket.Id, DraftKind.Note, default));

    private Task<HashSet<AgentId>> ToldAsync() => _desk.Given.LookAsync(
        _desk.Admin, async db => (await db.Notifications.Where(n => n.Kind == NotificationKind.Mention).Select(n => n.AgentId).ToListAsync()).ToHashSet());
}
