using Helpdesk.Core.Conversations;
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

namespace Helpdesk.Web.Supervision;

/// <summary>One conversation looked at over its agent's shoulder: live, with what is being written and not sent; nothing counts as read by it.</summary>
public sealed partial class PeekDrawer
{
    private TicketRow? _row;
    private HolderDraft? _draft;
    private string _whisper = "";
    private string _clientId = NewClientId();
    private bool _busy;
    private bool _lost;
    private CancellationToken _gone;

    /// <summary>Which conversation; a new drawer for each.</summary>
    [Parameter, EditorRequired] public TicketId Ticket { get; set; }

    /// <summary>The ticket as the page knows it, for when its wait becomes too long.</summary>
    [Parameter] public LiveTicket? Known { get; set; }

    /// <summary>The name of its department.</summary>
    [Parameter] public string? Department { get; set; }

    [Parameter] public EventCallback OnClose { get; set; }

    [CascadingParameter] private Shell Shell { get; set; } = default!;

    [Inject] private CurrentAgent Me { get; set; } = default!;

    [Inject] private CircuitUseCases UseCases { get; set; } = default!;

    [Inject] private ILiveSignals Signals { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private ErrorText Errors { get; set; } = default!;

    [Inject] private IStringLocalizer<Texts> T { get; set; } = default!;

    [Inject] private IStringLocalizer<LiveTexts> L { get; set; } = default!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _gone = Gone;
        Listen(LiveTopic.Ticket(Me.Tenant, Ticket.Value), _ => ReadAsync());
        Listen<LiveSignal>(tell => [Signals.Subscribe(Me.Tenant, Kept(tell))], _ => ReadDraftAsync());
        Shell.OnReturn(ReadAsync, Gone);
        await ReadAsync();
    }

    private static string NewClientId() => $"whisper-{Guid.NewGuid():N}";

    private async Task ReadAsync()
    {
        var row = await UseCases.RunAsync<ITicketQueries, TicketRow?>((tickets, ct) => tickets.RowAsync(Ticket, ct), _gone);
        (_row, _lost) = (row, row is null);
        await ReadDraftAsync();
        StateHasChanged();
    }

    private async Task ReadDraftAsync()
    {
        var read = await UseCases.RunAsync<ISupervisionQueries, Result<HolderDraft?>>((q, ct) => q.DraftAsync(Ticket, ct), _gone);
        _draft = read.Succeeded ? read.Value : null;
    }

    private Action<LiveSignal> Kept(Action<LiveSignal> tell) => signal =>
    {
        if (signal.Kind == LiveSignalKind.DraftKept && signal.Ticket == Ticket.Value) tell(signal);
    };

    private void Lost() => (_row, _lost) = (null, true);

    private async Task WhisperAsync()
    {
        if (_busy || string.IsNullOrWhiteSpace(_whisper)) return;
        _busy = true;
        var result = await UseCases.RunAsync<Whisper, Result<MessageId>>((whisper, ct) => whisper.ExecuteAsync(Ticket, _whisper, _clientId, ct), _gone);
        _busy = false;
        if (result.Succeeded) (_whisper, _clientId) = ("", NewClientId());
        else Shell.Toasts.Refused(Errors.For(result.Error));
    }

    private async Task TakeOverAsync()
    {
        if (_busy) return;
        _busy = true;
        var result = await UseCases.RunAsync<TakeOverTicket, Result>((take, ct) => take.ExecuteAsync(Ticket, ct), _gone);
        _busy = false;
        if (result.Succeeded)
        {
            Shell.Toasts.Done(L["done.taken", Isolate.Of($"#{_row?.Number}")]);
            Navigation.NavigateTo($"/tickets/{Ticket.Value}");
            return;
        }

        await ReadAsync();
        // Somebody was faster: the drawer shows who has it now.
        Shell.Toasts.Refused(_row is { AssigneeName: { } holder } && result.Error == TicketErrors.AlreadyAssigned ? T["claim.taken", Isolate.Of(holder)] : Errors.For(result.Error));
    }
}
