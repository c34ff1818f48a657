using Helpdesk.Core.Tickets;
using Microsoft.Playwright;

namespace Helpdesk.Bench.Live;

/// <summary>What the console costs the server: real pages in a real browser, each a circuit with a list of tickets and a thread.</summary>
public static class ConsolePages
{
    private const string Heap = "heap of a console page, kB (slope over 1, 5, 10, 20)";
    private static readonly int[] Steps = [1, 5, 10, 20];
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>Opens pages step by step and takes the slope of the memory.</summary>
    public static async Task MeasureAsync(LiveDesk live, Figures amounts)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu"] });
        await using var context = await browser.NewContextAsync(new() { BaseURL = live.Desk.Url.ToString() });
        var cookie = (await live.Desk.CookieOfAsync(live.Desk.AdminUser)).Split('=', 2);
        await context.AddCookiesAsync([new() { Name = cookie[0], Value = cookie[1], Url = live.Desk.Url.ToString() }]);

        var pages = new List<IPage>();
        var (heap, memory) = (new List<double>(), new List<double>());
        foreach (var step in Steps)
        {
            while (pages.Count < step) pages.Add(await OpenAsync(context, live.Everybodys));
            var (used, set) = await SettledAsync();
            heap.Add(used / 1024.0);
            memory.Add(set / 1024.0);
        }

        amounts.Add(Heap, [Slope(heap)], new Aim(LiveRun.Amount, 1024));
        amounts.Add("working set of a console page, kB (slope)", [Slope(memory)]);
        amounts.Add($"process with {Steps[^1]} console pages, MB", [memory[^1] / 1024], new Aim(LiveRun.Amount, 400));
        // A page that is left ends its circuit at once; one that is killed would keep it for minutes, into the next run.
        foreach (var page in pages) await page.GotoAsync("about:blank");
    }

    private static async Task<IPage> OpenAsync(IBrowserContext context, TicketId ticket)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync($"/tickets/{ticket.Value}?view=open");
        await page.WaitForSelectorAsync("[data-id]");
        await page.WaitForSelectorAsync("[data-seq]");
        await page.WaitForSelectorAsync("[data-part=text]");
        return page;
    }

    // A page goes on reading for a moment after its first content.
    private static async Task<(long Heap, long WorkingSet)> SettledAsync()
    {
        var (before, now) = (LiveRun.Memory(), default((long Heap, long WorkingSet)));
        while (true)
        {
            await Task.Delay(Look, TimeProvider.System, default);
            now = LiveRun.Memory();
            if (Math.Abs(now.Heap - before.Heap) < before.Heap / 200) return now;
            before = now;
        }
    }

    private static double Slope(List<double> values)
    {
        var (x, y) = (Steps.Average(), values.Average());
        return Steps.Zip(values).Sum(p => (p.First - x) * (p.Second - y)) / Steps.Sum(s => (s - x) * (s - x));
    }
}
