using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Routing;

/// <summary>A desk at which customers wait: threshold 3 minutes, two agents, time in seconds since it opened.</summary>
public sealed class WaitingDesk : IAsyncDisposable
{
    private int _messages;

    private WaitingDesk(TestDesk desk) => (Desk, Opened) = (desk, desk.Clock.GetUtcNow());

    public TestDesk Desk { get; }

    public DateTimeOffset Opened { get; }

    public Actor Ana { get; private set; } = null!;

    public Actor Ben { get; private set; } = null!;

    public DepartmentId Support { get; private set; }

    public static async Task<WaitingDesk> StartAsync()
    {
        var desk = new WaitingDesk(await TestDesk.StartAsync());
        desk.Ana = await desk.Desk.Given.AgentAsync(desk.Desk.Admin, "Ana");
        desk.Ben = await desk.Desk.Given.AgentAsync(desk.Desk.Admin, "Ben");
        desk.Support = await desk.Desk.LookAsync(db => db.Departments.Select(d => d.Id).SingleAsync());
        return desk;
    }

    /// <summary>The clock stands so many seconds after the desk opened, and what fell due on the way has been looked at then.</summary>
    public async Task AtAsync(int seconds)
    {
        Desk.Clock.Advance(Opened.AddSeconds(seconds) - Desk.Clock.GetUtcNow());
        await Desk.TickAsync();
    }

    /// <summary>A customer writes; the answer is the ticket.</summary>
    public async Task<Ticket> WritesAsync(string chat = Webhook.Mona)
    {
        var key = $"K{++_messages}";
        await Desk.HearsAsync(Webhook.Text(key, "hi", Desk.Clock.GetUtcNow(), chat));
        return await Desk.LookAsync(db => db.Tickets.AsNoTracking().SingleAsync(t => db.Messages.Any(m => m.ExternalId == key && m.TicketId == t.Id)));
    }

    public async Task<MessageId> RepliesAsync(Actor agent, Ticket ticket)
    {
        var reply = await Desk.ReplyAsync(agent, ticket, "hello");
        Assert.Null(reply.Error);
        return reply.Value;
    }

    /// <summary>Somebody answers with the phone in hand.</summary>
    public Task AnsweredOnPhoneAsync() => Desk.HearsAsync(Webhook.Own($"OWN{++_messages}", "from the phone", Desk.Clock.GetUtcNow()));

    /// <summary>A program answers: no member wrote it, and nobody on the phone.</summary>
    public async Task ProgramWritesAsync(Ticket ticket)
    {
        var saved = await Desk.RunAsync<IServiceProvider, Result>(Desk.Admin, services =>
        {
            var messages = services.GetRequiredService<IMessageStore>();
            var past = new MessagePast(MessageKind.Reply, ticket.AccountId, null, null, "We are open from nine.", null, Desk.Clock.GetUtcNow(), DeliveryState.Sent, null, null);
            messages.Append(Message.Restore(messages.NextId(), ticket.Id, past));
            return services.GetRequiredService<IUnitOfWork>().SaveAsync(default);
        });
        Assert.Null(saved.Error);
    }

    /// <summary>A reply finally fails, as the send queue says it does.</summary>
    public async Task FailsAsync(MessageId reply)
    {
        var saved = await Desk.RunAsync<IServiceProvider, Result>(Actor.System(Desk.Tenant), async services =>
        {
            var messages = services.GetRequiredService<IMessageStore>();
            var message = (await messages.FindAsync(reply, default))!;
            message.GiveUp(DeliveryState.Failed, "test");
            messages.ResumeWait(message);
            return await services.GetRequiredService<IUnitOfWork>().SaveAsync(default);
        });
        Assert.Null(saved.Error);
    }

    public Task GiveAsync(Ticket ticket, Actor agent) =>
        DoneAsync(Desk.RunAsync<AssignTicket, Result>(Desk.Admin, u => u.ExecuteAsync(ticket.Id, agent.Agent!.Value, default)));

