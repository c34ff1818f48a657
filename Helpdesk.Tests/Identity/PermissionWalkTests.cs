using System.Globalization;
using System.Reflection;
using System.Text;
using Helpdesk.Core;
using Helpdesk.Core.Channels;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Identity.SignIn;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Infrastructure.Presence;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Realtime;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Xunit.Abstractions;

namespace Helpdesk.Tests.Identity;

/// <summary>Every use case × every role × own department, another one, another workspace's ids, against the written table (DECISIONS 46).</summary>
public sealed class PermissionWalkTests(ITestOutputHelper output)
{
    // A filter that names nothing of the workspace's: nothing is done, and nothing is wrong.
    private static readonly string[] QuietAboutNothing = ["ExportActivity.ExecuteAsync"];

    // No reaction of the walk's has failed and nobody is asked to take anything: there is none to name.
    private static readonly string[] NothingOfOwn = ["RetryReaction.ExecuteAsync", "AcceptOffer.ExecuteAsync", "DeclineOffer.ExecuteAsync"];

    // Which department they lie in decides who sees them.
    private static readonly Type[] OfATicket = [typeof(TicketId), typeof(MessageId), typeof(CustomerId)];

    // Which department the agent works in decides whose agent it is.
    private static readonly Type[] OfAnAgent = [typeof(ForceBreak), typeof(EndBreak), typeof(ForceOffline), typeof(ChangeCapacity), typeof(HandOver)];

    [Fact]
    public void Every_use_case_stands_in_the_table_and_nothing_else_does()
    {
        var found = Methods().Select(Name).Order().ToList();
        Assert.True(found.Count > 50);
        Assert.Equal([], found.Except(PermissionTable.UseCases.Keys).Select(m => $"{m} is not in the table"));
        Assert.Equal([], PermissionTable.UseCases.Keys.Except(found).Select(m => $"{m} is gone"));
    }

