using System.Net;
using System.Text.Json.Nodes;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Dev.WppConnect;
using Xunit;

namespace Helpdesk.Tests.Dev;

/// <summary>How a send goes wrong: every outcome of the contract, each with what really arrived at the customer.</summary>
public sealed class DoubleFaultTests : IAsyncLifetime
{
    private DoubleHost _host = null!;
    private DoubleCaller _caller = null!;
    private CustomerPhone _maria = null!;

    private Faults Faults => _host.Double.Faults;

    public async Task InitializeAsync()
    {
        _host = await DoubleHost.StartAsync();
        _host.CollectWebhooks();
        _maria = _host.Double.AddSession("helpdesk", "5521988887777").Phone("5511999990001", "Maria");
        _caller = await DoubleCaller.SignInAsync(_host, "helpdesk");
    }

    public async Task DisposeAsync()
    {
        _caller.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_send_can_find_the_session_gone()
    {
        Faults.Next(Fault.DisconnectedOnSend, 1);
        var refused = await SendAsync();
        Assert.Equal((HttpStatusCode.NotFound, "Disconnected"), (refused.Status, (string?)refused.Json!["status"]));
        Assert.Empty(_host.Double.Received);
        Assert.Equal(HttpStatusCode.Created, (await SendAsync()).Status);
    }

    [Fact]
    public async Task A_send_can_succeed_with_an_empty_response()
    {
        Faults.RespondWithEmptyResponse = true;
        var reply = await SendAsync();
        Assert.Equal(HttpStatusCode.Created, reply.Status);
        Assert.Empty(reply.Response);
        Assert.Empty(_host.Double.Received);
    }

    [Fact]
    public async Task A_send_can_be_refused_although_it_went_out()
    {
        Faults.SendThenFail400 = true;
        var reply = await SendAsync();
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal("O número 5511999990001 não existe.", (string?)reply.Json!["message"]);
        Assert.Single(_host.Double.Received);
    }

    [Fact]
    public async Task A_send_can_go_out_and_never_be_answered()
    {
        Faults.Next(Fault.SendThenTimeOut, 1);
        using var patience = new CancellationTokenSource();
        var waiting = _caller.PostAsync("send-message", Hi(), patience.Token);
        await Eventually.TrueAsync(() => _host.Double.Received.Count == 1, "the message goes out");
        await Eventually.TrueAsync(() => _host.WebhooksNamed("onack").Count == 1, "its ack is told");
        Assert.False(waiting.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_send_can_stay_unanswered_without_going_out()
    {
        Faults.Next(Fault.TimeOutWithoutSending, 1);
        using var patience = new CancellationTokenSource();
        var waiting = _caller.PostAsync("send-message", Hi(), patience.Token);
        await Eventually.TrueAsync(() => Faults.Observed(Fault.TimeOutWithoutSending) == 1, "the fault strikes");
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Empty(_host.Double.Received);
    }

    [Fact]
    public async Task A_send_can_fail_inside_the_server()
    {
        Faults.InternalError = true;
        var reply = await SendAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, reply.Status);
        Assert.Equal("Erro ao enviar a mensagem.", (string?)reply.Json!["message"]);
        Assert.Empty(_host.Double.Received);
    }

    [Fact]
    public async Task Acks_can_come_before_the_reply_of_their_send()
    {
        _maria.AutoAcks = AutoAcks.Read;
        Faults.AcksBeforeReply = true;
        var reply = await SendAsync();
        Assert.Equal([1, 2, 3], _host.WebhooksNamed("onack").Select(ack => (int)ack["ack"]!));
        Assert.Equal(reply.FirstId, (string?)_host.WebhooksNamed("onack")[0]["id"]!["_serialized"]);
    }

    [Fact]
    public async Task Acks_can_come_in_the_wrong_order()
    {
        (_maria.AutoAcks, _maria.AcksReversed) = (AutoAcks.Read, true);
        await SendAsync();
        await Eventually.TrueAsync(() => _host.WebhooksNamed("onack").Count == 3, "three acks");
        Assert.Equal([3, 2, 1], _host.WebhooksNamed("onack").Select(ack => (int)ack["ack"]!));
        Assert.Equal(3, _maria.History[0].Ack);
    }

    private Task<DoubleReply> SendAsync() => _caller.PostAsync("send-message", Hi());

    private static JsonObject Hi() => new() { ["phone"] = "5511999990001", ["message"] = "hi" };
}
