using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Tickets;
using Xunit;
using Xunit.Abstractions;

namespace Helpdesk.Tests.Routing;

/// <summary>
/// Whatever customers, agents and the provider do in whatever order: the seconds each agent is charged with are those an oracle counts
/// afterwards, when it is known which replies failed and so never were.
/// </summary>
public sealed class WaitingPropertyTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Threshold = 180;
    private WaitingDesk _desk = null!;

    private enum What
    {
        Writes,
        Replies,
        Moves,
        Resolves,
        Reopens,
    }

    public async Task InitializeAsync() => _desk = await WaitingDesk.StartAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task The_seconds_of_each_agent_are_those_an_oracle_counts_afterwards(int seed)
    {
        var (random, delayed, failed) = (new Random(seed), 0L, 0);
        for (var story = 0; story < 4; story++)
        {
            var facts = await LiveAsync(random, $"2010{seed:D4}{story:D4}");
            var expected = Oracle.Count(facts.Facts, facts.Until);
            var stored = (await _desk.DelaysAsync(facts.Ticket)).GroupBy(d => d.AgentId?.Value ?? 0)
                .Select(g => (g.Key, Seconds: (long)g.Sum(d => ((d.EndedAt ?? _desk.Desk.Clock.GetUtcNow()) - d.StartedAt).TotalSeconds)))
                .Where(g => g.Seconds > 0).OrderBy(g => g.Key);
            Assert.Equal(expected, stored);
            delayed += expected.Sum(e => e.Seconds);
            failed += facts.Facts.Count(f => f.Failed);
        }

        output.WriteLine($"seed {seed}: {delayed} seconds of delay, {failed} replies failed");
        // A story in which nothing happens proves nothing.
        Assert.True(delayed > Threshold && failed > 0, $"{delayed} seconds, {failed} failures");
    }

    private async Task<(Ticket Ticket, List<Fact> Facts, double Until)> LiveAsync(Random random, string chat)
    {
        var ticket = await _desk.WritesAsync(chat);
        var facts = new List<Fact> { await FactAsync(ticket, What.Writes) };
        var (active, answered, fallible) = (true, false, (Reply: default(MessageId?), Fact: 0));
        for (var step = 0; step < 30; step++)
        {
            await _desk.AtAsync((int)Now + random.Next(5, 200));
            switch (random.Next(10))
            {
                case 0 or 1:
                    await _desk.WritesAsync(chat);
                    facts.Add(await FactAsync(ticket, What.Writes));
                    (active, answered) = (true, false);
                    break;
                case 2 or 3 when active && !answered:
                    var writer = random.Next(2) == 0 ? _desk.Ana : _desk.Ben;
                    fallible = (await _desk.RepliesAsync(writer, ticket), facts.Count);
                    facts.Add(await FactAsync(ticket, What.Replies));
                    answered = true;
                    break;
                case 4 or 5 when fallible.Reply is { } reply:
                    await _desk.FailsAsync(reply);
                    facts[fallible.Fact] = facts[fallible.Fact] with { Failed = true };
                    (fallible.Reply, answered) = (null, false);
                    break;
                case 6 or 7 when active:
                    var next = random.Next(2) == 0 ? _desk.Ana : _desk.Ben;
                    if ((await _desk.NowAsync(ticket)).AssigneeId == next.Agent) break;
                    await _desk.GiveAsync(ticket, next);
                    facts.Add(await FactAsync(ticket, What.Moves));
                    break;
                case 8 when active && (await _desk.NowAsync(ticket)).AssigneeId is not null:
                    await _desk.PutBackAsync(ticket);
                    facts.Add(await FactAsync(ticket, What.Moves));
                    break;
                case 9 when random.Next(3) == 0:
                    await (active ? _desk.ResolveAsync(ticket) : _desk.ReopenAsync(ticket));
                    facts.Add(await FactAsync(ticket, active ? What.Resolves : What.Reopens));
                    // What fails after the ticket was done has a test of its own.
                    (active, fallible.Reply) = (!active, null);
                    break;
            }
        }

        return (ticket, facts, Now);
    }

    private double Now => (_desk.Desk.Clock.GetUtcNow() - _desk.Opened).TotalSeconds;

    // Who holds it afterwards is no secret: an answer takes what nobody holds, and what comes back leaves who is not here.
    private async Task<Fact> FactAsync(Ticket ticket, What what) => new(Now, what, (await _desk.NowAsync(ticket)).AssigneeId?.Value ?? 0);

    private sealed record Fact(double At, What What, long Holder, bool Failed = false);

    /// <summary>Walks the facts once, with hindsight: no rows, no deadlines, no resumption.</summary>
    private static class Oracle
    {
        public static List<(long Agent, long Seconds)> Count(List<Fact> facts, double until)
        {
            var seconds = new SortedDictionary<long, double>();
            var (active, wait) = (true, default(double?));
            for (var i = 0; i < facts.Count; i++)
            {
                var fact = facts[i];
                switch (fact.What)
                {
                    case What.Writes:
                        wait = active ? wait ?? fact.At : fact.At;
                        active = true;
                        break;
                    case What.Replies when !fact.Failed:
                        wait = null;
                        break;
                    case What.Resolves or What.Reopens:
                        active = fact.What == What.Reopens;
                        break;
                }

                var end = i + 1 < facts.Count ? facts[i + 1].At : until;
                var charged = active && wait is { } since ? Math.Max(0, end - Math.Max(fact.At, since + Threshold)) : 0;
                if (charged > 0) seconds[fact.Holder] = seconds.GetValueOrDefault(fact.Holder) + charged;
            }

            return [.. seconds.Select(s => (s.Key, (long)s.Value))];
        }
    }
}
