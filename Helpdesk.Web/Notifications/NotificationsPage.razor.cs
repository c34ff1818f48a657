using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Notifications;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Web.Notifications;

/// <summary>How the member wants to be told: what by which way, when not at all, and on which devices.</summary>
public sealed partial class NotificationsPage
{
    private static readonly TimeSpan Morning = TimeSpan.FromHours(8);

    private NotificationSettings? _settings;
    private bool _quietOn;
    private TimeOnly _from = QuietHours.Offered.From;
    private TimeOnly _until = QuietHours.Offered.Until;
    private bool _critical = true;

    /// <inheritdoc/>
    protected override IReadOnlyList<Permission> Opens => [];

    /// <inheritdoc/>
    protected override bool Denied => false;

    // A kind that never reaches this member is not offered to them.
    private IEnumerable<NotificationKind> Kinds =>
        NotificationMatrix.Kinds.Where(kind => kind != NotificationKind.SessionDropped || Me.Can(Permission.SuperviseAgents));

    private DateTimeOffset Tomorrow
    {
        get
        {
            var morning = Shell.LocalNow.Date.AddDays(1) + Morning;
            return new DateTimeOffset(morning, Shell.Zone.GetUtcOffset(morning));
        }
    }

    /// <inheritdoc/>
    protected override Task OnInitializedAsync()
    {
        Listen(LiveTopic.Notices(Me.Tenant, Me.Me.Value), updates => updates.Any(u => u.Kind == LiveKind.NotificationRulesChanged) ? ReadAsync() : Task.CompletedTask);
        return base.OnInitializedAsync();
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync()
    {
        var first = _settings is null;
        _settings = await UseCases.RunAsync<INotificationQueries, NotificationSettings>((q, ct) => q.SettingsAsync(ct), Gone);
        if (!first || _settings.Own.Quiet is not { } quiet) return;
        (_quietOn, _from, _until, _critical) = (true, quiet.From, quiet.Until, quiet.CriticalAnyway);
    }

    private Task SetAsync(NotificationTable.NotificationCell cell)
    {
        var own = _settings!.Own;
        return SaveAsync(own with { Chosen = own.Chosen.With(cell.Kind, cell.Channel, true), On = own.On.With(cell.Kind, cell.Channel, cell.Value) });
    }

    private Task SaveQuietAsync() =>
        SaveAsync(_settings!.Own with { Quiet = _quietOn ? new QuietHours(_from, _until, Shell.Zone.Id, _critical) : null }, A["saved"]);

    private Task MuteAsync(DateTimeOffset? until) => SaveAsync(_settings!.Own with { MutedUntil = until?.ToUniversalTime() });

    // A cell or a mute shows that it is done by itself.
    private async Task SaveAsync(OwnNotifications own, string? done = null)
    {
        if (await DoAsync<ChangeNotifications>((change, ct) => change.ExecuteAsync(own, ct), done)) _settings = _settings! with { Own = own };
    }

    private Task UnmuteAsync(TicketId ticket) => DoAsync<MuteTicket>((mute, ct) => mute.EndAsync(ticket, ct));
}
