using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Tickets;
using Xunit;
using Xunit.Abstractions;

namespace Helpdesk.Tests.Routing;

/// <summary>A day of 200 agents and 20,000 tickets on the pure policy, on a clock that jumps from event to event.</summary>
public sealed class DayOnThePolicyTests(ITestOutputHelper output)
{
    private const int Agents = 200;
    private const int Tickets = 20_000;
    private const int Capacity = 6;
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Shift = TimeSpan.FromHours(10);

    [Fact]
    public void Nothing_is_left_lying_nobody_gets_too_much_and_equals_get_equally_much()
    {
        var day = new Day(seed: 26);
        day.Run();
        output.WriteLine($"{day.Given:N0} given, {day.Explained:N0} explained, longest queue {day.LongestQueue}, longest wait {day.LongestWait}, all full {day.Refused:N0} times");

        Assert.Equal((Tickets, Tickets), (day.Given - day.GivenAgain, day.Explained - day.GivenAgain));
        Assert.True(day.GivenAgain > 0 && day.LongestQueue > 50 && day.Refused > 100, "The day was too quiet to prove anything.");
        // Equal hours, skills and capacity, no breaks; what went back to who had the customer before is left out.
        var equals = day.AssignedToEquals();
        Assert.True(equals.Count >= 80);
        output.WriteLine($"{equals.Count} equal agents: {equals.Min()} to {equals.Max()} tickets each");
        Assert.InRange((double)equals.Max() / equals.Min(), 1, 1.10);
    }

    private sealed class Day(int seed)
    {
        private readonly Random _random = new(seed);
        private readonly PriorityQueue<Action, DateTimeOffset> _events = new();
        private readonly RoutingAgent[] _agents = new RoutingAgent[Agents];
        private readonly List<RoutingTicket>[] _held = [.. Enumerable.Range(0, Agents).Select(_ => new List<RoutingTicket>())];
        private readonly int[] _assigned = new int[Agents];
        private readonly List<RoutingTicket> _queue = [];
        private readonly RoutingRules _rules = RoutingPolicyTests.Rules();
        private DateTimeOffset _now = Morning;
        private DateTimeOffset? _lookAgain;

        public int Given { get; private set; }

        public int GivenAgain { get; private set; }

        public int Explained { get; private set; }

        public int LongestQueue { get; private set; }

        public int Refused { get; private set; }

        public TimeSpan LongestWait { get; private set; }

        public List<int> AssignedToEquals() => [.. Enumerable.Range(0, Agents).Where(IsEqual).Select(i => _assigned[i])];

        public void Run()
        {
            for (var i = 0; i < Agents; i++) Plan(i);
            // Two busy hours in the middle; the last hour is for what is left.
            for (var n = 0; n < Tickets; n++)
            {
                var hour = n % 3 == 0 ? 3 + (_random.NextDouble() * 2) : _random.NextDouble() * 9;
                var ticket = new RoutingTicket(
                    new TicketId(n + 1), (TicketPriority)_random.Next(4), Morning.AddHours(hour), 1, _random.Next(4) == 0 ? "ar" : null,
                    _random.Next(10) == 0 ? ["insulin"] : [], _random.Next(20) == 0 ? new AgentId(_random.Next(Agents) + 1) : null, [], []);
                At(ticket.QueuedAt, () => Arrive(ticket));
            }

            while (_events.TryDequeue(out var happens, out var at))
            {
                _now = at;
                happens();
                Route();
            }

            Assert.Empty(_queue);
        }

        // Every fifth agent takes two breaks, every twentieth loses a node at noon, every seventh knows insulin, every third speaks Arabic.
        private static bool IsEqual(int i) => i % 5 != 0 && i % 20 != 7 && i % 7 != 0 && i % 3 != 0;

        private void Plan(int i)
        {
            _agents[i] = new RoutingAgent(
                new AgentId(i + 1), AgentState.Offline, Capacity, 0, i % 3 == 0 ? ["ar"] : [], i % 7 == 0 ? ["insulin"] : [], null, null, null, 0, null);
            At(Morning, () => Become(i, AgentState.Online));
            if (i % 5 == 0)
            {
                foreach (var hour in new[] { 2.5 + (i % 3), 6.0 })
                {
                    At(Morning.AddHours(hour), () => Become(i, AgentState.Break));
                    At(Morning.AddHours(hour + 0.25), () => Become(i, AgentState.Online));
                }
            }

            if (i % 20 != 7) return;
            At(Morning.AddHours(4), () => Become(i, AgentState.Reconnecting));
            At(Morning.AddHours(4).AddSeconds(30), () => Become(i, AgentState.Offline));
            At(Morning.AddHours(4.5), () => Become(i, AgentState.Online));
        }

        private void Become(int i, AgentState state)
        {
            _agents[i] = _agents[i] with { State = state, AvailableSince = state == AgentState.Online ? _now : state == AgentState.Reconnecting ? _agents[i].AvailableSince : null };
            if (state is not (AgentState.Break or AgentState.Offline)) return;
            foreach (var ticket in _held[i])
            {
                _queue.Add(ticket);
                GivenAgain++;
            }

            _held[i].Clear();
            _agents[i] = _agents[i] with { Load = 0 };
        }

        private void Arrive(RoutingTicket ticket) => _queue.Add(ticket);

        private void Close(int i, RoutingTicket ticket)
        {
            // Somebody else has it by now, after a break.
            if (!_held[i].Remove(ticket)) return;
            _agents[i] = _agents[i] with { Load = _agents[i].Load - 1 };
        }

        private void Route()
        {
            LongestQueue = Math.Max(LongestQueue, _queue.Count);
            if (_queue.Count == 0) return;
            if (!Array.Exists(_agents, a => a.State == AgentState.Online && a.Load < a.Capacity))
            {
                Refused++;
                return;
            }

            var plan = RoutingPolicy.Plan([.. _queue.OrderByDescending(t => t.Priority).ThenBy(t => t.QueuedAt).Take(40)], _agents, _rules, _now);
            foreach (var (ticket, choice) in plan.Given) Give(ticket, choice);
            if (plan.LookAgainAt is not { } at || (_lookAgain > _now && _lookAgain <= at)) return;
            _lookAgain = at;
            At(at, () => { });
        }

        private void Give(RoutingTicket ticket, RoutingChoice choice)
        {
            var i = (int)choice.Agent!.Value.Value - 1;
            Assert.Equal(AgentState.Online, _agents[i].State);
            Assert.True(_queue.Remove(ticket), "given twice");
            _agents[i] = _agents[i].With(ticket, _rules, _now.AddMicroseconds(Given % 1000));
            _held[i].Add(ticket);
            Assert.InRange(_held[i].Count, 1, Capacity);
            Given++;
            if (RoutingExplanation.Parse(RoutingExplanation.Of(ticket, choice).ToString()) is not null) Explained++;
            if (choice.Reason != ChoiceReason.Previous) _assigned[i]++;
            if (_now - ticket.QueuedAt > LongestWait) LongestWait = _now - ticket.QueuedAt;
            At(_now.AddMinutes(12 + (_random.NextDouble() * 4)), () => Close(i, ticket));
        }

        private void At(DateTimeOffset when, Action happens) => _events.Enqueue(happens, when);
    }
}
