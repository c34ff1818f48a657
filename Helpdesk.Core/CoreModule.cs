using Helpdesk.Core.Activity;
using Helpdesk.Core.Channels;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Notifications;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Realtime;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace Helpdesk.Core;

/// <summary>Wires the use cases and who reacts to what, capability by capability.</summary>
public static class CoreModule
{
    /// <summary>Adds everything Core offers; its ports are filled by Infrastructure.</summary>
    public static IServiceCollection AddCore(this IServiceCollection services) => services
        .AddSingleton<EventMap>()
        .AddIdentityUseCases()
        .AddTickets()
        .AddConversations()
        .AddSla()
        .AddChannels()
        .AddPresence()
        .AddRouting()
        .AddNotifications()
        .AddActivity()
        .AddRealtime();

    private static IServiceCollection AddIdentityUseCases(this IServiceCollection services) => services
        .AddScoped<InvitationTools>()
        .AddScoped<SetUpWorkspace>()
        .AddScoped<CreateWorkspace>()
        .AddScoped<RegisterWorkspace>()
        .AddScoped<SuspendWorkspace>()
        .AddScoped<EraseWorkspace>()
        .AddScoped<ChangeWorkspace>()
        .AddScoped<ChangeLogo>()
        .AddScoped<ClaimDomain>()
        .AddScoped<VerifyDomains>()
        .AddScoped<RemoveDomain>()
        .AddScoped<InviteColleague>()
        .AddScoped<RevokeInvitation>()
        .AddScoped<JoinWorkspace>()
        .AddScoped<ChangeMember>()
        .AddScoped<DeactivateMember>()
        .AddScoped<ReactivateMember>()
        .AddScoped<RoleGrants>()
        .AddScoped<CreateRole>()
        .AddScoped<ChangeRole>()
        .AddScoped<RemoveRole>()
        .AddScoped<CreateDepartment>()
        .AddScoped<ChangeDepartment>()
        .AddScoped<CloseDepartment>()
        .AddScoped<CreateToken>()
        .AddScoped<RevokeToken>();

    private static IServiceCollection AddTickets(this IServiceCollection services) => services
        .AddScoped<CreateCustomer>()
        .AddScoped<RenameCustomer>()
        .AddScoped<ClaimTicket>()
        .AddScoped<AssignTicket>()
        .AddScoped<PrioritiseTicket>()
        .AddScoped<ResolveTicket>()
        .AddScoped<CloseTicket>()
        .AddScoped<SetTicketAside>()
        .AddScoped<ReopenTicket>()
        .AddScoped<ReleaseTicket>()
        .AddScoped<CategoriseTicket>()
        .AddScoped<ChangeCategory>()
        .AddScoped<MeetDeadline>()
        .AddScoped<IDeadlineRule, CloseResolvedTicket>()
        .Inline<TicketStatusChanged, ScheduleCloseOnResolved>();

    private static IServiceCollection AddConversations(this IServiceCollection services) => services
        .AddScoped<TicketAudience>()
        .AddScoped<ThreadResolver>()
        .AddScoped<ReceiveMessage>()
        .AddScoped<SendReply>()
        .AddScoped<AddNote>()
        .AddScoped<MarkRead>()
        .Inline<TicketOpened, RecordTicketEvents>()
        .Inline<TicketAssigned, RecordTicketEvents>()
        .Inline<TicketQueued, RecordTicketEvents>()
        .Inline<TicketStatusChanged, RecordTicketEvents>()
        .Inline<TicketPrioritised, RecordTicketEvents>()
        .Inline<ReplyQueued, TakeOnAnswered>()
        .Inline<ReplyQueued, ClearDraftOnSent>()
        .Inline<NoteAdded, ClearDraftOnSent>()
        .Inline<ReadMoved, ShowReadOnReadMoved>();

    private static IServiceCollection AddSla(this IServiceCollection services) => services
        .AddScoped<ChangeHours>()
        .AddScoped<RemoveHours>();

