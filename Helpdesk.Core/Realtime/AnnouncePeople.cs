using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Realtime;

/// <summary>
/// Tells pickers, admin pages and caches that people, what they may do or where they work has changed. Everybody's own page looks again what it
/// may still show, and hub connections of who lost or gained rights are cut (DECISIONS 27).
/// </summary>
public sealed class AnnouncePeople(ILiveAnnouncements live, IActorAccessor actor) :
    IEventHandler<MemberJoined>, IEventHandler<MemberChanged>, IEventHandler<RoleChanged>, IEventHandler<DepartmentChanged>,
    IEventHandler<InvitationChanged>, IEventHandler<TenantChanged>, IEventHandler<DomainChanged>, IEventHandler<TokenChanged>,
    IEventHandler<HoursChanged>
{
    /// <inheritdoc/>
    public Task HandleAsync(MemberJoined happened, CancellationToken ct) => Announce(LiveKind.PeopleChanged, happened.Agent.Value);

    /// <inheritdoc/>
    public Task HandleAsync(MemberChanged happened, CancellationToken ct) => Announce(LiveKind.PeopleChanged, happened.Agent.Value);

    /// <inheritdoc/>
    public Task HandleAsync(RoleChanged happened, CancellationToken ct) => Announce(LiveKind.PeopleChanged, happened.Role.Value);

    /// <inheritdoc/>
    public Task HandleAsync(DepartmentChanged happened, CancellationToken ct) => Announce(LiveKind.PeopleChanged, happened.Department.Value);

    /// <inheritdoc/>
    public Task HandleAsync(InvitationChanged happened, CancellationToken ct) => Announce(LiveKind.PeopleChanged, happened.Invitation);

    /// <inheritdoc/>
    public Task HandleAsync(TenantChanged happened, CancellationToken ct) => Announce(LiveKind.WorkspaceChanged, happened.Tenant.Value);

    /// <inheritdoc/>
    public Task HandleAsync(DomainChanged happened, CancellationToken ct) => Announce(LiveKind.WorkspaceChanged, happened.Domain);

    /// <inheritdoc/>
    public Task HandleAsync(TokenChanged happened, CancellationToken ct) => Announce(LiveKind.PeopleChanged, happened.Token);

    /// <inheritdoc/>
    public Task HandleAsync(HoursChanged happened, CancellationToken ct) => Announce(LiveKind.WorkspaceChanged, happened.Department?.Value ?? actor.Current.Tenant.Value);

    private Task Announce(LiveKind kind, long id)
    {
        live.Announce(kind, id, null, LiveTopic.People(actor.Current.Tenant));
        return Task.CompletedTask;
    }
}
