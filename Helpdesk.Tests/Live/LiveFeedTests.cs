using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Live;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Helpdesk.Tests.Live;

/// <summary>The node's fan-out.</summary>
public sealed class LiveFeedTests
{
    private static readonly TenantId Tenant = new(1);
    private readonly LiveFeed _feed = new(NullLogger<LiveFeed>.Instance);
    private readonly List<long> _heard = [];

    [Fact]
    public void A_subscriber_hears_its_topic_in_order_and_once_though_two_topics_name_it()
    {
        void Hear(LiveUpdate update) => _heard.Add(update.Sequence);
        Action<LiveUpdate> hear = Hear;
        using var one = _feed.Subscribe(LiveTopic.Tickets(Tenant), hear);
        using var two = _feed.Subscribe(LiveTopic.Ticket(Tenant, 7), hear);
        for (var i = 1; i <= 3; i++) _feed.Deliver(Update(i, LiveTopic.Tickets(Tenant), LiveTopic.Ticket(Tenant, 7)));
        Assert.Equal([1, 2, 3], _heard);
        Assert.Equal(3, _feed.Position(Tenant));
    }

    [Fact]
    public void Another_workspaces_or_tickets_updates_are_not_heard()
    {
        using var listening = _feed.Subscribe(LiveTopic.Ticket(Tenant, 7), update => _heard.Add(update.Sequence));
        _feed.Deliver(Update(1, LiveTopic.Ticket(Tenant, 8)));
        _feed.Deliver(Update(2, LiveTopic.Ticket(new TenantId(2), 7)));
        Assert.Empty(_heard);
    }

    [Fact]
    public void One_that_throws_disturbs_no_other()
    {
        using var bad = _feed.Subscribe(LiveTopic.Tickets(Tenant), _ => throw new InvalidOperationException("broken screen"));
        using var good = _feed.Subscribe(LiveTopic.Tickets(Tenant), update => _heard.Add(update.Sequence));
        _feed.Deliver(Update(1, LiveTopic.Tickets(Tenant)));
        Assert.Equal([1], _heard);
    }

    [Fact]
    public void Who_left_hears_nothing_more_and_may_leave_twice()
    {
        var listening = _feed.Subscribe(LiveTopic.Tickets(Tenant), update => _heard.Add(update.Sequence));
        using var other = _feed.Subscribe(LiveTopic.Tickets(Tenant), _ => { });
        listening.Dispose();
        listening.Dispose();
        _feed.Deliver(Update(1, LiveTopic.Tickets(Tenant)));
        Assert.Empty(_heard);
    }

    [Fact]
    public void Those_who_watch_everything_are_told_first()
    {
        var order = new List<string>();
        using var screen = _feed.Subscribe(LiveTopic.Tickets(Tenant), _ => order.Add("screen"));
        using var cache = _feed.SubscribeAll(_ => order.Add("cache"));
        _feed.Deliver(Update(1, LiveTopic.Tickets(Tenant)));
        Assert.Equal(["cache", "screen"], order);
    }

    private static LiveUpdate Update(long sequence, params LiveTopic[] topics) =>
        new(topics[0].Tenant, sequence, LiveKind.TicketChanged, 7, null, topics);
}