    private static IServiceCollection AddChannels(this IServiceCollection services) => services
        .AddScoped<AddWhatsAppServer>()
        .AddScoped<AddWhatsAppNumber>()
        .AddScoped<ServeNumber>()
        .AddScoped<DeliverSend>()
        .AddScoped<SendSettlement>()
        .AddScoped<RetrySend>()
        .AddScoped<CheckSend>()
        .AddScoped<ApplyReceipt>()
        .AddScoped<RecordSentFromPhone>()
        .AddScoped<RevokeMessage>()
        .AddScoped<HearChannelState>()
        .AddScoped<EndEntry>()
        .AddScoped<RetryInbound>()
        .AddScoped<RetryReaction>()
        .AfterCommit<AssigneeRead, TellSeenOnRead>()
        .AfterCommit<FileMissing, FetchFileOnMissing>();

    private static IServiceCollection AddPresence(this IServiceCollection services) => services
        .AddScoped<AgentReach>()
        .AddScoped<HearConnections>()
        .AddScoped<LoseNode>()
        .AddScoped<ChooseState>()
        .AddScoped<BreakBegin>()
        .AddScoped<TakeBreak>()
        .AddScoped<ForceBreak>()
        .AddScoped<EndBreak>()
        .AddScoped<ChangeBreakReason>()
        .AddScoped<ChangeCapacity>()
        .AddScoped<IDeadlineRule, EndGrace>()
        .AddScoped<IDeadlineRule, WarnOfOverrun>()
        .Inline<MemberJoined, BeginStatusOnJoined>()
        .Inline<MemberChanged, LeaveOnDeactivated>()
        .Inline<AgentStateChanged, RecordStateSpans>()
        .AfterCommit<BreakChanged, StartNextBreak>();

    private static IServiceCollection AddRouting(this IServiceCollection services) => services
        .AddScoped<RulesNow>()
        .AddScoped<TicketGiving>()
        .AddScoped<RouteDepartment>()
        .AddScoped<AcceptOffer>()
        .AddScoped<DeclineOffer>()
        .AddScoped<TicketPassing>()
        .AddScoped<TransferTicket>()
        .AddScoped<TakeOverTicket>()
        .AddScoped<ChangeRouting>()
        .AddScoped<HandOver>()
        .AddScoped<Whisper>()
        .Inline<TicketQueued, MarkTurns>()
        .Inline<TicketAssigned, MarkTurns>()
        .Inline<TicketStatusChanged, MarkTurns>()
        .Inline<TicketCategorised, MarkTurns>()
        .Inline<TicketOffered, MarkTurns>()
        .Inline<OfferEnded, MarkTurns>()
        .Inline<AgentStateChanged, MarkTurns>()
        .Inline<MemberChanged, MarkTurns>()
        .Inline<RoutingRulesChanged, MarkTurns>()
        .Inline<CategoryChanged, MarkTurns>()
        .Inline<DepartmentChanged, MarkTurns>()
        .Inline<TicketAssigned, RecordMoves>()
        .Inline<TicketQueued, RecordMoves>()
        .Inline<TicketStatusChanged, ReturnTicketOnReopened>()
        .AddWaiting()
        .AfterCommit<AgentStateChanged, ReturnTicketsOnLeave>();

    private static IServiceCollection AddWaiting(this IServiceCollection services) => services
        .AddScoped<DelayClock>()
        .AddScoped<DelayLooks>()
        .AddScoped<IDeadlineRule, MarkDelayed>()
        .Inline<TicketAssigned, FollowTickets>()
        .Inline<TicketQueued, FollowTickets>()
        .Inline<TicketStatusChanged, FollowTickets>()
        .AfterCommit<RoutingRulesChanged, LookAgainOnRulesChanged>()
        .AfterCommit<HoursChanged, LookAgainOnRulesChanged>()
        .AfterCommit<TenantChanged, LookAgainOnRulesChanged>();

