using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Helpdesk.Core;
using Helpdesk.Core.Activity;
using Helpdesk.Core.Channels;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;
using Xunit.Abstractions;

namespace Helpdesk.Tests.Tenancy;

/// <summary>What one workspace knows, no other gets out of any port, whatever ids it names.</summary>
public sealed class TenantWallTests(ITestOutputHelper output)
{
    // What leaves the process, commits or erases is no answer to a question; a note made in the other workspace is that one's own, asked word and all.
    private static readonly Type[] NoQuestions = [typeof(IUnitOfWork), typeof(IWorkspaceEraser), typeof(IChannelSender), typeof(IActivityLog)];

    // Workers ask these about what they have just read; that it is gone is a fault.
    private static readonly string[] WorkersOwn = ["ISeenWork.TellAsync", "ISendWork.OutboundAsync"];

    private static readonly JsonSerializerOptions Json = new() { ReferenceHandler = ReferenceHandler.IgnoreCycles, IncludeFields = true };

    private readonly HashSet<string> _failed = [];

    [Fact]
    public async Task No_port_answers_another_workspace_with_what_is_ours()
    {
        IServiceCollection services = null!;
        await using var desk = await TestDesk.StartAsync(services: s => services = s);
        var story = await WallStory.WrittenAsync(desk);
        var other = await desk.Given.AnotherWorkspaceAsync();
        var ports = Methods(services);
        Assert.True(ports.Count > 60, $"only {ports.Count} methods were found");

        var before = await KeptAsync(desk);
        var leaks = new List<string>();
        foreach (var (port, method) in ports)
        {
            foreach (var (word, answer) in await AnswersAsync(desk, other, port, method, story))
                leaks.AddRange(story.Words.Where(w => w != word && answer.Contains(w, StringComparison.OrdinalIgnoreCase)).Select(w => $"{port.Name}.{method.Name} tells '{w}'"));
        }

        Assert.Equal([], leaks.Distinct());
        Assert.Equal(before, await KeptAsync(desk));

        // The same questions are answered to whom they belong: the wall is what kept silent.
        var (told, heard) = (new HashSet<string>(), new HashSet<string>());
        foreach (var (port, method) in ports)
        {
            foreach (var (word, answer) in await AnswersAsync(desk, desk.Admin, port, method, story))
            {
                foreach (var known in story.Words.Where(w => w != word && answer.Contains(w, StringComparison.OrdinalIgnoreCase)))
                {
                    told.Add($"{port.Name}.{method.Name}");
                    heard.Add(known);
                }
            }
        }

        output.WriteLine($"{ports.Count} methods were driven; {told.Count} of them tell their own workspace {heard.Count} of {story.Words.Count} words, {_failed.Count} do not like what was made up: {string.Join(", ", _failed.Order())}");
        Assert.Equal(WorkersOwn, _failed.Order());
        Assert.Equal([], story.Words.Except(heard));
        string[] mustTell = ["IActivityQueries.ListAsync", "IFailureQueries.ListAsync", "ITicketQueries.ListAsync", "ITicketQueries.FindAsync", "IConversationQueries.ThreadAsync", "IConversationQueries.NewestPublicAfterAsync", "IAttachmentQueries.FindAsync"];
        Assert.Equal([], mustTell.Except(told));
        Assert.True(told.Count > 20, $"only {told.Count} methods tell anything at all");
    }

    // Every method of every port of Core that Infrastructure fills with something per request.
    private static List<(Type Port, MethodInfo Method)> Methods(IServiceCollection services) =>
    [
        .. services.Where(s => s is { IsKeyedService: false, Lifetime: not ServiceLifetime.Singleton, ServiceType.IsInterface: true } && s.ServiceType.Assembly == typeof(CoreModule).Assembly)
            .Select(s => s.ServiceType).Where(t => !NoQuestions.Contains(t)).Distinct()
            .SelectMany(t => t.GetMethods().Where(m => !m.IsSpecialName && m.ReturnType.IsAssignableTo(typeof(Task)) && !m.IsGenericMethod).Select(m => (t, m))),
    ];

