using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Sla;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Resources;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Helpdesk.Tests.Scenarios;

/// <summary>Hours are written down on their page, and the page says in words what holds.</summary>
[Collection(ScenarioCollection.Name)]
public sealed class HoursInTheBrowser : IAsyncLifetime
{
    private readonly List<string> _errors = [];
    private HelpdeskApp _app = null!;
    private Chromium _chromium = null!;

    public async Task InitializeAsync()
    {
        _app = await HelpdeskApp.StartAsync();
        _chromium = await Chromium.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _chromium.DisposeAsync();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task A_week_a_night_and_a_holiday_are_written_down_and_a_department_gets_hours_of_its_own()
    {
        var page = await SignedInAsync("en", 1440);
        await Expect(page.Locator(".hours-now")).ToContainTextAsync("Always open");
        await Expect(page.Locator(".hours-day").First).ToHaveAttributeAsync("data-day", "Sunday");

        await ChooseAsync(page, "Sunday", "moon");
        var sunday = page.Locator("[data-day=Sunday]");
        await sunday.Locator("[data-add-time]").ClickAsync();
        await sunday.Locator("input[type=time]").Nth(0).FillAsync("22:00");
        await sunday.Locator("input[type=time]").Nth(1).FillAsync("06:00");
        await Expect(sunday.Locator(".hours-span .meta")).ToHaveTextAsync("next day");
        await ChooseAsync(page, "Sunday", "copy");
        await Expect(page.Locator("[data-day=Friday] input[type=time]")).ToHaveCountAsync(2);
        await ChooseAsync(page, "Friday", "moon");
        await page.Locator("[data-add-holiday]").ClickAsync();
        await page.Locator(".hours-holiday input[type=date]").FillAsync("2026-01-07");
        await page.Locator(".hours-holiday input[maxlength]").FillAsync("Coptic Christmas");
        await page.Locator(".hours-holiday input[type=checkbox]").CheckAsync();
        await page.Locator(".hours-form button[type=submit]").ClickAsync();
        await Expect(page.Locator("[data-remove-hours]")).ToBeVisibleAsync();
        await Expect(page.Locator(".hours-now")).ToContainTextAsync(Hours("48"));

        var (week, holidays) = await WrittenAsync(null);
        Assert.Equal(6, week.Count);
        Assert.All(week, i => Assert.Equal((new TimeOnly(22, 0), new TimeOnly(6, 0)), (i.From, i.To)));
        Assert.DoesNotContain(week, i => i.Day == DayOfWeek.Friday);
        Assert.Equal([new Holiday(new DateOnly(2026, 1, 7), true, "Coptic Christmas")], holidays);

        await page.Locator(".hours-tabs button").Last.ClickAsync();
        await page.Locator(".hours-foot button").ClickAsync();
        await sunday.Locator("input[type=time]").Nth(1).FillAsync("22:00");
        await page.Locator(".hours-form button[type=submit]").ClickAsync();
        await Expect(page.Locator(".form-error")).ToContainTextAsync("22:00–22:00");
        await sunday.Locator("input[type=time]").Nth(1).FillAsync("23:30");
        await page.Locator(".hours-form button[type=submit]").ClickAsync();
        await Expect(page.Locator(".hours-now")).ToContainTextAsync(Hours("41.5"));
        await page.Locator("[data-remove-hours]").ClickAsync();
        await Expect(page.Locator(".hours-foot button")).ToBeVisibleAsync();
        await Expect(page.Locator(".hours-now")).ToContainTextAsync(Hours("48"));
        Assert.Empty(_errors);
    }

    [Fact]
    public async Task On_a_telephone_and_in_Arabic_nothing_runs_out_of_the_page_and_another_editors_hours_show_at_once()
    {
        var page = await SignedInAsync("ar", 390);
        await Expect(page.Locator(".hours-now")).ToContainTextAsync("مفتوح دائمًا");
        var hours = new HoursDefinition(
            [.. Enum.GetValues<DayOfWeek>().SelectMany(day => (WeeklyInterval[])[new(day, new(8, 0), new(12, 0)), new(day, new(18, 0), new(1, 0))])],
            [new Holiday(new DateOnly(2026, 1, 7), true, "عيد الميلاد المجيد")]);
        Assert.Null((await _app.Given.RunAsync<ChangeHours, Result>(_app.Admin, u => u.ExecuteAsync(hours, 0, default))).Error);
        await Expect(page.Locator("input[type=time]")).ToHaveCountAsync(28);
        Assert.Equal("rtl", await page.EvaluateAsync<string>("document.documentElement.dir"));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Equal(0, await page.EvaluateAsync<int>("[...document.querySelectorAll('.page .card')].filter(c => c.scrollWidth > c.clientWidth).length"));
        Assert.Equal(0, await page.EvaluateAsync<int>("[...document.querySelectorAll('.page .input, .page button, .page b')].filter(e => e.checkVisibility() && (e.getBoundingClientRect().left < 0 || e.getBoundingClientRect().right > innerWidth)).length"));
        Assert.Empty(_errors);
    }

    private static string Hours(string number) => $"{Isolate.Of(number)} h a week";

    private static async Task ChooseAsync(IPage page, string day, string icon)
    {
        var acts = page.Locator($"[data-day={day}] .hours-acts");
        await acts.Locator("[popovertarget]").ClickAsync();
        await acts.Locator("[data-item]", new() { Has = page.Locator($"use[href$='#i-{icon}']") }).ClickAsync();
    }

    private async Task<(IReadOnlyList<WeeklyInterval> Week, IReadOnlyList<Holiday> Holidays)> WrittenAsync(DepartmentId? department)
    {
        var calendar = await _app.Given.LookAsync(_app.Admin, db => db.Calendars.AsNoTracking().SingleAsync(c => c.DepartmentId == department));
        return (calendar.Week, calendar.Holidays);
    }

    private async Task<IPage> SignedInAsync(string culture, int width)
    {
        using var stranger = _app.Stranger();
        var url = $"http://localhost:{stranger.BaseAddress!.Port}";
        var context = await _chromium.Browser.NewContextAsync(new() { BaseURL = url, ViewportSize = new() { Width = width, Height = 900 } });
        await context.AddCookiesAsync([new() { Name = ".AspNetCore.Culture", Value = $"c={culture}|uic={culture}", Url = url }]);
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => _errors.Add(error);
        await page.GotoAsync("/signin");
        await page.Locator("input[type=email]").FillAsync("ada@example.com");
        await page.Locator("#password").FillAsync("correct horse battery");
        await page.Locator("button[type=submit].primary").ClickAsync();
        await Expect(page).Not.ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/signin"), new() { Timeout = 30_000 });
        await page.GotoAsync("/settings/hours");
        await Expect(page.Locator("html[data-live=ok]")).ToBeAttachedAsync(new() { Timeout = 30_000 });
        await Expect(page.Locator(".hours-week")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        return page;
    }
}