    private static IServiceCollection AddNotifications(this IServiceCollection services) => services
        .AddScoped<Notifier>()
        .AddScoped<ReadNotifications>()
        .AddScoped<ChangeNotifications>()
        .AddScoped<ChangeNotificationDefaults>()
        .AddScoped<MuteTicket>()
        .AddScoped<ListNameable>()
        .AddScoped<SubscribePush>()
        .Inline<TicketAssigned, NotifyHolder>()
        .Inline<TicketOffered, NotifyHolder>()
        .Inline<OfferEnded, NotifyHolder>()
        .Inline<AgentFilled, NotifyHolder>()
        .Inline<MessageReceived, NotifyHolder>()
        .Inline<AgentStateChanged, NotifySupervisors>()
        .Inline<BreakOverran, NotifySupervisors>()
        .Inline<TicketDelayed, NotifyDelayed>()
        .Inline<ReadMoved, ReadOnReadMoved>()
        .Inline<NotificationRulesChanged, AnnounceNotificationRules>()
        .AfterCommit<TicketQueued, NotifyQueue>()
        .AfterCommit<NoteAdded, NotifyMentioned>();

    private static IServiceCollection AddActivity(this IServiceCollection services) => services
        .AddScoped<ExportActivity>()
        .Inline<ReplyQueued, LogReplies>()
        .Inline<NoteAdded, LogReplies>()
        .Inline<Whispered, LogReplies>();

    private static IServiceCollection AddRealtime(this IServiceCollection services) => services
        .Inline<TicketOpened, AnnounceTicketChanges>()
        .Inline<TicketAssigned, AnnounceTicketChanges>()
        .Inline<TicketQueued, AnnounceTicketChanges>()
        .Inline<TicketOffered, AnnounceTicketChanges>()
        .Inline<OfferEnded, AnnounceTicketChanges>()
        .Inline<TicketOffered, AnnounceOffers>()
        .Inline<OfferEnded, AnnounceOffers>()
        .Inline<TicketCategorised, AnnounceTicketChanges>()
        .Inline<TicketStatusChanged, AnnounceTicketChanges>()
        .Inline<TicketPrioritised, AnnounceTicketChanges>()
        .Inline<TicketDelayed, AnnounceTicketChanges>()
        .Inline<TicketDelayEnded, AnnounceTicketChanges>()
        .AfterCommit<RoutingRulesChanged, AnnounceWaits>()
        .AfterCommit<HoursChanged, AnnounceWaits>()
        .AfterCommit<TenantChanged, AnnounceWaits>()
        .Inline<MessageReceived, AnnounceMessages>()
        .Inline<ReplyQueued, AnnounceMessages>()
        .Inline<NoteAdded, AnnounceMessages>()
        .Inline<Whispered, AnnounceMessages>()
        .Inline<MessageChanged, AnnounceMessages>()
        .Inline<MemberJoined, AnnouncePeople>()
        .Inline<MemberChanged, AnnouncePeople>()
        .Inline<RoleChanged, AnnouncePeople>()
        .Inline<DepartmentChanged, AnnouncePeople>()
        .Inline<InvitationChanged, AnnouncePeople>()
        .Inline<TenantChanged, AnnouncePeople>()
        .Inline<DomainChanged, AnnouncePeople>()
        .Inline<HoursChanged, AnnouncePeople>()
        .Inline<SessionEnded, AnnounceSessions>()
        .Inline<TokenChanged, AnnouncePeople>()
        .Inline<CustomerRenamed, AnnounceCustomers>()
        .Inline<ChannelAccountChanged, AnnounceChannels>()
        .Inline<WhatsAppServerAdded, AnnounceChannels>()
        .Inline<AgentStateChanged, AnnouncePresence>()
        .Inline<BreakChanged, AnnouncePresence>()
        .Inline<RoutingRulesChanged, AnnounceRules>()
        .Inline<BreakReasonChanged, AnnounceRules>()
        .Inline<CategoryChanged, AnnounceRules>()
        .Inline<InboundFailed, AnnounceChannels>()
        .Inline<InboundRetried, AnnounceChannels>();
}