    private async Task<List<(string Word, string Answer)>> AnswersAsync(TestDesk desk, Actor actor, Type port, MethodInfo method, WallStory story)
    {
        var answers = new List<(string, string)>();
        foreach (var word in story.Asked)
        {
            foreach (var id in story.PlainIds)
            {
                var known = new Dictionary<Type, object>(story.Known) { [typeof(string)] = word, [typeof(long)] = id };
                foreach (var arguments in MadeUp.ArgumentsFor(method, known)) answers.Add((word, await AnswerAsync(desk, actor, port, method, arguments)));
            }
        }

        return answers;
    }

    private async Task<string> AnswerAsync(TestDesk desk, Actor actor, Type port, MethodInfo method, object?[] arguments)
    {
        try
        {
            return await desk.RunAsync<IServiceProvider, string>(actor, async scope =>
            {
                var asked = (Task)method.Invoke(scope.GetRequiredService(port), arguments)!;
                await asked;
                var answer = asked.GetType().GetProperty("Result")?.GetValue(asked);
                if (answer?.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Result<>))
                    answer = type.GetProperty("Error")!.GetValue(answer) ?? type.GetProperty("Value")!.GetValue(answer);
                return Text(answer);
            });
        }
        catch (Exception thrown)
        {
            // Made-up arguments may not fit; what such a failure says counts all the same.
            _failed.Add($"{port.Name}.{method.Name}");
            return thrown.ToString();
        }
    }

    // Maps by an id are no JSON; their records print themselves.
    private static string Text(object? answer)
    {
        try
        {
            return JsonSerializer.Serialize(answer, answer?.GetType() ?? typeof(object), Json);
        }
        catch (NotSupportedException)
        {
            return $"{answer}";
        }
    }

    // How many rows of each kind the workspace has, and what its own draft and tokens say.
    private static Task<string> KeptAsync(TestDesk desk) => desk.LookAsync(async db => string.Join('\n',
        $"{await db.Tickets.CountAsync()} tickets, {await db.Messages.CountAsync()} messages, {await db.Customers.CountAsync()} customers, {await db.Attachments.CountAsync()} files",
        string.Join(',', await db.Tickets.OrderBy(t => t.Id).Select(t => $"{t.Status} {t.Version} {t.LastSequence} {t.AssigneeId}").ToListAsync()),
        string.Join(',', await db.Drafts.Select(d => d.Text).ToListAsync()),
        string.Join(',', await db.Memberships.OrderBy(m => m.Id).Select(m => $"{m.Name} {m.Version}").ToListAsync()),
        string.Join(',', await db.Messages.OrderBy(m => m.Id).Select(m => $"{m.Delivery}").ToListAsync())));
}

/// <summary>A workspace with one of everything, each thing with a word nothing else holds.</summary>
internal sealed record WallStory(IReadOnlyList<string> Words, IReadOnlyList<string> Asked, IReadOnlyList<long> PlainIds, Dictionary<Type, object> Known)
{
    private const string Phone = "201098765432";

