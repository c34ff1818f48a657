using System.Globalization;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Web.Dev.WppConnect;
using Helpdesk.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Web.Dev;

/// <summary>
/// What <c>--demo</c> opens in Development: a pharmacy with a team and customers who write in both languages. The practice phones send real
/// webhooks and the team answers through the same use case as anybody; <c>remove-demo</c> takes it all away again (DECISIONS 42).
/// </summary>
public sealed class DemoWorkspace(UseCaseRunner runner, PracticeDesk practice, WppConnectDouble server, IIdSource ids, ILinkTokens tokens, PublicAddress address, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Makes the demo workspace unless there is one, and prints a one-time link into it.</summary>
    public async Task OpenAsync(TextWriter to, CancellationToken ct)
    {
        var existing = await runner.RunAsync<HelpdeskDb, List<TenantId>>(Actor.Installation, db => db.Tenants.Where(t => t.IsDemo).Select(t => t.Id).ToListAsync(ct));
        var tenant = existing.Count > 0 ? existing[0] : await FillAsync(ct);
        var email = string.Create(CultureInfo.InvariantCulture, $"you.{ids.Next():x}{DemoTeam.MailDomain}");
        var link = await runner.RunAsync<InviteColleague, Result<string>>(Actor.System(tenant), invite => invite.ExecuteAsync(email, Role.Admin, [], ct));
        await to.WriteLineAsync($"  The demo workspace, once, within 72 hours:  {address.Url}/join/{link.Value}\n");
    }

    private async Task<TenantId> FillAsync(CancellationToken ct)
    {
        var tenant = new TenantId(ids.Next());
        var system = Actor.System(tenant);
        var team = await runner.RunAsync<DemoTeam, IReadOnlyList<Actor>>(system, t => t.CreateAsync(ids, tokens, clock.GetUtcNow(), ct));
        var connected = await practice.ConnectAsync(system, "WhatsApp 01", ct);
        if (!connected.Succeeded) throw new InvalidOperationException($"The demo number was refused: {connected.Error.Code}.");

        var session = server.Session(DevModule.PracticeSession)!;
        foreach (var talk in DemoTalks.All)
        {
            var phone = session.Phone(talk.Phone, talk.Name);
            foreach (var text in talk.Says) await phone.SendTextAsync(text, null, ct);
            if (talk.Answer is not null) await AnswerAsync(system, team[talk.Agent], talk, ct);
        }

        return tenant;
    }

    private async Task AnswerAsync(Actor system, Actor agent, DemoTalk talk, CancellationToken ct)
    {
        var ticket = await ArrivedAsync(system, talk, ct);
        var request = new ReplyRequest(ticket, talk.Answer!, $"demo-{talk.Phone}", Seen: 0, SendAnyway: true);
        await runner.RunAsync<SendReply, Result<MessageId>>(agent, send => send.ExecuteAsync(request, ct));
    }

    private async Task<TicketId> ArrivedAsync(Actor system, DemoTalk talk, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        while (true)
        {
            var found = await runner.RunAsync<HelpdeskDb, List<TicketId>>(system, db =>
                (from t in db.Tickets join c in db.Customers on t.CustomerId equals c.Id where c.Name == talk.Name select t.Id).ToListAsync(either.Token));
            if (found.Count > 0) return found[0];
            await Task.Delay(TimeSpan.FromMilliseconds(50), clock, either.Token);
        }
    }
}

/// <summary>The demo's workspace, department and agents, who cannot sign in: nobody knows their passwords.</summary>
internal sealed class DemoTeam(IPeopleStore people, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Nobody's addresses end like this (RFC 2606).</summary>
    public const string MailDomain = "@demo.example";

    private static readonly string[] Names = ["Lina Haddad", "عمر صالح", "Sara Malik"];

    public async Task<IReadOnlyList<Actor>> CreateAsync(IIdSource ids, ILinkTokens tokens, DateTimeOffset now, CancellationToken ct)
    {
        var id = actor.Current.Tenant;
        var tenant = Tenant.Create(id, "صيدلية المنصورة · Mansoura Pharmacy", "Africa/Cairo", "ar", now).Value;
        tenant.MakeDemo();
        var department = Department.Create(new DepartmentId(ids.Next()), "الوصفات · Prescriptions").Value;
        people.Add(tenant);
        people.Add(department);
        var team = new List<Actor>();
        foreach (var name in Names)
        {
            var email = string.Create(CultureInfo.InvariantCulture, $"agent.{ids.Next():x}{DemoTeam.MailDomain}");
            var user = (await people.AddUserAsync(new UserId(ids.Next()), email, name, tokens.Create().Token, mayExist: false, ct)).Value;
            var agent = new AgentId(ids.Next());
            people.Add(Membership.Create(agent, user, name, Role.Agent, [department.Id], now));
            team.Add(Actor.Member(id, agent, user, Permissions.Of(Role.Agent), new HashSet<DepartmentId> { department.Id }));
        }

        var saved = await work.SaveAsync(ct);
        return saved.Succeeded ? team : throw new InvalidOperationException($"The demo was refused: {saved.Error.Code}.");
    }
}
