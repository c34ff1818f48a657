using System.Globalization;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Web.Doors;
using Helpdesk.Web.Operations;
using Microsoft.AspNetCore.Components;

namespace Helpdesk.Web.Tenancy;

/// <summary>All workspaces of the installation, for its operators: nothing of what is inside.</summary>
public sealed partial class OperatorPage
{
    private IReadOnlyList<WorkspaceRow> _workspaces = [];
    private bool _known;
    private bool _isOperator;
    private bool _making;
    private string _name = "";
    private string _department = "";
    private string _zone = "UTC";
    private string _language = "en";
    private string _email = "";
    private string? _link;
    private WorkspaceRow? _erasing;
    private string _typed = "";

    /// <inheritdoc/>
    protected override IReadOnlyList<Permission> Opens => [];

    /// <summary>Whether the person is no operator: no right inside a workspace opens it.</summary>
    protected override bool Denied => !_isOperator;

    [Inject] private OperatorUseCases Operator { get; set; } = default!;

    [Inject] private PublicAddress Address { get; set; } = default!;

    [Inject] private IIdSource Ids { get; set; } = default!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        (_isOperator, _known) = (await Operator.IsOperatorAsync(Gone), true);
        await base.OnInitializedAsync();
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync()
    {
        var all = await Operator.RunAsync<IWorkspaceQueries, Result<IReadOnlyList<WorkspaceRow>>>(null, (q, ct) => q.AllAsync(ct), Gone);
        if (all.Succeeded) _workspaces = all.Value;
        else _isOperator = false;
    }

    private void Open() => (_making, _link, _name, _email, _department, _zone, _language) =
        (!_making, null, "", "", A["operator.department.usual"], Me.Workspace.TimeZone, Me.Workspace.Language);

    private async Task CreateAsync()
    {
        var request = new NewWorkspace(_name, _zone, _language, _department, _email);
        var made = await Operator.RunAsync<CreateWorkspace, Result<string>>(new TenantId(Ids.Next()), (create, ct) => create.ExecuteAsync(request, ct), Gone);
        if (!Tell(made.Error)) return;
        (_making, _link) = (false, $"{Address.Url}/join/{made.Value}");
        await ReadAsync();
    }

    private Task SuspendAsync(WorkspaceRow workspace) => ActAsync<SuspendWorkspace>(workspace, (use, ct) => use.ExecuteAsync(ct), A["operator.suspended.done"]);

    private Task ResumeAsync(WorkspaceRow workspace) => ActAsync<SuspendWorkspace>(workspace, (use, ct) => use.ResumeAsync(ct), A["operator.resumed.done"]);

    private void Doom(WorkspaceRow workspace) => (_erasing, _typed) = (workspace, "");

    private async Task EraseAsync()
    {
        await ActAsync<EraseWorkspace>(_erasing!, async (use, ct) => new Result((await use.ExecuteAsync(_typed, ct)).Error), A["operator.erased.done"]);
        _erasing = null;
    }

    private async Task ActAsync<TUseCase>(WorkspaceRow workspace, Func<TUseCase, CancellationToken, Task<Result>> call, string done)
        where TUseCase : notnull
    {
        var result = await Operator.RunAsync(workspace.Id, call, Gone);
        Tell(result.Error, done);
        await ReadAsync();
    }

    private string Day(DateTimeOffset at) => Shell.Local(at).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