    public static async Task<WallStory> WrittenAsync(TestDesk desk)
    {
        var (admin, now) = (desk.Admin, desk.Clock.GetUtcNow());
        var chat = $"{Phone}@c.us";
        await desk.HearsAsync(
            Webhook.Text("KEYQ", "quokka-question", now, chat, "Zamalek Zebra"),
            Webhook.Image("KEYF", [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1], now, "caption-capybara", chat: chat));
        var ticket = await desk.TicketAsync();
        Assert.Null((await desk.ReplyAsync(admin, ticket, "answer-alpaca", "client-axolotl")).Error);
        Assert.Null((await desk.RunAsync<AddNote, Result<MessageId>>(admin, u => u.ExecuteAsync(ticket.Id, "note-narwhal", "client-note-1", default))).Error);
        await desk.RunAsync<IDraftStore, bool>(admin, async d =>
        {
            await d.KeepAsync(ticket.Id, DraftKind.Reply, "draft-dugong", default);
            return true;
        });
        var department = await desk.Given.DepartmentAsync(admin, "Dept-Dingo");
        var member = await desk.Given.AgentAsync(admin, "Member-Manatee", Role.Agent, department);
        var role = await desk.RunAsync<CreateRole, Result<RoleId>>(admin, u => u.ExecuteAsync("Role-Raccoon", new HashSet<Permission> { Permission.ViewTickets }, default));
        Assert.Null((await desk.RunAsync<InviteColleague, Result<string>>(admin, u => u.ExecuteAsync("invited-ibis@example.com", Role.Agent, [], default))).Error);
        var token = await desk.RunAsync<CreateToken, Result<NewToken>>(admin, u => u.ExecuteAsync(new TokenRequest(TokenKind.Service, "token-tapir", new HashSet<Permission> { Permission.ViewTickets }), default));
        Assert.Null((await desk.RunAsync<ClaimDomain, Result>(admin, u => u.ExecuteAsync("domain-dodo.example.com", default))).Error);
        await desk.HearsAsync(Webhook.Text("KEYL", "lost-lemur", now, chat));
        var lost = await desk.LookAsync(db => db.InboundEntries.OrderByDescending(e => e.Id).Select(e => e.Id).FirstAsync());
        Assert.Null((await desk.RunAsync<EndEntry, Result>(Actor.System(admin.Tenant), u => u.FailAsync(lost, "test", "failure-ferret", default))).Error);

        var plain = await desk.LookAsync(async db => new List<long>
        {
            await db.Attachments.Select(a => a.Id).FirstAsync(), await db.InboundEntries.OrderByDescending(e => e.Id).Select(e => e.Id).FirstAsync(), token.Value.Id,
            await db.Set<Invitation>().Where(i => i.Email == "invited-ibis@example.com").Select(i => i.Id).SingleAsync(), await db.Set<WhatsAppServer>().Select(s => s.Id).SingleAsync(),
            await db.Set<QueuedSend>().Select(s => s.Id).FirstAsync(), ticket.Id.Value, 0,
        });
        var file = await desk.LookAsync(db => db.Attachments.Select(a => a.FileKey).SingleAsync());
        var reply = await desk.LookAsync(db => db.Messages.Where(m => m.Kind == MessageKind.Reply).Select(m => m.Id).SingleAsync());
        return new WallStory(
            ["Zamalek Zebra", Phone, "quokka-question", "caption-capybara", "answer-alpaca", "note-narwhal", "draft-dugong", "Dept-Dingo", "Member-Manatee", "Role-Raccoon", "invited-ibis", "token-tapir", "domain-dodo", "lost-lemur", "failure-ferret", file],
            [Phone, "KEYQ", "client-axolotl", ""],
            plain,
            new Dictionary<Type, object>
            {
                [typeof(TicketId)] = ticket.Id,
                [typeof(MessageId)] = reply,
                [typeof(CustomerId)] = ticket.CustomerId,
                [typeof(AgentId)] = member.Agent!.Value,
                [typeof(UserId)] = member.User!.Value,
                [typeof(DepartmentId)] = department,
                [typeof(RoleId)] = role.Value,
                [typeof(ChannelAccountId)] = desk.Number,
                [typeof(TenantId)] = desk.Tenant,
                [typeof(int)] = 50,
                // Every page starts with the newest.
                [typeof(DateTimeOffset)] = now.AddYears(1),
                [typeof(ActivityFilter)] = new ActivityFilter(),
                [typeof(TicketFilter)] = new TicketFilter(Customer: ticket.CustomerId),
            });
    }
}