    public Task PutBackAsync(Ticket ticket) => DoneAsync(Desk.RunAsync<ReleaseTicket, Result>(Desk.Admin, u => u.ExecuteAsync(ticket.Id, default)));

    public Task MoveAsync(Ticket ticket, DepartmentId department) => DoneAsync(
        Desk.RunAsync<TransferTicket, Result>(Desk.Admin, u => u.ExecuteAsync(ticket.Id, new TransferTarget(Department: department), "", default)));

    public Task ResolveAsync(Ticket ticket) => DoneAsync(Desk.RunAsync<ResolveTicket, Result>(Desk.Admin, u => u.ExecuteAsync(ticket.Id, long.MaxValue, default)));

    public Task CloseAsync(Ticket ticket) => DoneAsync(Desk.RunAsync<CloseTicket, Result>(Desk.Admin, u => u.ExecuteAsync(ticket.Id, long.MaxValue, default)));

    public Task ReopenAsync(Ticket ticket) => DoneAsync(Desk.RunAsync<ReopenTicket, Result>(Desk.Admin, u => u.ExecuteAsync(ticket.Id, default)));

    /// <summary>Changes the workspace's rules, and every node has heard of it.</summary>
    public async Task RuleAsync(Func<DeskRuleValues, DeskRuleValues> change)
    {
        var now = await Desk.RunAsync<IDeskRules, DeskSettings>(Desk.Admin, r => r.ReadAsync(default));
        await DoneAsync(Desk.RunAsync<ChangeRouting, Result>(Desk.Admin, u => u.ExecuteAsync(change(now.Desk), default)));
        await SettleAsync();
    }

    /// <summary>Works what follows from a change.</summary>
    public async Task SettleAsync()
    {
        await Desk.WorkOutboxAsync();
        await Desk.Given.LiveSettledAsync(Desk.Tenant);
    }

    public Task<Ticket> NowAsync(Ticket ticket) => Desk.LookAsync(db => db.Tickets.AsNoTracking().SingleAsync(t => t.Id == ticket.Id));

    /// <summary>Since when it is delayed, in seconds after the desk opened.</summary>
    public async Task<double?> DelayedAsync(Ticket ticket) => ((await NowAsync(ticket)).DelayedSince - Opened)?.TotalSeconds;

    public Task<List<DelayEvent>> DelaysAsync(Ticket ticket) =>
        Desk.LookAsync(db => db.DelayEvents.AsNoTracking().Where(d => d.TicketId == ticket.Id).OrderBy(d => d.StartedAt).ThenBy(d => d.Id).ToListAsync());

    /// <summary>Its delays: whose, from and to in seconds after the desk opened, and what ended them.</summary>
    public async Task<List<(AgentId? Agent, double From, double? To, DelayEnd? End)>> PartsAsync(Ticket ticket) =>
        (await DelaysAsync(ticket)).ConvertAll(d => (d.AgentId, (d.StartedAt - Opened).TotalSeconds, (d.EndedAt - Opened)?.TotalSeconds, d.End));

    public Task<List<ReplyTime>> TimesAsync(Ticket ticket) =>
        Desk.LookAsync(db => db.ReplyTimes.AsNoTracking().Where(r => r.TicketId == ticket.Id).OrderBy(r => r.At).ToListAsync());

    /// <summary>Its reply times: whose, whether the first, and the seconds.</summary>
    public async Task<List<(AgentId? Agent, bool First, long Seconds)>> SecondsAsync(Ticket ticket) =>
        (await TimesAsync(ticket)).ConvertAll(t => (t.AgentId, t.IsFirst, t.Seconds));

    public ValueTask DisposeAsync() => Desk.DisposeAsync();

    private static async Task DoneAsync(Task<Result> call) => Assert.Null((await call).Error);
}
