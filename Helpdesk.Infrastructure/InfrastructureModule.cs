using Helpdesk.Core.Activity;
using Helpdesk.Core.Channels;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Notifications;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Activity;
using Helpdesk.Infrastructure.Api;
using Helpdesk.Infrastructure.Channels;
using Helpdesk.Infrastructure.Channels.WhatsApp;
using Helpdesk.Infrastructure.Conversations;
using Helpdesk.Infrastructure.Customers;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Files;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Infrastructure.Identity.SignIn;
using Helpdesk.Infrastructure.Import;
using Helpdesk.Infrastructure.Live;
using Helpdesk.Infrastructure.Live.Redis;
using Helpdesk.Infrastructure.Notifications;
using Helpdesk.Infrastructure.Notifications.Push;
using Helpdesk.Infrastructure.Operations;
using Helpdesk.Infrastructure.Outbox;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Infrastructure.Presence;
using Helpdesk.Infrastructure.Routing;
using Helpdesk.Infrastructure.Secrets;
using Helpdesk.Infrastructure.Sla;
using Helpdesk.Infrastructure.Tenancy;
using Helpdesk.Infrastructure.Tickets;
using Helpdesk.Infrastructure.Work;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Quartz;

namespace Helpdesk.Infrastructure;

/// <summary>Fills Core's ports, capability by capability.</summary>
public static class InfrastructureModule
{
    /// <summary>Adds everything below the doors.</summary>
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<HelpdeskOptions>().Bind(configuration.GetSection(HelpdeskOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<HelpdeskOptions>().PostConfigure<IHostEnvironment>((options, host) => options.ResolveAgainst(host.ContentRootPath));
        services.AddSingleton<IValidateOptions<HelpdeskOptions>, DatabaseChoice>().AddSingleton<IValidateOptions<HelpdeskOptions>, RedisChoice>();
        services.AddOptions<WorkOptions>().Bind(configuration.GetSection("Work")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton<Metrics>()
            .AddPersistence()
            .AddSecrets()
            .AddPeople()
            .AddSignIn(configuration)
            .AddTickets()
            .AddConversations()
            .AddSla()
            .AddChannels()
            .AddImport()
            .AddPresence()
            .AddRouting()
            .AddNotifications(configuration)
            .AddLive(configuration)
            .AddWork();
    }

    private static HelpdeskOptions Settings(IServiceProvider services) => services.GetRequiredService<IOptions<HelpdeskOptions>>().Value;

    private static IServiceCollection AddPersistence(this IServiceCollection services) => services
        .AddSingleton<IIdSource, IdSource>()
        .AddSingleton(s => new WriteGate(single: Settings(s).Database == "Sqlite"))
        .AddDbContext<HelpdeskDb>((s, options) => options.UseDatabase(Settings(s).Database, Settings(s).EffectiveConnection))
        .AddScoped<ActorContext>()
        .AddScoped<IActorAccessor>(s => s.GetRequiredService<ActorContext>())
        .AddSingleton<UseCaseRunner>()
        .AddScoped<IUnitOfWork, UnitOfWork>()
        .AddScoped<Reactions>()
        .AddSingleton<IFileStore>(s => new DiskFileStore(Settings(s).FilesFolder, s.GetRequiredService<TimeProvider>()))
        .AddScoped<ActivityLog>()
        .AddScoped<IActivityLog>(s => s.GetRequiredService<ActivityLog>())
        .AddScoped<IActivityQueries, ActivityQueries>()
        .AddScoped<Retention>()
        .AddScoped<IWorkspaceEraser, WorkspaceEraser>()
        .AddScoped<Startup>();

    private static IServiceCollection AddSecrets(this IServiceCollection services)
    {
        services.AddSingleton(s => MasterKey.Load(Settings(s).MasterKey, Settings(s).KeyFile)).AddSingleton<ISecrets, AesSecrets>().AddSingleton<RotateKey>();
        services.AddDataProtection().SetApplicationName("Helpdesk");
        // It misses an encryptor of its own kind; the ring encrypts each key itself, bound to its row.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
        services.AddSingleton<IXmlRepository, DataProtectionRing>();
        services.AddOptions<KeyManagementOptions>().Configure<IXmlRepository>((options, ring) => options.XmlRepository = ring);
        return services;
    }

    private static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddIdentityCore<User>(options =>
            {
                options.User.RequireUniqueEmail = true;
                options.Password.RequiredLength = 10;
                options.Password.RequireNonAlphanumeric = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireDigit = false;
                options.Password.RequireLowercase = false;
                options.Password.RequiredUniqueChars = 5;
            })
            .AddEntityFrameworkStores<HelpdeskDb>();
        return services
            .AddScoped<IPasswordHasher<User>, DjangoPasswordHasher>()
            .AddScoped<IPeopleStore, PeopleStore>()
            .AddScoped<IMemberStore, MemberStore>()
            .AddScoped<IRoleStore, RoleStore>()
            .AddScoped<IDepartmentStore, DepartmentStore>()
            .AddScoped<IPeopleQueries, PeopleQueries>()
            .AddScoped<IAgentDirectory, AgentDirectory>()
            .AddSingleton<ILinkTokens, LinkTokens>()
            .AddSingleton<MembershipDirectory>()
            .AddScoped<ITokenStore, TokenStore>()
            .AddScoped<ITokenQueries, TokenQueries>()
            .AddScoped<TokenUse>()
            .AddSingleton<TokenDirectory>()
            .AddScoped<HubTickets>()
            .AddScoped<IdempotentCalls>()
            .AddTenantCache<TenantSettings>(LiveKind.ChannelChanged, LiveKind.WorkspaceChanged)
            .AddScoped<ITenantStore, TenantStore>()
            .AddScoped<IWorkspaceQueries, WorkspaceQueries>()
            .AddSingleton<PublicWorkspaces>()
            .AddSingleton<IDnsRecords, DnsRecords>()
            .AddScoped<ITenantDirectory, TenantDirectory>();
    }

    private static IServiceCollection AddTickets(this IServiceCollection services) => services
        .AddScoped<ICustomerStore, CustomerStore>()
        .AddScoped<ICustomerQueries, CustomerQueries>()
        .AddScoped<ITicketStore, TicketStore>()
        .AddScoped<ITicketQueries, TicketQueries>()
        .AddScoped<ITicketPlaces, TicketPlaces>()
        .AddScoped<IDeadlineStore, DeadlineStore>()
        .AddScoped<ICategoryStore, CategoryStore>()
        .AddScoped<TicketNumbers>();

    private static IServiceCollection AddConversations(this IServiceCollection services) => services
        .AddScoped<IMessageStore, MessageStore>()
        .AddScoped<IConversationQueries, ConversationQueries>()
        .AddScoped<IAttachmentQueries, AttachmentQueries>()
        .AddScoped<IDraftStore, DraftStore>()
        .AddScoped<IReadPositions, ReadPositions>()
        .AddScoped<IInboundJournal, InboundJournal>()
        .AddScoped<ISendQueue, SendQueue>()
        .AddScoped<ThreadAppends>()
        .AddScoped<WaitResumptions>()
        .AddScoped<ThreadWrites>();

    private static IServiceCollection AddSla(this IServiceCollection services) => services
        .AddTenantCache<WorkspaceCalendars>(LiveKind.WorkspaceChanged)
        .AddScoped<ICalendars, Calendars>()
        .AddScoped<ICalendarStore, CalendarStore>()
        .AddScoped<IHoursQueries, HoursQueries>();

    private static IServiceCollection AddChannels(this IServiceCollection services)
    {
        // Without the factory's loggers: a token is asked for under a path that holds the server's secret key.
        services.AddHttpClient<WppConnectClient>((s, http) => http.Timeout = s.GetRequiredService<IOptions<WorkOptions>>().Value.SendTimeout).RemoveAllLoggers();
        return services
            .AddSingleton<ChannelDirectory>()
            .AddScoped<IChannelStore, ChannelStore>()
            .AddScoped<IChannelQueries, ChannelQueries>()
            .AddScoped<IFailureQueries, FailureQueries>()
            .AddScoped<IReactionStore, ReactionStore>()
            .AddSingleton(s => new InboundSpool(Path.Combine(Settings(s).DataFolder, "spool")))
            .AddSingleton<JournalWriter>()
            .AddScoped<JournalBatch>()
            .AddSingleton<InboundDoor>()
            .AddSingleton<WppConnectTokens>()
            .AddTransient<WppConnectSender>()
            .AddTransient<IChannelSender>(s => s.GetRequiredService<WppConnectSender>())
            .AddTransient<LidPhones>()
            .AddScoped<InboundStep>()
            .AddScoped<PostponeEntry>()
            .AddTransient<Reconcile>()
            .AddScoped<ReconcileMark>()
            .AddSingleton<SendPace>()
            .AddScoped<ISendWork, SendWork>()
            .AddScoped<IReceiptStore, ReceiptStore>()
            .AddScoped<IOwnSends, OwnSends>()
            .AddScoped<ISeenWork, SeenWork>()
            .AddScoped<ISessionLookup, SessionLookup>();
    }

    private static IServiceCollection AddPresence(this IServiceCollection services) => services
        .AddScoped<IPresenceStore, PresenceStore>()
        .AddScoped<IBreakStore, BreakStore>()
        .AddScoped<IPresenceQueries, PresenceQueries>()
        .AddScoped<ForceOffline>()
        .AddSingleton<CommonGrounds>()
        .AddSingleton<NodeLeases>()
        .AddSingleton<ThisNode>()
        .AddSingleton<NodeStanding>()
        .AddSingleton<NodeHold>()
        .AddSingleton<PresenceNode>();

    private static IServiceCollection AddRouting(this IServiceCollection services) => services
        .AddTenantCache<DeskSettings>(LiveKind.WorkspaceChanged)
        .AddScoped<IDeskRules, DeskRulesDirectory>()
        .AddScoped<IAgentRoom, AgentRoom>()
        .AddScoped<WaitingDelays>()
        .AddScoped<WaitingReplies>()
        .AddScoped<IWaits>(s => s.GetRequiredService<WaitingDelays>())
        .AddScoped<IRoutingStore, RoutingStore>()
        .AddScoped<IRoutingQueries, RoutingQueries>()
        .AddScoped<SupervisionPast>()
        .AddScoped<ISupervisionQueries, SupervisionQueries>()
        .AddScoped<RoutingTurns>()
        .AddScoped<IRoutingTurns>(s => s.GetRequiredService<RoutingTurns>());

    private static IServiceCollection AddNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PushOptions>().Bind(configuration.GetSection("Push")).ValidateDataAnnotations().ValidateOnStart();
        // Without the factory's loggers: the path of a push resource is what gives the right to send to it.
        services.AddHttpClient<PushClient>((s, http) => http.Timeout = s.GetRequiredService<IOptions<PushOptions>>().Value.Timeout)
            .ConfigurePrimaryHttpMessageHandler(s => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseProxy = false,
                ConnectCallback = s.GetRequiredService<IOptions<PushOptions>>().Value.AllowPrivate ? null : PublicAddresses.ConnectAsync,
            })
            .RemoveAllLoggers();
        return services
            .AddTenantCache<NotificationBook>(LiveKind.NotificationRulesChanged)
            .AddScoped<INotificationStore, NotificationStore>()
            .AddScoped<INotificationQueries, NotificationQueries>()
            .AddScoped<IRecipients, RecipientDirectory>()
            .AddSingleton<VapidKeys>()
            .AddScoped<PushStep>();
    }

    private static IServiceCollection AddTenantCache<T>(this IServiceCollection services, params LiveKind[] changes)
        where T : class => services.AddSingleton(s => new TenantCache<T>(s.GetRequiredService<ILiveFeed>(), changes));

    private static IServiceCollection AddWork(this IServiceCollection services)
    {
        services
            .AddSingleton<WorkSignals>()
            .AddScoped<WorkClaims>()
            .AddScoped<OutboxStep>()
            .AddHostedService(s => s.GetRequiredService<NodeHold>())
            .AddHostedService<FilesGround>()
            .AddHostedService<RedisWorker>()
            .AddHostedService<LivePump>()
            .AddHostedService(s => s.GetRequiredService<JournalWriter>())
            .AddHostedService<SpoolDrain>()
            .AddHostedService<InboundWorker>()
            .AddHostedService<SendWorker>()
            .AddHostedService<OutboxDispatcher>()
            .AddHostedService<RoutingWorker>()
            .AddHostedService<PushWorker>()
            .AddHostedService(s => s.GetRequiredService<PresenceNode>())
            .AddHostedService<ReconcileWorker>();
        services.AddQuartz(quartz =>
        {
            quartz.ScheduleJob<DeadlineTick>(trigger => trigger.WithIdentity("deadlines").StartNow().WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromSeconds(1)).RepeatForever()));
            quartz.ScheduleJob<DomainJob>(trigger => trigger.WithIdentity("domains").StartNow().WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromHours(24)).RepeatForever()));
            quartz.ScheduleJob<RetentionJob>(trigger => trigger.WithIdentity("retention").StartNow().WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromHours(1)).RepeatForever()));
        });
        services.AddQuartzHostedService();
        return services;
    }
}
