using Helpdesk.Core.Activity;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Sla;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static Helpdesk.Tests.Sla.BusinessCalendarTests;

namespace Helpdesk.Tests.Sla;

/// <summary>Hours that somebody writes down hold at once, for a department before the workspace.</summary>
public sealed class HoursTests : IAsyncLifetime
{
    private static readonly HoursDefinition Office = new([Hours(DayOfWeek.Monday, "09:00", "17:00")], [new Holiday(new DateOnly(2026, 1, 7), true, "Coptic Christmas")]);
    private static readonly HoursDefinition Nights = new([Hours(DayOfWeek.Friday, "22:00", "06:00"), Hours(DayOfWeek.Sunday, "22:00", "02:00")], []);
    private TestDesk _desk = null!;
    private DepartmentId _department;

    public async Task InitializeAsync()
    {
        _desk = await TestDesk.StartAsync();
        _department = await _desk.LookAsync(db => db.Departments.Select(d => d.Id).SingleAsync());
    }

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task A_department_goes_by_its_own_hours_else_the_workspaces_else_it_is_always_open()
    {
        Assert.Equal((168, 168), await HoursAWeekAsync());
        await WriteAsync(Office, 0);
        Assert.Equal((8, 8), await HoursAWeekAsync());
        await WriteOwnAsync(Nights, 0);
        Assert.Equal((8, 12), await HoursAWeekAsync());
        await DoneAsync(_desk.RunAsync<RemoveHours, Result>(_desk.Admin, u => u.ExecuteAsync(1, default)));
        Assert.Equal((168, 12), await HoursAWeekAsync());
        await DoneAsync(_desk.RunAsync<RemoveHours, Result>(_desk.Admin, u => u.OfDepartmentAsync(_department, 1, default)));
        Assert.Equal((168, 168), await HoursAWeekAsync());
    }

    [Fact]
    public async Task They_are_read_by_the_clock_of_the_workspaces_zone_whichever_it_is()
    {
        await WriteAsync(Office, 0);
        var nine = new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
        Assert.Equal(nine.AddHours(-2), (await CalendarAsync(null)).NextOpening(nine.AddDays(-1)));
        var workspace = (await _desk.RunAsync<IWorkspaceQueries, Result<WorkspaceDetails>>(_desk.Admin, q => q.CurrentAsync(default))).Value;
        await DoneAsync(_desk.RunAsync<ChangeWorkspace, Result>(_desk.Admin, u => u.ExecuteAsync(workspace.Profile with { TimeZone = "Asia/Kathmandu" }, workspace.Version, default)));
        Assert.Equal(nine.AddHours(-5.75), (await CalendarAsync(null)).NextOpening(nine.AddDays(-1)));
    }

    [Fact]
    public async Task Another_workspaces_hours_are_its_own()
    {
        var other = await _desk.Given.AnotherWorkspaceAsync();
        await WriteAsync(Office, 0);
        Assert.Equal(TimeSpan.FromDays(7), (await _desk.RunAsync<ICalendars, BusinessCalendar>(other, c => c.OfAsync(null, default))).OpenAWeek);
        Assert.Equal(DepartmentErrors.NotFound, (await _desk.RunAsync<ChangeHours, Result>(other, u => u.OfDepartmentAsync(_department, Nights, 0, default))).Error);
    }

    [Fact]
    public async Task The_page_shows_what_was_written_in_order_and_departments_by_name()
    {
        var clinic = await _desk.Given.DepartmentAsync(_desk.Admin, "Clinic");
        await WriteOwnAsync(new HoursDefinition([.. Nights.Week.Reverse()], [new Holiday(new DateOnly(2028, 2, 29), true, "  Leap day "), new Holiday(new DateOnly(2026, 3, 20), false, "عيد الفطر")]), 0);
        var page = (await _desk.RunAsync<IHoursQueries, Result<HoursOverview>>(_desk.Admin, q => q.AllAsync(default))).Value;
        Assert.Equal("Africa/Cairo", page.TimeZone);
        Assert.Equal([(null, "Nile Repairs", 0L), (clinic, "Clinic", 0L), ((DepartmentId?)_department, "Support", 1L)], page.Rows.Select(r => (r.Department, r.Name, r.Version)));
        Assert.Equal(["Sunday 22:00-02:00", "Friday 22:00-06:00"], page.Rows[2].Own!.Week.Select(i => i.ToString()));
        Assert.Equal(["2026-03-20 once عيد الفطر", "2028-02-29 yearly Leap day"], page.Rows[2].Own!.Holidays.Select(h => h.ToString()));
    }

