using System.Globalization;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Sla;
using Microsoft.AspNetCore.Components;

namespace Helpdesk.Web.Sla;

/// <summary>When the workspace and its departments work, and their holidays.</summary>
public sealed partial class HoursPage
{
    private readonly HoursForm _form = new();
    private HoursOverview? _all;
    private HoursRow? _shown;
    private BusinessCalendar _inForce = BusinessCalendar.Always;
    private bool _givesOwn;

    /// <inheritdoc/>
    protected override IReadOnlyList<Permission> Opens => [Permission.ManageWorkspace, Permission.ManageDepartments];

    [Inject] private TimeProvider Clock { get; set; } = default!;

    // What the member may change; the others' hours are in force all the same.
    private IReadOnlyList<HoursRow> Rows =>
        [.. _all!.Rows.Where(r => Me.Can(r.Department is null ? Permission.ManageWorkspace : Permission.ManageDepartments))];

    private HoursRow Shown => _shown!;

    private bool Follows => Shown is { Department: not null, Own: null } && !_givesOwn;

    private DateTimeOffset Now => Clock.GetUtcNow();

    private TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(_all!.TimeZone);

    // As stored, not as edited: what the desk goes by now.
    private HoursDefinition Effective => Shown.Own ?? _all!.Rows.Single(r => r.Department is null).Own ?? HoursDefinition.Always;

    /// <inheritdoc/>
    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender && !Denied ? ShowEachMinuteAsync() : Task.CompletedTask;

    /// <inheritdoc/>
    protected override async Task ReadAsync()
    {
        var all = await UseCases.RunAsync<IHoursQueries, Result<HoursOverview>>((q, ct) => q.AllAsync(ct), Gone);
        if (!all.Succeeded)
        {
            Tell(all.Error);
            return;
        }

        _all = all.Value;
        var row = Rows.FirstOrDefault(r => r.Department == _shown?.Department) ?? Rows[0];
        // What is being edited stays unless somebody else saved in between; then their version is shown.
        if (_shown is { } seen && (seen.Department, seen.Version) == (row.Department, row.Version)) _shown = row;
        else Show(row);
        _inForce = new BusinessCalendar(Zone, Effective.Week, Effective.Holidays);
    }

    private void Choose(HoursRow row)
    {
        Tell(null);
        Show(row);
    }

    private void Show(HoursRow row)
    {
        (_shown, _givesOwn) = (row, false);
        _form.Take(Effective, CultureInfo.CurrentCulture.DateTimeFormat.FirstDayOfWeek);
        _inForce = new BusinessCalendar(Zone, Effective.Week, Effective.Holidays);
    }

    // "Open now" is true until it closes, with the page open or not.
    private async Task ShowEachMinuteAsync()
    {
        var gone = Gone;
        using var minute = new PeriodicTimer(TimeSpan.FromMinutes(1), Clock);
        while (await minute.WaitForNextTickAsync(gone)) StateHasChanged();
    }

    // Starting from the workspace's as they are by now.
    private void GiveOwn()
    {
        Show(Shown);
        _givesOwn = true;
    }

    private void AddHoliday() => _form.Holidays.Add(new HoursForm.HolidayForm { Date = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Now, Zone).DateTime) });

    private async Task SaveAsync()
    {
        var (hours, version) = (_form.ToDefinition(), Shown.Version);
        if (await DoAsync<ChangeHours>(
            (use, ct) => Shown.Department is { } id ? use.OfDepartmentAsync(id, hours, version, ct) : use.ExecuteAsync(hours, version, ct), A["saved"]))
            await ReadAsync();
    }

    private async Task RemoveAsync()
    {
        var version = Shown.Version;
        if (await DoAsync<RemoveHours>((use, ct) => Shown.Department is { } id ? use.OfDepartmentAsync(id, version, ct) : use.ExecuteAsync(version, ct), A["saved"]))
            await ReadAsync();
    }
}