    [Fact]
    public void Every_method_of_the_agents_hub_stands_in_the_table_and_nothing_else_does()
    {
        Assert.Equal([typeof(AgentHub)], typeof(AgentHub).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(Hub))));
        var own = typeof(AgentHub).GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).Where(m => m.GetBaseDefinition().DeclaringType == typeof(AgentHub));
        Assert.Equal(own.Select(m => m.Name).Order(), PermissionTable.Hub.Keys.Order());
    }

    [Fact]
    public void The_docs_show_the_table()
    {
        var file = Path.Combine(Repository.Root, "docs", "permissions.md");
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1") File.WriteAllText(file, Render());
        Assert.True(File.Exists(file), "docs/permissions.md is not there: run this test with UPDATE_DOCS=1.");
        Assert.Equal(Render(), File.ReadAllText(file));
    }

    [Fact]
    public async Task Each_role_may_do_what_the_table_says_and_only_where_it_works()
    {
        var walking = new Walking();
        await using var desk = await TestDesk.StartAsync(services: services => services
            .AddScoped<UnitOfWork>()
            .AddScoped<IUnitOfWork>(s => new NothingKept(s.GetRequiredService<UnitOfWork>(), walking))
            .AddScoped<IWorkspaceEraser, ErasesNothing>());
        await WrittenAsync(desk, desk.Admin, desk.Number, Webhook.Session);
        var other = await desk.Given.AnotherWorkspaceAsync();
        var number = await desk.Given.NumberAsync(other, await desk.Given.ServerAsync(other, "http://127.0.0.1:9"), "elsewhere");
        await WrittenAsync(desk, other, number, "elsewhere");
        var (own, foreign) = (await IdsAsync(desk, desk.Admin, desk.Number), await IdsAsync(desk, other, number));
        var second = await desk.Given.DepartmentAsync(desk.Admin, "Workshop");
        var actors = await ActorsAsync(desk, own.Department, second);
        Assert.Equal(14, actors.Count);

        walking.On = true;
        var (tried, wrong) = (0, new List<string>());
        foreach (var method in Methods().Where(m => PermissionTable.UseCases[Name(m)] is var need && (need.AnyOf.Length > 0 || need == Need.Operator)))
        {
            foreach (var (who, actor, place) in actors.Select(a => (a.Who, a.Actor, a.Place)).Concat(actors.Where(a => a.Place == Place.Own).Select(a => (a.Who, a.Actor, Place: Place.Foreign))))
            {
                var ids = place == Place.Foreign ? foreign : own;
                foreach (var arguments in MadeUp.ArgumentsFor(method, ids.Known(method)))
                {
                    tried++;
                    var error = await CallAsync(desk, actor, method, arguments);
                    if (Misjudged(method, arguments, actor, place, error) is { } why) wrong.Add($"{Name(method)} as {who}, {place}: {error?.Code ?? "done"}, but {why}");
                }
            }
        }

        output.WriteLine($"{tried} combinations of use case, role and place were tried");
        Assert.Equal([], wrong);
        Assert.True(tried > 500, $"only {tried} combinations");
    }

    private static string? Misjudged(MethodInfo method, object?[] arguments, Actor actor, Place place, Error? error)
    {
        var need = PermissionTable.UseCases[Name(method)];
        var may = need == Need.Operator ? actor.IsOperator : need.AnyOf.Any(actor.Granted.Contains);
        if (!may) return error?.Code is "permission.denied" or "permission.beyond-yours" ? null : "it lacks the permission";
        if (error?.Kind == ErrorKind.Forbidden) return "it has the permission";
        var named = arguments.OfType<object>().Any(a => Names(a, method));
        var missed = error?.Kind == ErrorKind.NotFound;
        if (need == Need.Operator || !named) return null;
        if (place == Place.Foreign) return missed || (error is null && QuietAboutNothing.Contains(Name(method))) ? null : "that is another workspace's";
        var hidden = place == Place.OtherDepartment && !actor.Granted.Contains(Permission.ViewAllTickets) && (OfAnAgent.Contains(method.DeclaringType!) || arguments.OfType<object>().Any(a => Holds(a.GetType(), OfATicket)));
        if (hidden) return missed ? null : "that is another department's";
        // Somebody else's token is not there for who has but UseApi.
        return !missed || NothingOfOwn.Contains(Name(method)) || method.DeclaringType == typeof(RevokeToken) ? null : "it is there";
    }

    private static bool Names(object argument, MethodInfo method) =>
        argument is long ? Ids.IsOne(method) : Holds(argument.GetType(), Ids.Types);

    private static bool Holds(Type type, Type[] wanted) => wanted.Contains(type)
        || (type.Assembly == typeof(CoreModule).Assembly && !type.IsEnum && type.GetProperties().Any(p => wanted.Contains(Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType)));

    private static Task<Error?> CallAsync(TestDesk desk, Actor actor, MethodInfo method, object?[] arguments) =>
        desk.RunAsync<IServiceProvider, Error?>(actor, async scope =>
        {
            var answer = (Task)method.Invoke(scope.GetService(method.DeclaringType!) ?? ActivatorUtilities.CreateInstance(scope, method.DeclaringType!), arguments)!;
            await answer;
            var result = answer.GetType().GetProperty("Result")!.GetValue(answer)!;
            return (Error?)result.GetType().GetProperty("Error")!.GetValue(result);
        });

    // Classes that do something for a person: everything public of Core that answers later, but what reacts to events.
    private static IEnumerable<MethodInfo> Methods() => typeof(CoreModule).Assembly.GetTypes()
        .Where(t => t is { IsPublic: true, IsClass: true, IsSealed: true, IsAbstract: false } && !t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEventHandler<>)))
        .Concat(typeof(ResetForMember).Assembly.GetTypes().Where(t => t is { IsPublic: true, IsClass: true } && (t.Namespace!.StartsWith("Helpdesk.Infrastructure.Identity", StringComparison.Ordinal) || t.Namespace == typeof(ForceOffline).Namespace)
            && t.GetMethod("ExecuteAsync") is not null && t.GetConstructors().Any(c => c.GetParameters().Any(p => p.ParameterType == typeof(IActorAccessor)))))
        .SelectMany(t => t.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly))
        .Where(m => m.ReturnType.IsAssignableTo(typeof(Task)));

    private static string Name(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    private static async Task<List<(string Who, Actor Actor, Place Place)>> ActorsAsync(TestDesk desk, DepartmentId own, DepartmentId other)
    {
        var nothing = (await desk.RunAsync<CreateRole, Result<RoleId>>(desk.Admin, u => u.ExecuteAsync("Looks on", Permissions.Nothing, default))).Value;
        var actors = new List<(string, Actor, Place)>();
        foreach (var place in new[] { Place.Own, Place.OtherDepartment })
        {
            var department = place == Place.Own ? own : other;
            foreach (var role in Permissions.BuiltIn) actors.Add(($"{role}", await desk.Given.AgentAsync(desk.Admin, $"{role}{place}", role, department), place));
            actors.Add(("Looks on", await desk.Given.AgentAsync(desk.Admin, $"Nobody{place}", new RoleChoice(Role.Custom, nothing), department), place));
            actors.Add(("Operator", Actor.Operator(desk.Tenant, desk.Admin.User), place));
        }

        return actors;
    }

    // A conversation with an answer, and one of everything that has an id.
    private static async Task WrittenAsync(TestDesk desk, Actor admin, ChannelAccountId number, string session)
    {
        var webhook = Webhook.Text($"KEY-{session}", "hello", desk.Clock.GetUtcNow());
        webhook["session"] = session;
        Assert.Equal(Infrastructure.Channels.Acceptance.Accepted, await desk.Given.ArrivesAsync(number, webhook));
        await desk.WorkJournalAsync();
        var ticket = await desk.Given.LookAsync(admin, db => db.Tickets.AsNoTracking().SingleAsync());
        var reply = new ReplyRequest(ticket.Id, "answer", $"client-{session}", ticket.LastSequence);
        Assert.Null((await desk.RunAsync<SendReply, Result<MessageId>>(admin, u => u.ExecuteAsync(reply, default))).Error);
        await desk.Given.AgentAsync(admin, $"Target{session}");
        Assert.Null((await desk.RunAsync<InviteColleague, Result<string>>(admin, u => u.ExecuteAsync($"open-{session}@example.com", Role.Agent, [], default))).Error);
        Assert.Null((await desk.RunAsync<CreateRole, Result<RoleId>>(admin, u => u.ExecuteAsync("Own", new HashSet<Permission> { Permission.ViewTickets }, default))).Error);
        Assert.Null((await desk.RunAsync<CreateToken, Result<NewToken>>(admin, u => u.ExecuteAsync(new TokenRequest(TokenKind.Service, "till", new HashSet<Permission> { Permission.ViewTickets }), default))).Error);
        Assert.Null((await desk.RunAsync<ChangeCategory, Result<CategoryId>>(admin, u => u.AddAsync("Orders", [], default))).Error);
        Assert.Null((await desk.RunAsync<ChangeBreakReason, Result<long>>(admin, u => u.AddAsync("Lunch", 30, default))).Error);
        Assert.Null((await desk.RunAsync<ClaimDomain, Result>(admin, u => u.ExecuteAsync($"{session}.example.com", default))).Error);
    }

    private static Task<Ids> IdsAsync(TestDesk desk, Actor admin, ChannelAccountId number) => desk.Given.LookAsync(admin, async db => new Ids(
        await db.Tickets.Select(t => t.Id).SingleAsync(),
        await db.Messages.Where(m => m.Kind == MessageKind.Reply).Select(m => m.Id).SingleAsync(),
        await db.Customers.Select(c => c.Id).SingleAsync(),
        await db.Memberships.Where(m => m.Role == Role.Agent).Select(m => m.Id).SingleAsync(),
        await db.Departments.Select(d => d.Id).SingleAsync(),
        await db.Set<CustomRole>().Select(r => r.Id).SingleAsync(),
        number,
        await db.Categories.Select(c => c.Id).SingleAsync(),
        new Dictionary<Type, long>
        {
            [typeof(RetryInbound)] = await db.InboundEntries.Select(e => e.Id).SingleAsync(),
            [typeof(RetryReaction)] = 0,
            [typeof(ChangeBreakReason)] = await db.BreakReasons.Select(r => r.Id).SingleAsync(),
            [typeof(ForceBreak)] = await db.BreakReasons.Select(r => r.Id).SingleAsync(),
            [typeof(TakeBreak)] = await db.BreakReasons.Select(r => r.Id).SingleAsync(),
            [typeof(RevokeInvitation)] = await db.Set<Invitation>().Where(i => i.Email.StartsWith("open-")).Select(i => i.Id).SingleAsync(),
            [typeof(RevokeToken)] = await db.Set<ApiToken>().Select(t => t.Id).SingleAsync(),
            [typeof(AddWhatsAppNumber)] = await db.Set<WhatsAppServer>().Select(s => s.Id).SingleAsync(),
            [typeof(VerifyDomains)] = await db.Set<Core.Tenancy.TenantDomain>().Where(d => d.TenantId == admin.Tenant).Select(d => d.Id).SingleAsync(),
            [typeof(RemoveDomain)] = await db.Set<Core.Tenancy.TenantDomain>().Where(d => d.TenantId == admin.Tenant).Select(d => d.Id).SingleAsync(),
        }));

    private static string Render()
    {
        var text = new StringBuilder("# Who may do what\n\nRendered from `Permissions` and `PermissionTable` by `PermissionWalkTests`, which also walks them; `UPDATE_DOCS=1 dotnet test --filter PermissionWalkTests` writes it anew.\n\n")
            .Append("## Roles\n\nWithout `ViewAllTickets` a member sees the tickets of the own departments, and what one holds or owns. A role of the workspace's own has what it was given.\n\n")
            .Append("| permission |").AppendJoin("", Permissions.BuiltIn.Select(r => $" {r} |")).Append("\n|---|").AppendJoin("", Permissions.BuiltIn.Select(_ => "---|")).Append('\n');
        foreach (var permission in Enum.GetValues<Permission>())
            text.Append(CultureInfo.InvariantCulture, $"| {permission} |").AppendJoin("", Permissions.BuiltIn.Select(r => Permissions.Of(r).Contains(permission) ? " yes |" : " |")).Append('\n');
        text.Append("\n## Use cases\n\n| use case | asks for |\n|---|---|\n");
        foreach (var (name, need) in PermissionTable.UseCases.OrderBy(u => u.Key, StringComparer.Ordinal)) text.Append(CultureInfo.InvariantCulture, $"| {name.Replace(".ExecuteAsync", "", StringComparison.Ordinal)} | {need.Words} |\n");
        text.Append("\n## Routes\n\n| route | asks for |\n|---|---|\n");
        foreach (var (route, need) in PermissionTable.Routes.OrderBy(r => r.Key[(r.Key.IndexOf(' ', StringComparison.Ordinal) + 1)..], StringComparer.Ordinal).ThenBy(r => r.Key, StringComparer.Ordinal)) text.Append(CultureInfo.InvariantCulture, $"| `{route}` | {need.Words} |\n");
        text.Append("\n## Methods of the agents' hub\n\n| method | asks for |\n|---|---|\n");
        foreach (var (method, need) in PermissionTable.Hub.OrderBy(h => h.Key, StringComparer.Ordinal)) text.Append(CultureInfo.InvariantCulture, $"| `{method}` | {need.Words} |\n");
        return text.ToString();
    }

    private enum Place
    {
        Own,
        OtherDepartment,
        Foreign,
    }

    private sealed class Walking
    {
        public bool On { get; set; }
    }

    private sealed class NothingKept(UnitOfWork real, Walking walking) : IUnitOfWork
    {
        public Task<Result> SaveAsync(CancellationToken ct) => walking.On ? Task.FromResult<Result>(SaveErrors.Conflict) : real.SaveAsync(ct);
    }

    private sealed class ErasesNothing : IWorkspaceEraser
    {
        public Task<int> EraseAsync(CancellationToken ct) => Task.FromResult(0);
    }

    private sealed record Ids(
        TicketId Ticket, MessageId Message, CustomerId Customer, AgentId Agent, DepartmentId Department, RoleId Role, ChannelAccountId Account, CategoryId Category, Dictionary<Type, long> Plain)
    {
        public static readonly Type[] Types = [typeof(TicketId), typeof(MessageId), typeof(CustomerId), typeof(AgentId), typeof(DepartmentId), typeof(RoleId), typeof(ChannelAccountId), typeof(CategoryId)];

        private static readonly Type[] TakePlainIds =
            [typeof(RetryInbound), typeof(RetryReaction), typeof(ChangeBreakReason), typeof(RevokeInvitation), typeof(RevokeToken), typeof(AddWhatsAppNumber), typeof(VerifyDomains), typeof(RemoveDomain)];

        public static bool IsOne(MethodInfo method) => TakePlainIds.Contains(method.DeclaringType!);

        public Dictionary<Type, object> Known(MethodInfo method)
        {
            var known = new Dictionary<Type, object>
            {
                [typeof(TicketId)] = Ticket,
                [typeof(MessageId)] = Message,
                [typeof(CustomerId)] = Customer,
                [typeof(AgentId)] = Agent,
                [typeof(DepartmentId)] = Department,
                [typeof(RoleId)] = Role,
                [typeof(ChannelAccountId)] = Account,
                [typeof(CategoryId)] = Category,
                // What needs one more permission is not asked for here.
                [typeof(TransferTarget)] = new TransferTarget(Agent),
                [typeof(RoleChoice)] = new RoleChoice(Core.Identity.Role.Custom, Role),
                [typeof(IReadOnlySet<Permission>)] = new HashSet<Permission> { Permission.ViewTickets },
                // Good as a name, a text, a phone number and a client's id.
                [typeof(string)] = "201012345678",
                [typeof(Stream)] = new MemoryStream(),
            };
            if (Plain.TryGetValue(method.DeclaringType!, out var id)) known[typeof(long)] = id;
            return known;
        }
    }
}
