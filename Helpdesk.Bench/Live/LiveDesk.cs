using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace Helpdesk.Bench.Live;

/// <summary>A desk of many agents: one department of everybody, and one for every two. Each has a ticket, which the administrator holds.</summary>
public sealed class LiveDesk
{
    /// <summary>Clients that sign in as the same member.</summary>
    public const int PerMember = 5;

    /// <summary>Clients that hear of a small department.</summary>
    public const int PerGroup = 2 * PerMember;

    private readonly Dictionary<TicketId, DepartmentId> _departments = [];
    private readonly List<Actor> _members = [];

    private LiveDesk(BenchDesk desk) => Desk = desk;

    /// <summary>The product.</summary>
    public BenchDesk Desk { get; }

    /// <summary>Of every member, one.</summary>
    public IReadOnlyList<string> Cookies { get; private set; } = [];

    /// <summary>The members, acting.</summary>
    public IReadOnlyList<Actor> Members => _members;

    /// <summary>The ticket every client hears of.</summary>
    public TicketId Everybodys { get; private set; }

    /// <summary>Tickets that <see cref="PerGroup"/> clients hear of, each other ones.</summary>
    public IReadOnlyList<TicketId> Groups { get; private set; } = [];

    /// <summary>Fills a desk for that many clients.</summary>
    public static async Task<LiveDesk> FillAsync(BenchDesk desk, int clients)
    {
        var live = new LiveDesk(desk);
        await desk.Runner.RunAsync<IServiceProvider, Result>(Actor.System(desk.Tenant), scope => live.FillAsync(scope, clients / PerGroup));
        var cookies = new List<string>();
        foreach (var member in live.Members) cookies.Add(await desk.CookieOfAsync(member.User!.Value));
        live.Cookies = cookies;
        return live;
    }

    /// <summary>A colleague writes a note at a ticket: one update for who sees it.</summary>
    /// <returns>The note.</returns>
    public async Task<MessageId> NoteAsync(TicketId ticket) => (await Desk.Runner.RunAsync<AddNote, Result<MessageId>>(
        Desk.Acting, use => use.ExecuteAsync(ticket, "Told by the shop: the parcel leaves tomorrow.", $"bench-{Guid.NewGuid():N}", default))).Value;

    /// <summary>Announces many changes of a ticket's thread in one transaction, as an import would: what it costs to tell, without what it costs to write.</summary>
    /// <returns>A number of each.</returns>
    public Task<List<long>> AnnounceAsync(TicketId ticket, int count) => Desk.Runner.RunAsync<IServiceProvider, List<long>>(Actor.System(Desk.Tenant), async scope =>
    {
        var (live, ids) = (scope.GetRequiredService<ILiveAnnouncements>(), scope.GetRequiredService<IIdSource>());
        var told = new List<long>();
        for (var i = 0; i < count; i++)
        {
            told.Add(ids.Next());
            live.Announce(LiveKind.MessageChanged, ticket.Value, told[^1], LiveTopic.Ticket(Desk.Tenant, ticket.Value), LiveTopic.Department(Desk.Tenant, _departments[ticket].Value));
        }

        Check(await scope.GetRequiredService<IUnitOfWork>().SaveAsync(default));
        return told;
    });

    /// <summary>A member asks for no new work, or for work again.</summary>
    public async Task ChooseAsync(Actor member, bool away) =>
        Check(await Desk.Runner.RunAsync<ChooseState, Result>(member, use => use.ExecuteAsync(away, default)));


    private static void Check(Result result)
    {
        if (result.Error is { } refused) throw new InvalidOperationException(refused.Code);
    }

    private async Task<Result> FillAsync(IServiceProvider scope, int groups)
    {
        var (db, ids, now) = (scope.GetRequiredService<HelpdeskDb>(), scope.GetRequiredService<IIdSource>(), TimeProvider.System.GetUtcNow());
        var everybody = AddDepartment("Everybody");
        Everybodys = AddTicket(everybody);
        var tickets = new List<TicketId>();
        for (var group = 0; group < groups; group++)
        {
            var own = AddDepartment($"Group {group}");
            tickets.Add(AddTicket(own));
            AddMember($"Agent {group} a", own);
            AddMember($"Agent {group} b", own);
        }

        Groups = tickets;
        var saved = await scope.GetRequiredService<IUnitOfWork>().SaveAsync(default);
        Check(saved);
        return saved;

        DepartmentId AddDepartment(string name)
        {
            var department = Department.Create(new DepartmentId(ids.Next()), name).Value;
            db.Add(department);
            return department.Id;
        }

        TicketId AddTicket(DepartmentId department)
        {
            var customer = Customer.Meet(new CustomerId(ids.Next()), "Mona Adel", now);
            var ticket = Ticket.Open(new TicketId(ids.Next()), customer.Id, Desk.Account, department, null, now);
            ticket.AssignTo(Desk.Admin, null, MoveCause.Assigned);
            db.AddRange(customer, ticket);
            _departments[ticket.Id] = department;
            return ticket.Id;
        }

        void AddMember(string name, DepartmentId own)
        {
            var (agent, user) = (new AgentId(ids.Next()), new UserId(ids.Next()));
            db.Add(Membership.Create(agent, user, name, Role.Agent, [everybody, own], now));
            _members.Add(Actor.Member(Desk.Tenant, agent, user, Permissions.Of(Role.Agent), new HashSet<DepartmentId> { everybody, own }));
        }
    }
}
