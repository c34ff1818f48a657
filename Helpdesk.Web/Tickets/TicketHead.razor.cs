using Helpdesk.Core.Identity;
using Helpdesk.Core.Notifications;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Web.Doors;
using Helpdesk.Web.Layout;
using Helpdesk.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Helpdesk.Web.Tickets;

/// <summary>Whose ticket it is and what can be done with it.</summary>
public sealed partial class TicketHead
{
    private bool _busy;
    private bool _passing;

    /// <summary>The ticket.</summary>
    [Parameter, EditorRequired] public TicketRow Row { get; set; } = default!;

    /// <summary>The highest sequence drawn in the thread below.</summary>
    [Parameter] public long Seen { get; set; }

    /// <summary>What it is about, as far as that has been said.</summary>
    [Parameter] public CategoryId? Category { get; set; }

    /// <summary>Whether the agent has muted it; not known before it has been read.</summary>
    [Parameter] public bool? Muted { get; set; }

    /// <summary>Where the list is, for one-pane screens.</summary>
    [Parameter, EditorRequired] public string Back { get; set; } = "";

    /// <summary>The ticket must be read again.</summary>
    [Parameter] public EventCallback OnChanged { get; set; }

    [CascadingParameter] private Shell Shell { get; set; } = default!;

    [Inject] private CurrentAgent Me { get; set; } = default!;

    [Inject] private CircuitUseCases UseCases { get; set; } = default!;

    [Inject] private ErrorText Errors { get; set; } = default!;

    [Inject] private IStringLocalizer<Texts> T { get; set; } = default!;

    private bool CanWork => Me.Can(Permission.WorkTickets);

    private bool CanAssign => Me.Can(Permission.AssignTickets) && Row.Status != TicketStatus.Closed;

    private bool CanPass => CanAssign && Row.IsActive;

    private string Number => Isolate.Of($"#{Row.Number}");

    private async Task ClaimAsync()
    {
        var result = await DoAsync<ClaimTicket>((claim, ct) => claim.ExecuteAsync(Row.Id, ct), tell: false);
        if (result.Succeeded) return;
        await OnChanged.InvokeAsync();
        var taken = result.Error == TicketErrors.AlreadyAssigned && Row.AssigneeName is not null;
        Shell.Toasts.Refused(taken ? T["claim.taken", Isolate.Of(Row.AssigneeName!)] : Errors.For(result.Error));
    }

    private async Task AssignAsync(AgentNow to)
    {
        if (to.Id == Row.AssigneeId) return;
        var (from, id) = (Row.AssigneeId, Row.Id);
        var result = await DoAsync<AssignTicket>((assign, ct) => assign.ExecuteAsync(id, to.Id, ct));
        if (!result.Succeeded) return;
        // Nobody held it before: there is no one to give it back to.
        Func<Task>? undo = from is { } before ? () => DoAsync<AssignTicket>((assign, ct) => assign.ExecuteAsync(id, before, ct)) : null;
        Shell.Toasts.Done(T["done.assigned", Number, Isolate.Of(to.Name)], undo);
    }

    private async Task ReleaseAsync()
    {
        var (holder, id, number) = (Row.AssigneeId, Row.Id, Number);
        var result = await DoAsync<ReleaseTicket>((release, ct) => release.ExecuteAsync(id, ct));
        if (result.Succeeded && holder is { } before) Shell.Toasts.Done(T["done.released", number], () => DoAsync<AssignTicket>((assign, ct) => assign.ExecuteAsync(id, before, ct)));
    }

    private Task<Result> TakeOverAsync() => DoAsync<TakeOverTicket>((take, ct) => take.ExecuteAsync(Row.Id, ct));

    // What the head then shows comes back over the feed, as it does to the other tabs.
    private Task<Result> MuteAsync() => DoAsync<MuteTicket>((mute, ct) => Muted is true ? mute.EndAsync(Row.Id, ct) : mute.ExecuteAsync(Row.Id, ct));

    private Task<Result> PrioritiseAsync(TicketPriority priority) =>
        DoAsync<PrioritiseTicket>((prioritise, ct) => prioritise.ExecuteAsync(Row.Id, priority, ct));

    private async Task SetAsideAsync(TicketStatus status)
    {
        var (id, number) = (Row.Id, Number);
        var result = await DoAsync<SetTicketAside>((aside, ct) => aside.ExecuteAsync(id, status, Seen, ct));
        if (result.Succeeded) Shell.Toasts.Done(T[$"done.aside.{status}", number], () => ReopenAsync(id));
    }

    private async Task ResolveAsync()
    {
        var (id, number) = (Row.Id, Number);
        var result = await DoAsync<ResolveTicket>((resolve, ct) => resolve.ExecuteAsync(id, Seen, ct));
        if (result.Succeeded) Shell.Toasts.Done(T["done.resolved", number], () => ReopenAsync(id));
    }

    private async Task CloseAsync()
    {
        var (id, number) = (Row.Id, Number);
        var result = await DoAsync<CloseTicket>((close, ct) => close.ExecuteAsync(id, Seen, ct));
        if (result.Succeeded) Shell.Toasts.Done(T["done.closed", number], () => ReopenAsync(id));
    }

    private Task<Result> ReopenAsync() => ReopenAsync(Row.Id);

    private Task<Result> ReopenAsync(TicketId id) => DoAsync<ReopenTicket>((reopen, ct) => reopen.ExecuteAsync(id, ct));

    private async Task<Result> DoAsync<TUseCase>(Func<TUseCase, CancellationToken, Task<Result>> call, bool tell = true)
        where TUseCase : notnull
    {
        if (_busy) return Result.Ok;
        _busy = true;
        try
        {
            var result = await UseCases.RunAsync(call);
            if (!result.Succeeded && tell) Shell.Toasts.Refused(Errors.For(result.Error));
            return result;
        }
        finally
        {
            _busy = false;
        }
    }
}
