using Helpdesk.Core.Activity;
using Helpdesk.Core.Channels;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Notifications;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Identity.SignIn;
using Helpdesk.Infrastructure.Presence;
using Helpdesk.Web.Realtime;

namespace Helpdesk.Tests.Identity;

/// <summary>Who may call something.</summary>
/// <param name="Words">As the docs say it.</param>
/// <param name="AnyOf">The permissions of which one is enough; none where no permission decides.</param>
public sealed record Need(string Words, params Permission[] AnyOf)
{
    /// <summary>The installation's operator, whatever the role.</summary>
    public static readonly Need Operator = new("the installation's operator");

    /// <summary>Everybody who is signed in, about oneself.</summary>
    public static readonly Need SignedIn = new("anyone signed in");

    /// <summary>Whoever has the link.</summary>
    public static readonly Need Link = new("whoever has the link");

    /// <summary>No person: a worker calls it as the system of the entry's own workspace.</summary>
    public static readonly Need Worker = new("workers only");

    /// <summary>A step of use cases that have asked already.</summary>
    public static readonly Need Step = new("a step inside use cases");

    /// <summary>Strangers too.</summary>
    public static readonly Need Public = new("everybody");

    /// <summary>Everybody who is signed in; what one lacks the permission for is not on the page.</summary>
    public static readonly Need Page = new("anyone signed in; the page shows what one may see");

    /// <summary>Whoever knows the secret path.</summary>
    public static readonly Need Secret = new("the secret path");

    /// <summary>Answered with nothing but a refusal, whoever asks.</summary>
    public static readonly Need Nobody = new("nobody: refused");

    /// <summary>One of these permissions.</summary>
    public static implicit operator Need(Permission permission) => new(permission.ToString(), permission);
}

