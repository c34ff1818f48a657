using System.Diagnostics;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Dev.WppConnect;
using Microsoft.Playwright;
using Xunit;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace Helpdesk.Tests.Scenarios;

/// <summary>The product's main job, end to end: a WhatsApp message reaches two agents' screens, one answers, the answer goes out once.</summary>
[Collection(ScenarioCollection.Name)]
public sealed class TheFirstLiveMessage(ITestOutputHelper output)
{
    private const string Customer = "مريم الأنصاري";

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task A_message_is_on_two_screens_one_answers_and_the_customer_gets_one_answer(string culture)
    {
        await using var desk = await ScenarioDesk.StartAsync(culture);
        var omar = await desk.ColleagueAsync("Omar Saleh", "omar@rimal.example");
        await ScenarioDesk.ShowOpenAsync(desk.Lina);
        // Away, Lina is given nothing: routing leaves it to Omar.
        await ScenarioDesk.ChooseAsync(desk.Lina, "p-away");
        var phone = desk.Number.Phone("201001234567", Customer);
        phone.AutoAcks = AutoAcks.Read;

        // The first message also pays for what the process compiles on its way; the second is what every later one costs.
        foreach (var text in (string[])["السلام عليكم", "هل الإنسولين متوفر اليوم؟"])
        {
            var sent = Stopwatch.GetTimestamp();
            await phone.SendTextAsync(text);
            var shown = await Task.WhenAll(ScenarioDesk.ShownAfterAsync(desk.Lina, text, sent), ScenarioDesk.ShownAfterAsync(omar, text, sent));
            output.WriteLine($"{culture}: on two screens after {shown[0]:0} and {shown[1]:0} ms");
        }

        await ScenarioDesk.Row(omar, Customer).ClickAsync();
        await Expect(ScenarioDesk.Row(desk.Lina, Customer).Locator("[title*='Omar'], [aria-label*='Omar']").First).ToBeVisibleAsync();

        // What was asked is on the screen before it is answered.
        await Expect(omar.Locator("article.msg[data-seq]")).ToHaveCountAsync(2);
        await ReplyAsync(omar, "نعم، متوفر. يصلكم قبل الثالثة.");
        await Eventually.TrueAsync(() => desk.WhatsApp.Double.Received.Count == 1, "the answer reaches the customer");
        Assert.Equal("نعم، متوفر. يصلكم قبل الثالثة.", desk.WhatsApp.Double.Received.Single().Text);
        await Expect(omar.Locator(".tk-read")).ToBeVisibleAsync();
        desk.AssertNothingSecretWasLogged("هل الإنسولين", "يصلكم قبل");
        Assert.Equal(culture == "ar" ? "rtl" : "ltr", await omar.Locator("html").GetAttributeAsync("dir"));
        Assert.Empty(desk.PageErrors);
    }

    [Fact]
    public async Task A_network_cut_of_ten_seconds_loses_nothing_and_repeats_nothing()
    {
        await using var desk = await ScenarioDesk.StartAsync();
        await using var network = new CutProxy(desk.Product.Url);
        var omar = await desk.ColleagueAsync("Omar Saleh", "omar@rimal.example", network.Url);
        var phone = desk.Number.Phone("201001234567", Customer);
        phone.AutoAcks = AutoAcks.Read;
        await phone.SendTextAsync("Is my prescription ready?");
        await ScenarioDesk.Row(omar, Customer).ClickAsync();
        await Expect(omar.Locator("article.msg[data-seq]")).ToHaveCountAsync(1);

        await Expect(omar.Locator("textarea[placeholder]")).ToBeVisibleAsync();

        network.Cut();
        var cut = Stopwatch.GetTimestamp();
        await phone.SendTextAsync("One more question: do you deliver?");
        await omar.Locator("textarea").FillAsync("Yes, it is ready, and we deliver.");
        await omar.Keyboard.PressAsync("Enter");
        await Expect(omar.Locator("html[data-live=stale]")).ToBeAttachedAsync(new() { Timeout = 30_000 });
        await Eventually.TrueAsync(() => Stopwatch.GetElapsedTime(cut) > TimeSpan.FromSeconds(10), "ten seconds pass", TimeSpan.FromSeconds(20));
        Assert.Empty(desk.WhatsApp.Double.Received);
        network.Mend();

        await Expect(omar.Locator("html[data-live=ok]")).ToBeAttachedAsync(new() { Timeout = 40_000 });
        await Expect(omar.GetByText("One more question: do you deliver?").First).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await SendAnywayIfAskedAsync(omar, desk);
        await Eventually.TrueAsync(() => desk.WhatsApp.Double.Received.Count > 0, "the answer reaches the customer", TimeSpan.FromSeconds(20));
        await Expect(omar.Locator(".tk-read")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        output.WriteLine($"dropped {network.Dropped} connections; the customer received {desk.WhatsApp.Double.Received.Count}");
        Assert.True(network.Dropped > 0, "the cut ended no connection");
        Assert.Equal("Yes, it is ready, and we deliver.", Assert.Single(desk.WhatsApp.Double.Received).Text);
        await Expect(omar.Locator("article.msg[data-seq]")).ToHaveCountAsync(3);
    }

    // A question arrived while the answer was written: the desk shows it and asks before it sends.
    private static async Task SendAnywayIfAskedAsync(IPage page, ScenarioDesk desk)
    {
        var asked = page.Locator(".stale-b");
        await Eventually.TrueAsync(
            async () => desk.WhatsApp.Double.Received.Count > 0 || await asked.IsVisibleAsync(), "the answer is sent or asked about", TimeSpan.FromSeconds(30));
        if (await asked.IsVisibleAsync()) await asked.Locator("[data-act=anyway]").ClickAsync();
    }

    private static async Task ReplyAsync(IPage page, string text)
    {
        await Expect(page.Locator("textarea[placeholder]")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await page.Locator("textarea").FillAsync(text);
        await page.Keyboard.PressAsync("Enter");
        // A double press is one message.
        await page.Keyboard.PressAsync("Enter");
    }
}