    [Fact]
    public async Task Two_editors_do_not_overwrite_each_other()
    {
        var first = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _desk.RunAsync<ChangeHours, Result>(_desk.Admin, u => u.ExecuteAsync(Office, 0, default))));
        Assert.Equal([null, SaveErrors.Conflict, SaveErrors.Conflict, SaveErrors.Conflict], first.Select(r => r.Error).OrderBy(e => e is null ? 0 : 1));
        await WriteAsync(Nights, 1);
        Assert.Equal(SaveErrors.Conflict, (await _desk.RunAsync<ChangeHours, Result>(_desk.Admin, u => u.ExecuteAsync(Office, 1, default))).Error);
        Assert.Equal(SaveErrors.Conflict, (await _desk.RunAsync<RemoveHours, Result>(_desk.Admin, u => u.ExecuteAsync(1, default))).Error);
        Assert.Equal(SaveErrors.Conflict, (await _desk.RunAsync<RemoveHours, Result>(_desk.Admin, u => u.OfDepartmentAsync(_department, 0, default))).Error);
    }

    [Fact]
    public async Task Nonsense_is_refused_and_nothing_is_changed()
    {
        await WriteAsync(Office, 0);
        var refused = await _desk.RunAsync<ChangeHours, Result>(_desk.Admin, u => u.ExecuteAsync(Office with { Week = [.. Office.Week, .. Office.Week] }, 1, default));
        Assert.Equal(HoursErrors.Overlap.With("09:00–17:00, 09:00–17:00"), refused.Error);
        Assert.Equal((8, 8), await HoursAWeekAsync());
    }

    [Fact]
    public async Task A_manager_writes_departments_hours_and_not_the_workspaces()
    {
        var manager = await _desk.Given.AgentAsync(_desk.Admin, "Mona", Role.Manager);
        Assert.Equal(ErrorKind.Forbidden, (await _desk.RunAsync<ChangeHours, Result>(manager, u => u.ExecuteAsync(Office, 0, default))).Error?.Kind);
        Assert.Null((await _desk.RunAsync<ChangeHours, Result>(manager, u => u.OfDepartmentAsync(_department, Office, 0, default))).Error);
        var agent = await _desk.Given.AgentAsync(_desk.Admin, "Ana");
        Assert.Equal(ErrorKind.Forbidden, (await _desk.RunAsync<IHoursQueries, Result<HoursOverview>>(agent, q => q.AllAsync(default))).Error?.Kind);
    }

    [Fact]
    public async Task The_log_says_whose_hours_were_changed_from_what_to_what()
    {
        await WriteOwnAsync(Office, 0);
        await WriteOwnAsync(Office with { Week = Nights.Week }, 1);
        var log = (await _desk.RunAsync<IActivityQueries, Result<Slice<ActivityRow, ActivityCursor>>>(
            _desk.Admin, q => q.ListAsync(new ActivityFilter(Action: "calendar."), null, 10, default))).Value.Rows;
        Assert.Equal([("calendar.changed", "Support"), ("calendar.added", "Support")], log.Select(r => (r.Action, r.Name)));
        Assert.Equal([new ActivityChange("Week", "Monday 09:00-17:00", "Friday 22:00-06:00, Sunday 22:00-02:00")], log[0].Changes);
    }

    private Task WriteAsync(HoursDefinition hours, long version) => DoneAsync(_desk.RunAsync<ChangeHours, Result>(_desk.Admin, u => u.ExecuteAsync(hours, version, default)));

    private Task WriteOwnAsync(HoursDefinition hours, long version) =>
        DoneAsync(_desk.RunAsync<ChangeHours, Result>(_desk.Admin, u => u.OfDepartmentAsync(_department, hours, version, default)));

    private async Task DoneAsync(Task<Result> call)
    {
        Assert.Null((await call).Error);
        await _desk.Given.LiveSettledAsync(_desk.Tenant);
    }

    private Task<BusinessCalendar> CalendarAsync(DepartmentId? department) =>
        _desk.RunAsync<ICalendars, BusinessCalendar>(_desk.Admin, c => c.OfAsync(department, default));

    private async Task<(double Workspace, double Department)> HoursAWeekAsync() =>
        ((await CalendarAsync(null)).OpenAWeek.TotalHours, (await CalendarAsync(_department)).OpenAWeek.TotalHours);
}
