using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Web.Doors;
using Helpdesk.Web.Layout;
using Helpdesk.Web.Realtime;
using Helpdesk.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Helpdesk.Web.Tickets;

/// <summary>Passes a ticket on to a colleague or into a department's queue, with a note. It opens as soon as it is drawn, and is drawn only then.</summary>
public sealed partial class TransferDialog : LiveComponentBase
{
    private const string Name = "transfer";
    private IReadOnlyList<DepartmentRow> _departments = [];
    private IJSObjectReference? _page;
    private AgentId? _agent;
    private DepartmentId? _department;
    private string _find = "";
    private string _note = "";
    private bool _ask;
    private bool _evenIfFull;
    private bool _busy;
    private string? _problem;

    /// <summary>The ticket.</summary>
    [Parameter, EditorRequired] public TicketRow Row { get; set; } = default!;

    /// <summary>It is closed, by whatever way.</summary>
    [Parameter] public EventCallback OnClosed { get; set; }

    [CascadingParameter] private Shell Shell { get; set; } = default!;

    [Inject] private CurrentAgent Me { get; set; } = default!;

    [Inject] private CircuitUseCases UseCases { get; set; } = default!;

    [Inject] private ErrorText Errors { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    [Inject] private IStringLocalizer<Texts> T { get; set; } = default!;

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        try
        {
            if (_page is not null) await _page.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the module with it.
        }
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Listen(LiveTopic.People(Me.Tenant), _ => ReadAsync());
        await ReadAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        _page = await Js.InvokeAsync<IJSObjectReference>("import", "/js/page.js");
        await _page.InvokeVoidAsync("openDialog", Name);
    }

    private async Task ReadAsync() =>
        _departments = await UseCases.RunAsync<IPeopleQueries, IReadOnlyList<DepartmentRow>>((q, ct) => q.DepartmentsAsync(ct), Gone);

    private bool Found(string name) => name.Contains(_find.Trim(), StringComparison.CurrentCultureIgnoreCase);

    private async Task PassAsync()
    {
        if (_busy) return;
        var (row, target) = (Row, new TransferTarget(_agent, _department, _agent is not null && _ask, _agent is not null && _evenIfFull));
        _busy = true;
        try
        {
            var result = await UseCases.RunAsync<TransferTicket, Result>((pass, ct) => pass.ExecuteAsync(row.Id, target, _note, ct));
            _problem = result.Succeeded ? null : Errors.For(result.Error);
            if (!result.Succeeded) return;
        }
        finally
        {
            _busy = false;
        }

        await TellAsync(row, target);
        if (_page is not null) await _page.InvokeVoidAsync("closeDialog", Name);
    }

    private async Task TellAsync(TicketRow row, TransferTarget target)
    {
        var number = Isolate.Of($"#{row.Number}");
        if (target.Agent is { } agent)
        {
            var agents = await UseCases.RunAsync<IAgentDirectory, IReadOnlyList<AgentRow>>((directory, ct) => directory.ListAsync(ct), Gone);
            var name = Isolate.Of(agents.FirstOrDefault(a => a.Id == agent)?.Name ?? "");
            // Asked, it is still where it was: there is nothing to take back.
            if (target.Ask) Shell.Toasts.Tell(T["done.asked", number, name], "hourglass");
            else Shell.Toasts.Done(T["done.transferred", number, name], UndoOf(row, target));
        }
        else
        {
            var name = Isolate.Of(_departments.FirstOrDefault(d => d.Id == target.Department)?.Name ?? "");
            Shell.Toasts.Done(T["done.transferred", number, name], UndoOf(row, target));
        }
    }

    // What lies where one sees it no longer cannot be taken back from there.
    private Func<Task>? UndoOf(TicketRow row, TransferTarget target) =>
        Me.Actor.Sees(new TicketPlace(target.Department ?? row.DepartmentId, target.Agent, row.OwnerId ?? target.Agent)) ? () => TakeBackAsync(row) : null;

    // Back into its department first, then to who held it.
    private async Task TakeBackAsync(TicketRow row)
    {
        var back = Result.Ok;
        var now = await UseCases.RunAsync<ITicketQueries, TicketRow?>((tickets, ct) => tickets.RowAsync(row.Id, ct));
        if (now?.DepartmentId != row.DepartmentId || row.AssigneeId is null)
            back = await UseCases.RunAsync<TransferTicket, Result>((pass, ct) => pass.ExecuteAsync(row.Id, new TransferTarget(Department: row.DepartmentId), "", ct));
        if (back.Succeeded && row.AssigneeId is { } holder)
            back = await UseCases.RunAsync<AssignTicket, Result>((assign, ct) => assign.ExecuteAsync(row.Id, holder, ct));
        if (!back.Succeeded) Shell.Toasts.Refused(Errors.For(back.Error));
    }
}
