using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Channels;
using Helpdesk.Web.Dev.WppConnect;
using Xunit;

namespace Helpdesk.Tests.Support;

/// <summary>A desk connected to the WPPConnect double, on one clock. The double's webhooks are kept until <see cref="TakeWebhooksAsync"/>.</summary>
public sealed class DoubleDesk : IAsyncDisposable
{
    private int _taken;

    private DoubleDesk(DoubleHost host, TestDesk desk) => (Host, Desk) = (host, desk);

    public DoubleHost Host { get; }

    public TestDesk Desk { get; }

    public WppConnectDouble Double => Host.Double;

    public Faults Faults => Double.Faults;

    public DoubleSession Session => Double.Session(Webhook.Session)!;

    /// <summary>The customer's phone.</summary>
    public CustomerPhone Mona { get; private set; } = null!;

    /// <summary>The agent who answers.</summary>
    public Actor Ana { get; private set; } = null!;

    /// <summary>A desk, a session and a customer.</summary>
    public static async Task<DoubleDesk> StartAsync(Dictionary<string, string?>? settings = null, int perMinute = 600)
    {
        var clock = new ManualClock();
        var host = await DoubleHost.StartAsync(clock: clock);
        host.Double.AddSession(Webhook.Session, "201000000001");
        host.CollectWebhooks();
        var desk = new DoubleDesk(host, await TestDesk.StartAsync(host.BaseUrl, clock, settings, perMinute: perMinute));
        desk.Mona = desk.Session.Phone(Webhook.Mona, "Mona");
        desk.Ana = await desk.Desk.Given.AgentAsync(desk.Desk.Admin, "Ana");
        return desk;
    }

    /// <summary>A customer writes; the answer is the ticket.</summary>
    public async Task<Ticket> WritesAsync(CustomerPhone? phone = null, string text = "hi")
    {
        var sent = await (phone ?? Mona).SendTextAsync(text);
        await TakeWebhooksAsync();
        return await Desk.LookAsync(db => Task.FromResult(db.Tickets.Single(t => t.Id == db.Messages.Single(m => m.ExternalId == sent.Key).TicketId)));
    }

    /// <summary>Ana answers a ticket, and the queue is worked.</summary>
    public async Task<MessageId> AnswersAsync(Ticket ticket, string text = "hello")
    {
        var reply = await Desk.ReplyAsync(Ana, ticket, text);
        Assert.Null(reply.Error);
        await Desk.WorkSendsAsync();
        return reply.Value;
    }

    /// <summary>Every webhook the double has posted goes through the door and is worked.</summary>
    public async Task TakeWebhooksAsync()
    {
        await Double.WebhooksSettledAsync();
        foreach (var webhook in Host.Inbox.Skip(_taken))
        {
            Assert.Equal(Acceptance.Accepted, await Desk.Given.ArrivesAsync(Desk.Number, webhook));
            _taken++;
        }

        await Desk.WorkJournalAsync();
    }

    /// <summary>Time passes, and the queue is worked.</summary>
    public async Task LaterAsync(TimeSpan by)
    {
        Desk.Clock.Advance(by);
        await Desk.WorkSendsAsync();
    }

    /// <summary>A message as it stands now.</summary>
    public async Task<Message> MessageAsync(MessageId id) => (await Desk.MessagesAsync()).Single(m => m.Id == id);

    /// <summary>The texts that really arrived at customers.</summary>
    public IReadOnlyList<string> Arrived => [.. Double.Received.Select(m => m.Text)];

    public async ValueTask DisposeAsync()
    {
        await Desk.DisposeAsync();
        await Host.DisposeAsync();
    }
}
