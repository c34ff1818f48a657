using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Web.Routing;

/// <summary>How work is shared out, how long customers may wait, what breaks there are, and what tickets can be about.</summary>
public sealed partial class RoutingPage
{
    private DeskSettings? _settings;
    private IReadOnlyList<DepartmentRow> _departments = [];
    private IReadOnlyList<BreakReasonRow> _reasons = [];
    private IReadOnlyList<CategoryRow> _categories = [];

    /// <inheritdoc/>
    protected override IReadOnlyList<Permission> Opens => [Permission.ManageRouting];

    /// <inheritdoc/>
    protected override async Task ReadAsync()
    {
        _departments = await UseCases.RunAsync<IPeopleQueries, IReadOnlyList<DepartmentRow>>((q, ct) => q.DepartmentsAsync(ct), Gone);
        _reasons = await UseCases.RunAsync<IPresenceQueries, IReadOnlyList<BreakReasonRow>>((q, ct) => q.ReasonsAsync(ct), Gone);
        _categories = await UseCases.RunAsync<ICategoryStore, IReadOnlyList<CategoryRow>>((q, ct) => q.ListAsync(ct), Gone);
        _settings = await UseCases.RunAsync<IDeskRules, DeskSettings>((rules, ct) => rules.CurrentAsync(ct), Gone);
    }

    private async Task<bool> SaveDeskAsync(DeskRuleValues values) =>
        Show((await UseCases.RunAsync<ChangeRouting, Result>((use, ct) => use.ExecuteAsync(values, ct), Gone)).Error);

    private async Task<bool> SaveDepartmentAsync((DepartmentId Department, DepartmentRuleValues Values) change) =>
        Show((await UseCases.RunAsync<ChangeRouting, Result>((use, ct) => use.OfDepartmentAsync(change.Department, change.Values, ct), Gone)).Error);

    private async Task<bool> SaveReasonAsync(BreakReasonForm form) => Show(
        form.Id is { } id
            ? (await UseCases.RunAsync<ChangeBreakReason, Result>((use, ct) => use.ExecuteAsync(id, form.Name, form.Minutes, form.Active, ct), Gone)).Error
            : (await UseCases.RunAsync<ChangeBreakReason, Result<long>>((use, ct) => use.AddAsync(form.Name, form.Minutes, ct), Gone)).Error);

    private async Task<bool> SaveCategoryAsync(CategoryForm form) => Show(
        form.Id is { } id
            ? (await UseCases.RunAsync<ChangeCategory, Result>((use, ct) => use.ExecuteAsync(id, form.Name, form.Words, form.Active, ct), Gone)).Error
            : (await UseCases.RunAsync<ChangeCategory, Result<CategoryId>>((use, ct) => use.AddAsync(form.Name, form.Words, ct), Gone)).Error);

    // In the corner: the page is long, and what was refused may lie far from its top.
    private bool Show(Error? error)
    {
        if (error is null) Shell.Toasts.Done(A["saved"]);
        else Shell.Toasts.Refused(Errors.For(error));
        return error is null;
    }
}
