using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Live;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Realtime;
using Xunit;

namespace Helpdesk.Tests.Live;

/// <summary>Who is at a ticket: told by pages, forgotten by the clock.</summary>
public sealed class ViewersTests : IDisposable
{
    private static readonly TenantId Tenant = new(1);
    private static readonly TicketId Ticket = new(7);
    private static readonly AgentId Sara = new(70);
    private static readonly AgentId Omar = new(71);

    private readonly ManualClock _clock = new();
    private readonly LiveSignals _signals = new();
    private readonly Viewers _viewers;
    private readonly IDisposable _listening;
    private int _told;

    public ViewersTests()
    {
        _viewers = new Viewers(_signals, _clock);
        _listening = _viewers.Subscribe(Tenant, Ticket, _ => _told++);
    }

    public void Dispose()
    {
        _listening.Dispose();
        _viewers.Dispose();
    }

    [Fact]
    public void Who_opens_a_ticket_is_there_until_it_is_closed_and_both_are_told_once()
    {
        _viewers.Open(Tenant, Ticket, Sara);
        Assert.Equal([(Sara, false)], _viewers.At(Tenant, Ticket));
        _clock.Advance(LiveSignal.ViewingEvery);
        _viewers.Show(Tenant, Ticket, Sara);
        Assert.Equal(1, _told);
        _viewers.Close(Tenant, Ticket, Sara);
        Assert.Empty(_viewers.At(Tenant, Ticket));
        Assert.Equal(2, _told);
    }

    [Fact]
    public void Who_says_it_again_stays_and_who_falls_silent_is_gone_when_the_word_lapses()
    {
        _viewers.Open(Tenant, Ticket, Sara);
        _viewers.Open(Tenant, Ticket, Omar);
        _clock.Advance(LiveSignal.ViewingEvery);
        _viewers.Show(Tenant, Ticket, Omar);
        _clock.Advance(LiveSignal.ViewingLasts - LiveSignal.ViewingEvery - TimeSpan.FromSeconds(1));
        Assert.Equal(2, _viewers.At(Tenant, Ticket).Count);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([(Omar, false)], _viewers.At(Tenant, Ticket));
        Assert.Equal(3, _told);
    }

    [Fact]
    public void A_pen_stays_while_its_agent_types_and_lapses_before_the_eye()
    {
        _viewers.Open(Tenant, Ticket, Sara);
        Say(LiveSignalKind.Typing, Sara);
        _clock.Advance(LiveSignal.TypingEvery);
        Say(LiveSignalKind.Typing, Sara);
        _clock.Advance(LiveSignal.TypingLasts - TimeSpan.FromSeconds(1));
        Assert.Equal([(Sara, true)], _viewers.At(Tenant, Ticket));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([(Sara, false)], _viewers.At(Tenant, Ticket));
        Assert.Equal(3, _told);
    }

    [Fact]
    public void Who_stops_or_leaves_writes_no_longer()
    {
        _viewers.Open(Tenant, Ticket, Sara);
        Say(LiveSignalKind.Typing, Sara);
        Say(LiveSignalKind.Stopped, Sara);
        Assert.Equal([(Sara, false)], _viewers.At(Tenant, Ticket));
        Say(LiveSignalKind.Typing, Sara);
        _viewers.Close(Tenant, Ticket, Sara);
        Assert.Empty(_viewers.At(Tenant, Ticket));
    }

    [Fact]
    public void An_agent_with_two_tabs_leaves_with_the_second()
    {
        _viewers.Open(Tenant, Ticket, Sara);
        _viewers.Open(Tenant, Ticket, Sara);
        _viewers.Close(Tenant, Ticket, Sara);
        Assert.Equal([(Sara, false)], _viewers.At(Tenant, Ticket));
        _viewers.Close(Tenant, Ticket, Sara);
        Assert.Empty(_viewers.At(Tenant, Ticket));
    }

    [Fact]
    public void An_agent_whose_other_tab_is_on_another_node_stays()
    {
        var bus = new Bus();
        using var one = new Viewers(bus, _clock);
        using var other = new Viewers(bus, _clock);
        one.Open(Tenant, Ticket, Sara);
        other.Open(Tenant, Ticket, Sara);
        one.Close(Tenant, Ticket, Sara);
        Assert.Equal([(Sara, false)], one.At(Tenant, Ticket));
        Assert.Equal([(Sara, false)], other.At(Tenant, Ticket));
        other.Close(Tenant, Ticket, Sara);
        Assert.Empty(one.At(Tenant, Ticket));
        Assert.Empty(other.At(Tenant, Ticket));
    }

    [Fact]
    public void A_node_that_begins_to_listen_later_hears_at_the_next_word()
    {
        _viewers.Open(Tenant, Ticket, Sara);
        using var late = new Viewers(_signals, _clock);
        using var listening = late.Subscribe(Tenant, Ticket, _ => { });
        Assert.Empty(late.At(Tenant, Ticket));
        _clock.Advance(LiveSignal.ViewingEvery);
        _viewers.Show(Tenant, Ticket, Sara);
        Assert.Equal([(Sara, false)], late.At(Tenant, Ticket));
    }

    [Fact]
    public void Another_workspace_or_ticket_and_who_listens_no_longer_hear_nothing()
    {
        var (other, told) = (new TenantId(2), 0);
        using var elsewhere = _viewers.Subscribe(other, Ticket, _ => told++);
        using var beside = _viewers.Subscribe(Tenant, new TicketId(8), _ => told++);
        _viewers.Subscribe(Tenant, Ticket, _ => told++).Dispose();
        _viewers.Open(Tenant, Ticket, Sara);
        Assert.Equal((1, 0), (_told, told));
        Assert.Empty(_viewers.At(other, Ticket));
        Assert.Empty(_viewers.At(Tenant, new TicketId(8)));
    }

    private void Say(LiveSignalKind kind, AgentId agent) => _signals.Send(new LiveSignal(Tenant, kind, Ticket.Value, agent.Value));

    // Between nodes: what is sent while something is being delivered comes after it, for everybody.
    private sealed class Bus : ILiveSignals
    {
        private readonly List<Action<LiveSignal>> _nodes = [];
        private readonly Queue<LiveSignal> _sent = new();

        public void Send(LiveSignal signal)
        {
            _sent.Enqueue(signal);
            if (_sent.Count > 1) return;
            for (; _sent.TryPeek(out var next); _sent.Dequeue()) _nodes.ForEach(hear => hear(next));
        }

        public IDisposable Subscribe(TenantId tenant, Action<LiveSignal> onSignal)
        {
            _nodes.Add(onSignal);
            return Stream.Null;
        }
    }
}
