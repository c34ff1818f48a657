using System.Buffers.Text;
using System.Text;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Notifications;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Notifications.Push;
using Helpdesk.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Helpdesk.Tests.Notifications;

/// <summary>Pushes leave over real HTTP for a push service of the test's own, and its answers are heeded.</summary>
public sealed class PushSendTests : IAsyncLifetime, IDisposable
{
    private readonly PushBrowser _browser = new();
    private readonly List<(IHeaderDictionary Headers, byte[] Body)> _received = [];
    private WebApplication _service = null!;
    private TestDesk _desk = null!;
    private Actor _ana = null!;
    private int _answer = StatusCodes.Status201Created;
    private int _tickets;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _service = builder.Build();
        _service.MapPost("/send/{device}", async (HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            _received.Add((new HeaderDictionary(context.Request.Headers.ToDictionary()), body.ToArray()));
            if (_answer == StatusCodes.Status429TooManyRequests) context.Response.Headers.RetryAfter = "60";
            context.Response.StatusCode = _answer;
        });
        await _service.StartAsync();
        _desk = await TestDesk.StartAsync(settings: new() { ["Push:AllowPrivate"] = "true", ["Push:Contact"] = "mailto:it@example.com" });
        _ana = await _desk.Given.AgentAsync(_desk.Admin, "Ana");
        await SubscribeAsync(_ana);
    }

    public async Task DisposeAsync()
    {
        await _desk.DisposeAsync();
        await _service.DisposeAsync();
    }

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task What_arrives_is_the_kind_and_the_ticket_for_this_browser_alone()
    {
        var ticket = await AssignedAsync();
        Assert.Equal([PushOutcome.Taken], await WorkAsync());
        var (headers, body) = Assert.Single(_received);
        Assert.Equal($"{{\"kind\":\"Assigned\",\"ticket\":{ticket.Value}}}", Encoding.UTF8.GetString(_browser.Read(body)));
        Assert.Equal(("aes128gcm", "900", "normal"), ((string?)headers.ContentEncoding, (string?)headers["TTL"], (string?)headers["Urgency"]));
        Assert.StartsWith("vapid t=", (string?)headers.Authorization, StringComparison.Ordinal);
        Assert.Equal(0, await LeftAsync());
        Assert.NotNull(await _desk.LookAsync(db => db.PushSubscriptions.Select(s => s.LastSentAt).SingleAsync()));
    }

    [Fact]
    public async Task The_worker_sends_it_the_moment_it_is_committed()
    {
        await _desk.StartAsync(service => service is PushWorker);
        await AssignedAsync();
        await Eventually.TrueAsync(() => _received.Count == 1, "the push service has it");
        await Eventually.TrueAsync(async () => await LeftAsync() == 0, "nothing waits to be sent");
    }

    [Theory]
    [InlineData(StatusCodes.Status404NotFound)]
    [InlineData(StatusCodes.Status410Gone)]
    public async Task A_subscription_that_is_no_more_is_forgotten_and_nothing_is_sent_there_again(int answer)
    {
        _answer = answer;
        await AssignedAsync();
        Assert.Equal([PushOutcome.Gone], await WorkAsync());
        Assert.Equal(0, await _desk.LookAsync(db => db.PushSubscriptions.CountAsync()));
        await _desk.Given.LiveSettledAsync(_desk.Tenant);
        await AssignedAsync();
        Assert.Equal(0, await LeftAsync());
    }

    [Theory]
    [InlineData(StatusCodes.Status503ServiceUnavailable, 5)]
    [InlineData(StatusCodes.Status429TooManyRequests, 60)]
    public async Task A_busy_service_is_asked_again_later_and_old_news_is_let_go(int answer, int seconds)
    {
        _answer = answer;
        await AssignedAsync();
        Assert.Equal([PushOutcome.Later], await WorkAsync());
        Assert.Equal(_desk.Clock.GetUtcNow().AddSeconds(seconds), await _desk.LookAsync(db => db.PushSends.Select(s => s.DueAt).SingleAsync()));
        _answer = StatusCodes.Status201Created;
        _desk.Clock.Advance(PushSend.Fresh);
        Assert.Equal([null], await WorkAsync());
        Assert.Equal((1, 0), (_received.Count, await LeftAsync()));
    }

    [Fact]
    public async Task A_message_the_service_refuses_is_not_tried_again_and_the_device_stays()
    {
        _answer = StatusCodes.Status400BadRequest;
        await AssignedAsync();
        Assert.Equal([PushOutcome.Refused], await WorkAsync());
        Assert.Equal((0, 1), (await LeftAsync(), await _desk.LookAsync(db => db.PushSubscriptions.CountAsync())));
    }

    [Fact]
    public async Task Who_is_here_or_has_read_it_is_left_in_peace_and_who_has_gone_idle_is_not()
    {
        await HearAsync(NodeReport.Active);
        await AssignedAsync();
        Assert.Equal([null], await WorkAsync());
        await HearAsync(NodeReport.Idle);
        await AssignedAsync();
        Assert.Equal([PushOutcome.Taken], await WorkAsync());
        await AssignedAsync();
        await _desk.RunAsync<ReadNotifications, Result>(_ana, u => u.AllAsync(default));
        Assert.Equal([null], await WorkAsync());
        Assert.Single(_received);
    }

    [Fact]
    public async Task A_device_that_changes_hands_is_the_new_members_and_one_can_end_ones_own_only()
    {
        var ben = await _desk.Given.AgentAsync(_desk.Admin, "Ben");
        await SubscribeAsync(ben);
        Assert.Equal(ben.Agent, await _desk.LookAsync(db => db.PushSubscriptions.Select(s => s.AgentId).SingleAsync()));
        await AssignedAsync();
        Assert.Equal(0, await LeftAsync());
        Assert.Null((await _desk.RunAsync<SubscribePush, Result>(_ana, u => u.EndAsync(Keys().Address, default))).Error);
        Assert.Equal(1, await _desk.LookAsync(db => db.PushSubscriptions.CountAsync()));
        Assert.Null((await _desk.RunAsync<SubscribePush, Result>(ben, u => u.EndAsync(Keys().Address, default))).Error);
        Assert.Equal(0, await _desk.LookAsync(db => db.PushSubscriptions.CountAsync()));
    }

    [Fact]
    public async Task Without_the_tests_setting_neither_plain_http_nor_a_private_address_is_called()
    {
        await using var strict = await TestDesk.StartAsync();
        var ana = await strict.Given.AgentAsync(strict.Admin, "Ana");
        foreach (var address in (string[])[Keys().Address, $"https://127.0.0.1:{new Uri(Keys().Address).Port}/send/1"])
        {
            var client = strict.RunAsync<PushClient, PushAnswer>(ana, c => c.SendAsync(
                PushSubscription.Create(1, ana.Agent!.Value, Keys() with { Address = address }, "", strict.Clock.GetUtcNow()).Value, NotificationKind.Assigned, 1, default));
            Assert.Equal(PushOutcome.Refused, (await client).Outcome);
        }

        Assert.Empty(_received);
    }

    [Theory]
    [InlineData("http://push.example.com/1")]
    [InlineData("ftp://push.example.com/1")]
    [InlineData("not an address")]
    public async Task What_is_no_push_address_is_refused(string address) =>
        Assert.Equal(NotificationErrors.Subscription, (await _desk.RunAsync<SubscribePush, Result>(_ana, u => u.ExecuteAsync(Keys() with { Address = address }, "", default))).Error);

    [Fact]
    public async Task Keys_that_are_none_are_refused_and_an_eleventh_device_too()
    {
        Assert.Equal(NotificationErrors.Subscription, (await _desk.RunAsync<SubscribePush, Result>(_ana, u => u.ExecuteAsync(Keys() with { Auth = "AAAA" }, "", default))).Error);
        for (var i = 1; i < PushSubscription.Most; i++)
            Assert.Null((await _desk.RunAsync<SubscribePush, Result>(_ana, u => u.ExecuteAsync(Keys() with { Address = $"https://push.example.com/{i}" }, "", default))).Error);
        Assert.Equal(NotificationErrors.Devices, (await _desk.RunAsync<SubscribePush, Result>(_ana, u => u.ExecuteAsync(Keys() with { Address = "https://push.example.com/more" }, "", default))).Error);
    }

    private PushKeys Keys() =>
        new($"{_service.Urls.Single()}/send/ana", Base64Url.EncodeToString(_browser.PublicKey), Base64Url.EncodeToString(_browser.Auth));

    private async Task SubscribeAsync(Actor agent)
    {
        Assert.Null((await _desk.RunAsync<SubscribePush, Result>(agent, u => u.ExecuteAsync(Keys(), "Chrome", default))).Error);
        await _desk.Given.LiveSettledAsync(_desk.Tenant);
    }

    private async Task<TicketId> AssignedAsync()
    {
        await _desk.HearsAsync(Webhook.Text($"A{++_tickets}", "hello", _desk.Clock.GetUtcNow(), chat: $"20100000{_tickets:D4}"));
        var ticket = await _desk.LookAsync(db => db.Tickets.AsNoTracking().OrderByDescending(t => t.Id).Select(t => t.Id).FirstAsync());
        Assert.Null((await _desk.RunAsync<AssignTicket, Result>(_desk.Admin, u => u.ExecuteAsync(ticket, _ana.Agent!.Value, default))).Error);
        return ticket;
    }

    private async Task HearAsync(NodeReport report) =>
        Assert.Null((await _desk.RunAsync<HearConnections, Result>(Actor.System(_desk.Tenant), u => u.ExecuteAsync(_ana.Agent!.Value, 1, report, default))).Error);

    private Task<int> LeftAsync() => _desk.LookAsync(db => db.PushSends.CountAsync());

    // Everything that waits to be sent, once each.
    private async Task<List<PushOutcome?>> WorkAsync()
    {
        var outcomes = new List<PushOutcome?>();
        foreach (var id in await _desk.LookAsync(db => db.PushSends.OrderBy(s => s.Id).Select(s => s.Id).ToListAsync()))
            outcomes.Add(await _desk.RunAsync<PushStep, PushOutcome?>(Actor.System(_desk.Tenant), step => step.RunAsync(id, default)));
        return outcomes;
    }
}
