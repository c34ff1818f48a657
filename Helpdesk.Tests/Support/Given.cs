using System.Text;
using System.Text.Json.Nodes;
using Helpdesk.Core.Channels;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Channels;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Support;

/// <summary>Brings a desk into a state through the use cases a person would use. Over any service provider: a <see cref="TestDesk"/> or a whole host.</summary>
public sealed class Given(IServiceProvider services)
{
    private const string Password = "correct horse battery";
    private int _people;

    /// <summary>Runs a service in its own scope.</summary>
    public Task<TResult> RunAsync<TService, TResult>(Actor actor, Func<TService, Task<TResult>> call)
        where TService : notnull => services.GetRequiredService<UseCaseRunner>().RunAsync(actor, call);

    /// <summary>Looks into the database as an actor.</summary>
    public Task<TResult> LookAsync<TResult>(Actor actor, Func<HelpdeskDb, Task<TResult>> look) => RunAsync(actor, look);

    /// <summary>The first workspace, by its set-up link; the actor is its administrator.</summary>
    public async Task<Actor> WorkspaceAsync(string setupToken, string timeZone = "Africa/Cairo")
    {
        var tenant = new TenantId(services.GetRequiredService<IIdSource>().Next());
        var request = new SetUpRequest(setupToken, "Nile Repairs", timeZone, "en", "Support", "Ada", "ada@example.com", Password);
        var admin = Succeeded(await RunAsync<SetUpWorkspace, Result<UserId>>(Actor.System(tenant), u => u.ExecuteAsync(request, default)));
        return await MemberAsync(tenant, admin);
    }

    /// <summary>Another workspace of the installation: set-up makes only the first, so its rows are written as set-up would.</summary>
    public async Task<Actor> AnotherWorkspaceAsync(string name = "Delta Clinic")
    {
        var ids = services.GetRequiredService<IIdSource>();
        var (tenant, user, now) = (new TenantId(ids.Next()), new UserId(ids.Next()), services.GetRequiredService<TimeProvider>().GetUtcNow());
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorContext>().Set(Actor.System(tenant));
        var people = scope.ServiceProvider.GetRequiredService<IPeopleStore>();
        var department = Department.Create(new DepartmentId(ids.Next()), "Desk").Value;
        people.Add(Tenant.Create(tenant, name, "Europe/Madrid", "en", now).Value);
        people.Add(department);
        var added = Succeeded(await people.AddUserAsync(user, $"boss{ids.Next()}@example.com", "Boss", Password, mayExist: false, default));
        people.Add(Membership.Create(new AgentId(ids.Next()), added, "Boss", Role.Admin, [department.Id], now));
        Assert.Null((await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().SaveAsync(default)).Error);
        return await MemberAsync(tenant, added);
    }

    /// <summary>A colleague, invited and joined; in the oldest department unless others are named.</summary>
    public async Task<Actor> AgentAsync(Actor admin, string name, RoleChoice? role = null, params DepartmentId[] departments)
    {
        var email = $"{name.ToLowerInvariant()}{Interlocked.Increment(ref _people)}@example.com";
        var link = Succeeded(await RunAsync<InviteColleague, Result<string>>(admin, u => u.ExecuteAsync(email, role ?? Role.Agent, departments, default)));
        var (tenant, secret) = JoinToken.Split(link)!.Value;
        var user = Succeeded(await RunAsync<JoinWorkspace, Result<UserId>>(Actor.System(tenant), u => u.ExecuteAsync(secret, name, Password, default)));
        return await MemberAsync(tenant, user);
    }

    /// <summary>A WhatsApp server of the workspace.</summary>
    public async Task<long> ServerAsync(Actor admin, string baseUrl, string secretKey = "THISISMYSECURETOKEN")
    {
        var server = Succeeded(await RunAsync<AddWhatsAppServer, Result<long>>(admin, u => u.ExecuteAsync("Office", baseUrl, secretKey, default)));
        await LiveSettledAsync(admin.Tenant);
        return server;
    }

    /// <summary>A number of a server.</summary>
    public async Task<ChannelAccountId> NumberAsync(Actor admin, long server, string session = Webhook.Session, int perMinute = 600)
    {
        var number = Succeeded(await RunAsync<AddWhatsAppNumber, Result<ChannelAccountId>>(
            admin, u => u.ExecuteAsync(server, session, session, perMinute, default)));
        await LiveSettledAsync(admin.Tenant);
        return number;
    }

    /// <summary>The server as the webhook door knows it.</summary>
    public async Task<KnownServer> KnownAsync(ChannelAccountId number) =>
        (await services.GetRequiredService<ChannelDirectory>().GetAsync(number, default)).Server;

    /// <summary>Where the server's webhooks go.</summary>
    public async Task<string> WebhookPathAsync(Actor admin, long server) =>
        Succeeded(await RunAsync<IChannelQueries, Result<IReadOnlyList<ServerRow>>>(admin, q => q.ServersAsync(default))).Single(s => s.Id == server).WebhookPath;

    /// <summary>Hands a webhook to the door below HTTP.</summary>
    public async Task<Acceptance> ArrivesAsync(ChannelAccountId number, JsonObject webhook) =>
        await services.GetRequiredService<InboundDoor>().AcceptAsync(await KnownAsync(number), Encoding.UTF8.GetBytes(webhook.ToJsonString()), default);

    /// <summary>Waits until this node has delivered everything committed, so that its caches know.</summary>
    public async Task LiveSettledAsync(TenantId tenant)
    {
        var head = await LookAsync(Actor.System(tenant), db => db.LiveHeads.Select(h => h.Sequence).FirstOrDefaultAsync());
        var feed = services.GetRequiredService<Core.Live.ILiveFeed>();
        await Eventually.TrueAsync(() => feed.Position(tenant) >= head, "the live feed has told everything");
    }

    /// <summary>Another department.</summary>
    public async Task<DepartmentId> DepartmentAsync(Actor admin, string name) =>
        Succeeded(await RunAsync<CreateDepartment, Result<DepartmentId>>(admin, u => u.ExecuteAsync(name, "", default)));

    /// <summary>The actor a door would make of a member now.</summary>
    public async Task<Actor> AgainAsync(Actor member) => await MemberAsync(member.Tenant, member.User!.Value);

    private async Task<Actor> MemberAsync(TenantId tenant, UserId user)
    {
        await LiveSettledAsync(tenant);
        var member = await services.GetRequiredService<MembershipDirectory>().FindAsync(user, tenant, default);
        return member!.Actor.From(new RequestOrigin("203.0.113.7", "tests", "console"));
    }

    private static T Succeeded<T>(Result<T> result)
    {
        Assert.Null(result.Error);
        return result.Value;
    }
}
