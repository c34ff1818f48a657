using System.Reflection;
using Helpdesk.Core.Activity;
using Helpdesk.Core.Channels;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Notifications;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Api;
using Helpdesk.Infrastructure.Conversations;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Infrastructure.Import;
using Helpdesk.Infrastructure.Live;
using Helpdesk.Infrastructure.Notifications.Push;
using Helpdesk.Infrastructure.Outbox;
using Helpdesk.Infrastructure.Presence;
using Helpdesk.Infrastructure.Secrets;
using Helpdesk.Infrastructure.Tickets;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Persistence;

/// <summary>The one database context. Reads see one workspace; writes are stamped with it, or refused (DESIGN 2).</summary>
public sealed class HelpdeskDb(DbContextOptions<HelpdeskDb> options, IActorAccessor actor, WriteGate gate) : IdentityUserContext<User, long>(options)
{
    public DbSet<Tenant> Tenants => Set<Tenant>();

    public DbSet<Membership> Memberships => Set<Membership>();

    public DbSet<Department> Departments => Set<Department>();

    public DbSet<CustomRole> CustomRoles => Set<CustomRole>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();

    public DbSet<IdempotentCall> IdempotentCalls => Set<IdempotentCall>();

    public DbSet<SetupLink> SetupLinks => Set<SetupLink>();

    public DbSet<SignInAttempt> SignInAttempts => Set<SignInAttempt>();

    public DbSet<UserSession> UserSessions => Set<UserSession>();

    public DbSet<KnownDevice> KnownDevices => Set<KnownDevice>();

    public DbSet<SecondFactor> SecondFactors => Set<SecondFactor>();

    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();

    public DbSet<SignInChallenge> SignInChallenges => Set<SignInChallenge>();

    public DbSet<Customer> Customers => Set<Customer>();

    public DbSet<CustomerIdentity> CustomerIdentities => Set<CustomerIdentity>();

    public DbSet<Ticket> Tickets => Set<Ticket>();

    public DbSet<TicketCounter> TicketCounters => Set<TicketCounter>();

    public DbSet<Category> Categories => Set<Category>();

    public DbSet<TicketMove> TicketMoves => Set<TicketMove>();

    public DbSet<TicketOffer> TicketOffers => Set<TicketOffer>();

    public DbSet<DelayEvent> DelayEvents => Set<DelayEvent>();

    public DbSet<ReplyTime> ReplyTimes => Set<ReplyTime>();

    public DbSet<RoutingTurn> RoutingTurns => Set<RoutingTurn>();

    public DbSet<DeskRules> DeskRules => Set<DeskRules>();

    public DbSet<DepartmentRules> DepartmentRules => Set<DepartmentRules>();

    public DbSet<AgentStatus> AgentStatuses => Set<AgentStatus>();

    public DbSet<AgentConnection> AgentConnections => Set<AgentConnection>();

    public DbSet<StateSpan> StateSpans => Set<StateSpan>();

    public DbSet<BreakReason> BreakReasons => Set<BreakReason>();

    public DbSet<AgentBreak> AgentBreaks => Set<AgentBreak>();

    public DbSet<NodeLease> NodeLeases => Set<NodeLease>();

    public DbSet<Deadline> Deadlines => Set<Deadline>();

    public DbSet<Message> Messages => Set<Message>();

    public DbSet<Attachment> Attachments => Set<Attachment>();

    public DbSet<ReadPosition> ReadPositions => Set<ReadPosition>();

    public DbSet<Draft> Drafts => Set<Draft>();

    public DbSet<InboundEntry> InboundEntries => Set<InboundEntry>();

    public DbSet<QueuedSend> QueuedSends => Set<QueuedSend>();

    public DbSet<EarlyReceipt> EarlyReceipts => Set<EarlyReceipt>();

    public DbSet<WhatsAppServer> WhatsAppServers => Set<WhatsAppServer>();

    public DbSet<ChannelAccount> ChannelAccounts => Set<ChannelAccount>();

    public DbSet<Calendar> Calendars => Set<Calendar>();

    public DbSet<Notification> Notifications => Set<Notification>();

    public DbSet<TicketMute> TicketMutes => Set<TicketMute>();

    public DbSet<NotificationChoices> NotificationChoices => Set<NotificationChoices>();

    public DbSet<NotificationDefaults> NotificationDefaults => Set<NotificationDefaults>();

    public DbSet<PushSubscription> PushSubscriptions => Set<PushSubscription>();

    public DbSet<PushSend> PushSends => Set<PushSend>();

    public DbSet<VapidKeyRow> VapidKeys => Set<VapidKeyRow>();

    public DbSet<ActivityEntry> ActivityLog => Set<ActivityEntry>();

    public DbSet<ImportedRow> ImportedRows => Set<ImportedRow>();

    public DbSet<OutboxRow> OutboxRows => Set<OutboxRow>();

    public DbSet<LiveHead> LiveHeads => Set<LiveHead>();

    public DbSet<LiveLogRow> LiveLog => Set<LiveLogRow>();

    public DbSet<DataProtectionKeyRow> DataProtectionKeys => Set<DataProtectionKeyRow>();

    public DbSet<KeyCheck> KeyChecks => Set<KeyCheck>();

    /// <summary>The workspace whose rows this context sees; read by the query filter.</summary>
    public TenantId Tenant => actor.Current.Tenant;

    /// <inheritdoc/>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        TenantStamp.Apply(ChangeTracker, actor);
        if (Database.CurrentTransaction is not null) return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        // A save outside the unit of work (sign-ins, drafts) waits in the same line; inside a transaction the turn is taken already.
        using var turn = await gate.EnterAsync(cancellationToken);
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(HelpdeskDb).Assembly);
        ModelConventions.Apply(builder);
        var filter = typeof(HelpdeskDb).GetMethod(nameof(FilterByTenant), BindingFlags.Instance | BindingFlags.NonPublic)!;
        foreach (var type in builder.Model.GetEntityTypes().Select(t => t.ClrType).Where(t => t.IsAssignableTo(typeof(ITenantOwned))).ToList())
            filter.MakeGenericMethod(type).Invoke(this, [builder]);
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        ModelConventions.Configure(configurationBuilder, Database.ProviderName);

    // An instance method: EF reads the member of the context at hand only when the filter's expression holds "this".
    private void FilterByTenant<T>(ModelBuilder builder)
        where T : class, ITenantOwned => builder.Entity<T>().HasQueryFilter(ModelConventions.TenantFilter, row => row.TenantId == Tenant);
}