/// <summary>The written table of DECISIONS 46: what each use case and each route asks for.</summary>
public static class PermissionTable
{
    /// <summary>Class and method of each use case.</summary>
    public static readonly Dictionary<string, Need> UseCases = new()
    {
        [Name<ExportActivity>()] = Permission.ViewActivity,
        [Name<CreateToken>()] = new Need("UseApi for one's own, ManageTokens for a service", Permission.UseApi, Permission.ManageTokens),
        [Name<RevokeToken>()] = new Need("UseApi for one's own, ManageTokens for any", Permission.UseApi, Permission.ManageTokens),
        [Name<CreateDepartment>()] = Permission.ManageDepartments,
        [Name<ChangeDepartment>()] = Permission.ManageDepartments,
        [Name<CloseDepartment>()] = Permission.ManageDepartments,
        [Name<CloseDepartment>("ReopenAsync")] = Permission.ManageDepartments,
        [Name<ChangeMember>()] = Permission.ManagePeople,
        [Name<DeactivateMember>()] = Permission.ManagePeople,
        [Name<ReactivateMember>()] = Permission.ManagePeople,
        [Name<ResetForMember>()] = Permission.ManagePeople,
        [Name<SignOutMember>()] = Permission.ManagePeople,
        [Name<InviteColleague>()] = Permission.ManagePeople,
        [Name<RevokeInvitation>()] = Permission.ManagePeople,
        [Name<JoinWorkspace>()] = Need.Link,
        [Name<JoinWorkspace>("InvitedAsync")] = Need.Link,
        [Name<RoleGrants>("CheckAsync")] = Need.Step,
        [Name<CreateRole>()] = Permission.ManageRoles,
        [Name<ChangeRole>()] = Permission.ManageRoles,
        [Name<RemoveRole>()] = Permission.ManageRoles,
        [Name<CreateWorkspace>()] = Need.Operator,
        [Name<SuspendWorkspace>()] = Need.Operator,
        [Name<SuspendWorkspace>("ResumeAsync")] = Need.Operator,
        [Name<EraseWorkspace>()] = Need.Operator,
        [Name<RegisterWorkspace>()] = Need.Link,
        [Name<RegisterWorkspace>("ProvenAsync")] = Need.Link,
        [Name<SetUpWorkspace>()] = Need.Link,
        [Name<SetUpWorkspace>("IsUsableAsync")] = Need.Link,
        [Name<ClaimDomain>()] = Permission.ManageWorkspace,
        [Name<VerifyDomains>()] = Permission.ManageWorkspace,
        [Name<RemoveDomain>()] = Permission.ManageWorkspace,
        [Name<ChangeWorkspace>()] = Permission.ManageWorkspace,
        [Name<ChangeLogo>()] = Permission.ManageWorkspace,
        [Name<ChangeHours>()] = Permission.ManageWorkspace,
        [Name<ChangeHours>("OfDepartmentAsync")] = Permission.ManageDepartments,
        [Name<RemoveHours>()] = Permission.ManageWorkspace,
        [Name<RemoveHours>("OfDepartmentAsync")] = Permission.ManageDepartments,
        [Name<ReceiveMessage>()] = Need.Worker,
        [Name<ThreadResolver>("CustomerAsync")] = Need.Step,
        [Name<ThreadResolver>("TicketAsync")] = Need.Step,
        [Name<TicketAudience>("AnnounceAsync")] = Need.Step,
        [Name<SendReply>()] = Permission.WorkTickets,
        [Name<AddNote>()] = Permission.WorkTickets,
        [Name<MarkRead>()] = Permission.ViewTickets,
        [Name<RetrySend>()] = Permission.WorkTickets,
        [Name<CheckSend>()] = Permission.WorkTickets,
        [Name<RecordSentFromPhone>()] = Need.Worker,
        [Name<RevokeMessage>()] = Need.Worker,
        [Name<HearChannelState>()] = Need.Worker,
        [Name<EndEntry>("IgnoreAsync")] = Need.Worker,
        [Name<EndEntry>("FailAsync")] = Need.Worker,
        [Name<RetryInbound>()] = Permission.HandleFailures,
        [Name<RetryReaction>()] = Permission.HandleFailures,
        [Name<AddWhatsAppServer>()] = Permission.ManageChannels,
        [Name<AddWhatsAppNumber>()] = Permission.ManageChannels,
        [Name<ServeNumber>()] = Permission.ManageChannels,
        [Name<DeliverSend>()] = Need.Worker,
        [Name<DeliverSend>("PutOffAsync")] = Need.Worker,
        [Name<SendSettlement>("SettleAsync")] = Need.Step,
        [Name<ApplyReceipt>()] = Need.Worker,
        [Name<ApplyReceipt>("TakeEarlyAsync")] = Need.Worker,
        [Name<CreateCustomer>()] = Permission.EditCustomers,
        [Name<RenameCustomer>()] = Permission.EditCustomers,
        [Name<ResolveTicket>()] = Permission.WorkTickets,
        [Name<CloseTicket>()] = Permission.WorkTickets,
        [Name<SetTicketAside>()] = Permission.WorkTickets,
        [Name<ReopenTicket>()] = Permission.WorkTickets,
        [Name<ClaimTicket>()] = Permission.WorkTickets,
        [Name<AssignTicket>()] = Permission.AssignTickets,
        [Name<PrioritiseTicket>()] = Permission.WorkTickets,
        [Name<DelayClock>("DueAsync")] = Need.Step,
        [Name<DelayClock>("DueAsStoredAsync")] = Need.Step,
        [Name<DelayClock>("StoredAsync")] = Need.Step,
        [Name<DelayLooks>("SetOnceAsync")] = Need.Step,
        [Name<MarkDelayed>("MeetAsync")] = Need.Step,
        [Name<ReleaseTicket>()] = Permission.WorkTickets,
        [Name<CategoriseTicket>()] = Permission.WorkTickets,
        [Name<ChangeCategory>()] = Permission.ManageRouting,
        [Name<ChangeCategory>("AddAsync")] = Permission.ManageRouting,
        [Name<MeetDeadline>()] = Need.Worker,
        [Name<CloseResolvedTicket>("MeetAsync")] = Need.Step,
        [Name<AgentReach>("CheckAsync")] = Need.Step,
        [Name<HearConnections>()] = Need.Worker,
        [Name<LoseNode>()] = Need.Worker,
        [Name<EndGrace>("MeetAsync")] = Need.Step,
        [Name<ChooseState>()] = Permission.WorkTickets,
        [Name<ForceOffline>()] = Permission.SuperviseAgents,
        [Name<BreakBegin>("StartAsync")] = Need.Step,
        [Name<TakeBreak>()] = Permission.WorkTickets,
        [Name<ForceBreak>()] = Permission.SuperviseAgents,
        [Name<EndBreak>()] = new Need("SuperviseAgents; WorkTickets for one's own", Permission.SuperviseAgents),
        [Name<WarnOfOverrun>("MeetAsync")] = Need.Step,
        [Name<ChangeBreakReason>()] = Permission.ManageRouting,
        [Name<ChangeBreakReason>("AddAsync")] = Permission.ManageRouting,
        [Name<RouteDepartment>()] = Need.Worker,
        [Name<RulesNow>("OfAsync")] = Need.Step,
        [Name<TicketGiving>("GiveAsync")] = Need.Step,
        [Name<TicketGiving>("EndLapsedAsync")] = Need.Step,
        [Name<AcceptOffer>()] = Permission.WorkTickets,
        [Name<DeclineOffer>()] = Permission.WorkTickets,
        [Name<TransferTicket>()] = Permission.AssignTickets,
        [Name<TicketPassing>("PassAsync")] = Need.Step,
        [Name<TakeOverTicket>()] = Permission.SuperviseAgents,
        [Name<ChangeRouting>()] = Permission.ManageRouting,
        [Name<ChangeRouting>("OfDepartmentAsync")] = Permission.ManageRouting,
        [Name<ChangeCapacity>()] = Permission.SuperviseAgents,
        [Name<HandOver>()] = Permission.SuperviseAgents,
        [Name<Whisper>()] = Permission.SuperviseAgents,
        [Name<Notifier>("TellAsync")] = Need.Step,
        [Name<Notifier>("TellAgainAsync")] = Need.Step,
        [Name<ReadNotifications>()] = Need.SignedIn,
        [Name<ReadNotifications>("OfTicketAsync")] = Need.SignedIn,
        [Name<ReadNotifications>("AllAsync")] = Need.SignedIn,
        [Name<ChangeNotifications>()] = Need.SignedIn,
        [Name<ChangeNotificationDefaults>()] = Permission.ManageWorkspace,
        [Name<ListNameable>()] = Permission.WorkTickets,
        [Name<MuteTicket>()] = Permission.ViewTickets,
        [Name<MuteTicket>("EndAsync")] = Need.SignedIn,
        [Name<SubscribePush>()] = Need.SignedIn,
        [Name<SubscribePush>("EndAsync")] = Need.SignedIn,
        [Name<SubscribePush>("ForgetAsync")] = Need.SignedIn,
    };

