using Helpdesk.Core.Conversations;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Dev.WppConnect;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Helpdesk.Tests.Doors;

/// <summary>The whole product with all its workers, and the double on the other side, over HTTP both ways.</summary>
public sealed class RoundTripTests : IAsyncLifetime
{
    private HelpdeskApp _app = null!;
    private DoubleHost _host = null!;
    private CustomerPhone _mona = null!;

    public async Task InitializeAsync()
    {
        _host = await DoubleHost.StartAsync();
        _mona = _host.Double.AddSession(Webhook.Session, "201000000001").Phone(Webhook.Mona, "Mona");
        _app = await HelpdeskApp.StartAsync();
        var server = await _app.Given.ServerAsync(_app.Admin, _host.BaseUrl);
        await _app.Given.NumberAsync(_app.Admin, server);
        using var http = _app.Stranger();
        _host.Double.WebhookUrl = new Uri(http.BaseAddress!, await _app.Given.WebhookPathAsync(_app.Admin, server)).ToString();
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Copies_of_webhooks_in_any_order_show_every_message_once()
    {
        _host.Double.Faults.DuplicateWebhooks = 3;
        _host.Double.Faults.ShuffleWebhooks = true;
        var phones = Enumerable.Range(0, 5).Select(i => _host.Double.Session(Webhook.Session)!.Phone($"20111111111{i}", $"C{i}")).ToList();
        await Task.WhenAll(phones.SelectMany(p => Enumerable.Range(0, 10).Select(i => p.SendTextAsync($"{i}"))));
        await Eventually.TrueAsync(() => _app.Given.LookAsync(_app.Admin, db => db.InboundEntries.AllAsync(e => e.Finished)), "everything is worked", TimeSpan.FromSeconds(60));
        await Eventually.TrueAsync(() => Task.FromResult(_host.Double.PostedWebhooks >= 150), "every copy was taken", TimeSpan.FromSeconds(60));
        await Eventually.TrueAsync(() => _app.Given.LookAsync(_app.Admin, db => db.InboundEntries.AllAsync(e => e.Finished)), "everything is worked", TimeSpan.FromSeconds(60));
        var shown = await _app.Given.LookAsync(_app.Admin, db => db.Messages.Where(m => m.Kind == MessageKind.Customer).Select(m => m.ExternalId).ToListAsync());
        Assert.True(_host.Double.Faults.Observed(Fault.DuplicateWebhooks) > 0 && _host.Double.Faults.Observed(Fault.ShuffleWebhooks) > 0);
        Assert.Equal(phones.SelectMany(p => p.History).Select(m => m.Key).Order(), shown.Order());
        Assert.Equal(5, await _app.Given.LookAsync(_app.Admin, db => db.Tickets.CountAsync()));
    }

    [Fact]
    public async Task A_customer_writes_an_agent_answers_and_the_blue_ticks_come_back()
    {
        _mona.AutoAcks = AutoAcks.Read;
        await _mona.SendTextAsync("hi");
        await Eventually.TrueAsync(() => _app.Given.LookAsync(_app.Admin, db => db.Tickets.AnyAsync()), "the ticket is there");
        var ticket = await _app.Given.LookAsync(_app.Admin, db => db.Tickets.SingleAsync());
        var request = new ReplyRequest(ticket.Id, "hello", "client-0001", Seen: 99);
        var reply = await _app.Given.RunAsync<SendReply, Result<MessageId>>(_app.Admin, u => u.ExecuteAsync(request, default));
        await Eventually.TrueAsync(
            () => _app.Given.LookAsync(_app.Admin, db => db.Messages.AnyAsync(m => m.Id == reply.Value && m.Delivery == DeliveryState.Read)), "the reply is read");
        Assert.Equal(["hello"], _host.Double.Received.Select(m => m.Text));
        Assert.Equal(WaitingOn.Customer, await _app.Given.LookAsync(_app.Admin, db => db.Tickets.Select(t => t.WaitingOn).SingleAsync()));
    }
}
