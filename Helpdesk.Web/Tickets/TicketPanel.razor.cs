using Helpdesk.Core.Customers;
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

namespace Helpdesk.Web.Tickets;

/// <summary>One open ticket: head, thread, composer and context; a new one for each ticket.</summary>
public sealed partial class TicketPanel
{
    private TicketDetails? _details;
    private TicketRouting? _routing;
    private bool _gone;
    private long _seen;

    /// <summary>Which ticket.</summary>
    [Parameter, EditorRequired] public TicketId Id { get; set; }

    /// <summary>The row it was opened from, so that the head stands at once.</summary>
    [Parameter] public TicketRow? Known { get; set; }

    /// <summary>Where the list is, for one-pane screens.</summary>
    [Parameter, EditorRequired] public string Back { get; set; } = "";

    /// <summary>The customer's name is known.</summary>
    [Parameter] public EventCallback<string> OnName { get; set; }

    [CascadingParameter] private Shell Shell { get; set; } = default!;

    [Inject] private CurrentAgent Me { get; set; } = default!;

    [Inject] private CircuitUseCases UseCases { get; set; } = default!;

    [Inject] private ErrorText Errors { get; set; } = default!;

    [Inject] private IStringLocalizer<Texts> T { get; set; } = default!;

    private TicketRow? Row => _details?.Row ?? Known;

    private string? ReplyTo => (_details?.Addresses.FirstOrDefault(address => address.Kind == IdentityKind.Phone) ?? _details?.Addresses.FirstOrDefault())?.Display;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        // Messages move what the head and the context show as well: whose turn it is, the language, the first response.
        Listen(LiveTopic.Ticket(Me.Tenant, Id.Value), _ => ReadAsync());
        Listen(LiveTopic.Notices(Me.Tenant, Me.Me.Value), updates => updates.Any(u => u.Kind == LiveKind.NotificationRulesChanged) ? ReadAsync() : Task.CompletedTask);
        Shell.OnReturn(ReadAsync, Gone);
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        var first = _details is null;
        var details = await UseCases.RunAsync<ITicketQueries, TicketDetails?>((tickets, ct) => tickets.DetailsAsync(Id, ct), Gone);
        _gone = details is null;
        _details = details ?? _details;
        await ReadRoutingAsync();
        if (first && details is not null) await OnName.InvokeAsync(details.Row.CustomerName);
        StateHasChanged();
    }

    private async Task ReadRoutingAsync()
    {
        _routing = await UseCases.RunAsync<IRoutingQueries, TicketRouting?>((routing, ct) => routing.OfTicketAsync(Id, ct), Gone) ?? _routing;
        StateHasChanged();
    }

    private async Task ReopenAsync()
    {
        var result = await UseCases.RunAsync<ReopenTicket, Result>((reopen, ct) => reopen.ExecuteAsync(Id, ct), Gone);
        if (!result.Succeeded) Shell.Toasts.Refused(Errors.For(result.Error));
    }
}