    /// <summary>Method and pattern of each route that is no static file.</summary>
    public static readonly Dictionary<string, Need> Routes = new()
    {
        ["GET /"] = Need.Page,
        ["GET /tickets/{Id:long}"] = Need.Page,
        ["GET /account"] = Need.Page,
        ["GET /account/notifications"] = Need.Page,
        ["GET /welcome"] = Need.Page,
        ["GET /channels"] = Need.Page,
        ["GET /failures"] = Need.Page,
        ["GET /live"] = Need.Page,
        ["GET /operator"] = Need.Page,
        ["GET /settings/activity"] = Need.Page,
        ["GET /settings/departments"] = Need.Page,
        ["GET /settings/hours"] = Need.Page,
        ["GET /settings/people"] = Need.Page,
        ["GET /settings/people/{Id:long}"] = Need.Page,
        ["GET /settings/roles"] = Need.Page,
        ["GET /settings/routing"] = Need.Page,
        ["GET /settings/tokens"] = Need.Page,
        ["GET /settings/workspace"] = Need.Page,
        ["GET /files/{id:long}"] = Need.SignedIn,
        ["GET /hubs/agent"] = Need.SignedIn,
        ["GET /hubs/agent/negotiate"] = Need.SignedIn,
        ["POST /account/passkeys"] = Need.SignedIn,
        ["POST /account/passkeys/options"] = Need.SignedIn,
        ["POST /account/renew"] = Need.SignedIn,
        ["POST /account/switch"] = Need.SignedIn,
        ["POST /signout"] = Need.SignedIn,
        ["GET /settings/activity.csv"] = Permission.ViewActivity,
        ["POST /api/tickets/{id:long}/replies"] = Permission.WorkTickets,
        ["GET /signin"] = Need.Public,
        ["GET /forgot"] = Need.Public,
        ["GET /register"] = Need.Public,
        ["GET /not-found"] = Need.Public,
        ["GET /preferences"] = Need.Public,
        ["GET /healthz"] = Need.Public,
        ["GET /readyz"] = Need.Public,
        ["GET /api/docs"] = Need.Public,
        ["GET /api/v1/openapi.json"] = Need.Public,
        ["GET /w/{slug}"] = Need.Public,
        ["GET /w/{slug}/logo"] = Need.Public,
        ["POST /signin/passkey"] = Need.Public,
        ["POST /signin/passkey/options"] = Need.Public,
        ["GET /join/{Token}"] = Need.Link,
        ["GET /register/{Token}"] = Need.Link,
        ["GET /reset/{Token}"] = Need.Link,
        ["GET /setup/{Token}"] = Need.Link,
        ["POST /hooks/whatsapp/{token}"] = Need.Secret,
        ["DELETE /hooks/whatsapp/{token}"] = Need.Nobody,
        ["GET /hooks/whatsapp/{token}"] = Need.Nobody,
        ["HEAD /hooks/whatsapp/{token}"] = Need.Nobody,
        ["PATCH /hooks/whatsapp/{token}"] = Need.Nobody,
        ["PUT /hooks/whatsapp/{token}"] = Need.Nobody,
        ["GET /api/v1/activity"] = Permission.ViewActivity,
        ["GET /api/v1/agents"] = Permission.ViewTickets,
        ["GET /api/v1/categories"] = Permission.ViewTickets,
        ["GET /api/v1/customers/"] = Permission.ViewTickets,
        ["GET /api/v1/customers/{id:long}"] = Permission.ViewTickets,
        ["PATCH /api/v1/customers/{id:long}"] = Permission.EditCustomers,
        ["POST /api/v1/customers/"] = Permission.EditCustomers,
        ["GET /api/v1/departments"] = Permission.ViewTickets,
        ["GET /api/v1/tickets/"] = Permission.ViewTickets,
        ["GET /api/v1/tickets/{id:long}"] = Permission.ViewTickets,
        ["GET /api/v1/tickets/{id:long}/messages"] = Permission.ViewTickets,
        ["GET /api/v1/tickets/{id:long}/routing"] = Permission.ViewTickets,
        ["POST /api/v1/hub-tickets"] = new Need("any token"),
        ["POST /api/v1/tickets/{id:long}/accept"] = Permission.WorkTickets,
        ["POST /api/v1/tickets/{id:long}/claim"] = Permission.WorkTickets,
        ["POST /api/v1/tickets/{id:long}/close"] = Permission.WorkTickets,
        ["POST /api/v1/tickets/{id:long}/decline"] = Permission.WorkTickets,
        ["POST /api/v1/tickets/{id:long}/notes"] = Permission.WorkTickets,
        ["POST /api/v1/tickets/{id:long}/release"] = Permission.WorkTickets,
        ["POST /api/v1/tickets/{id:long}/reopen"] = Permission.WorkTickets,
        ["POST /api/v1/tickets/{id:long}/replies"] = Permission.WorkTickets,
        ["POST /api/v1/tickets/{id:long}/set-aside"] = Permission.WorkTickets,
        ["POST /api/v1/tickets/{id:long}/resolve"] = Permission.WorkTickets,
        ["POST /api/v1/tickets/{id:long}/transfer"] = Permission.AssignTickets,
        ["PUT /api/v1/tickets/{id:long}/assignee"] = Permission.AssignTickets,
        ["PUT /api/v1/tickets/{id:long}/category"] = Permission.WorkTickets,
        ["PUT /api/v1/tickets/{id:long}/priority"] = Permission.WorkTickets,
    };

    /// <summary>Methods of the agents' hub.</summary>
    public static readonly Dictionary<string, Need> Hub = new()
    {
        [nameof(AgentHub.WatchTicket)] = Permission.ViewTickets,
        [nameof(AgentHub.UnwatchTicket)] = Need.SignedIn,
        [nameof(AgentHub.WatchList)] = Permission.ViewTickets,
        [nameof(AgentHub.UnwatchList)] = Need.SignedIn,
        [nameof(AgentHub.WatchBoard)] = Permission.ViewTickets,
        [nameof(AgentHub.UnwatchBoard)] = Need.SignedIn,
        [nameof(AgentHub.Viewing)] = Permission.ViewTickets,
        [nameof(AgentHub.Typing)] = Permission.WorkTickets,
        [nameof(AgentHub.Claim)] = Permission.WorkTickets,
        [nameof(AgentHub.Reply)] = Permission.WorkTickets,
        [nameof(AgentHub.Note)] = Permission.WorkTickets,
    };

    private static string Name<T>(string method = "ExecuteAsync") => $"{typeof(T).Name}.{method}";
}
