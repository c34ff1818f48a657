using System.Text.Json;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Tests.Api;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Xunit.Abstractions;

namespace Helpdesk.Tests.Realtime;

/// <summary>
/// Whatever happens, what a client made of what it heard is what it would read now: tickets come, move, change hands and departments, people change
/// departments, lines break, all at once (DECISIONS 18).
/// </summary>
public sealed class HubReplicaTests(ITestOutputHelper output)
{
    private const int Steps = 60;
    private int _made;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Every_clients_final_state_is_what_a_fresh_read_gives(int seed)
    {
        await using var desk = await HubDesk.StartAsync();
        var first = await desk.Given.LookAsync(desk.Admin, db => db.Departments.Select(d => d.Id).SingleAsync());
        DepartmentId[] departments = [first, await desk.DepartmentAsync("Workshop"), await desk.DepartmentAsync("Returns")];
        List<Actor> people = [desk.Admin];
        for (var i = 0; i < 4; i++) people.Add(await desk.Given.AgentAsync(desk.Admin, $"Agent{i}", Role.Agent, departments[i % 3]));
        for (var i = 0; i < 5; i++) await desk.TicketAsync();
        var replicas = people.ConvertAll(p => new Replica(desk, p));
        foreach (var replica in replicas) await replica.ComeAsync();

        var writers = Enumerable.Range(0, 2).Select(w => WriteAsync(desk, people, departments, new Random((seed * 10) + w)));
        var cuts = CutAsync(replicas, new Random(seed));
        await Task.WhenAll(writers);
        await cuts;
        var head = await desk.HeadAsync();
        foreach (var replica in replicas) await replica.SettleAsync(head);

        foreach (var replica in replicas) Assert.Equal(await replica.FreshAsync(), replica.Tickets);
        output.WriteLine($"seed {seed}: {head} updates, {replicas.Sum(r => r.Tickets.Count)} tickets in {replicas.Count} copies, {replicas.Sum(r => r.Ends)} times cut, {replicas.Sum(r => r.Reloads)} reloads, all copies right");
        Assert.True(replicas.Sum(r => r.Ends) > 5);
        foreach (var replica in replicas) await replica.DisposeAsync();
    }

    private async Task WriteAsync(ApiDesk desk, List<Actor> people, DepartmentId[] departments, Random random)
    {
        for (var step = 0; step < Steps; step++)
        {
            var tickets = await desk.Given.LookAsync(desk.Admin, db => db.Tickets.OrderBy(t => t.Id).Select(t => t.Id).ToListAsync());
            var (ticket, agent, department) = (tickets[random.Next(tickets.Count)], people[random.Next(people.Count)], departments[random.Next(departments.Length)]);
            // What is refused, because it is so already or somebody else was at it, changes nothing; that is as good.
            await (random.Next(9) switch
            {
                0 => desk.TicketAsync(text: $"new {step}"),
                1 => desk.Given.RunAsync<TransferTicket, Result>(desk.Admin, u => u.ExecuteAsync(ticket, new TransferTarget(Department: department), "", default)),
                2 => desk.Given.RunAsync<AssignTicket, Result>(desk.Admin, u => u.ExecuteAsync(ticket, agent.Agent!.Value, default)),
                3 => desk.Given.RunAsync<PrioritiseTicket, Result>(desk.Admin, u => u.ExecuteAsync(ticket, (TicketPriority)random.Next(4), default)),
                4 => desk.Given.RunAsync<AddNote, Result<MessageId>>(desk.Admin, u => u.ExecuteAsync(ticket, $"note {step}", $"replica-{Interlocked.Increment(ref _made)}", default)),
                5 => desk.Given.RunAsync<ResolveTicket, Result>(desk.Admin, u => u.ExecuteAsync(ticket, 999, default)),
                6 => desk.Given.RunAsync<ReopenTicket, Result>(desk.Admin, u => u.ExecuteAsync(ticket, default)),
                7 => desk.Given.RunAsync<ReleaseTicket, Result>(desk.Admin, u => u.ExecuteAsync(ticket, default)),
                _ => random.Next(4) == 0 && agent.Agent != desk.Admin.Agent ? MoveAsync(desk, agent.Agent!.Value, department) : Task.CompletedTask,
            });
        }
    }

    private static async Task MoveAsync(ApiDesk desk, AgentId agent, DepartmentId to)
    {
        var member = await desk.Given.LookAsync(desk.Admin, db => db.Memberships.AsNoTracking().SingleAsync(m => m.Id == agent));
        var change = new MemberChange(agent, member.Version, member.Name, member.Role, [new DepartmentPlace(to, false)], WorkProfile.Usual);
        await desk.Given.RunAsync<ChangeMember, Result>(desk.Admin, u => u.ExecuteAsync(change, default));
    }

    private static async Task CutAsync(List<Replica> replicas, Random random)
    {
        for (var i = 0; i < 12; i++)
        {
            var replica = replicas[random.Next(replicas.Count)];
            await replica.GoAsync();
            await replica.ComeAsync();
        }
    }

    /// <summary>A copy of what one member sees, kept by what the hub says and by reading what it names.</summary>
    private sealed class Replica : IAsyncDisposable
    {
        private readonly ApiDesk _desk;
        private readonly Actor _member;
        private readonly HubAgent _hub;
        private readonly SemaphoreSlim _line = new(1);
        private bool _isNew = true;
        private bool _goes;

        public Replica(ApiDesk desk, Actor member)
        {
            (_desk, _member, _hub) = (desk, member, HubAgent.Of(desk.App, member));
            _hub.OnHeard = HearAsync;
            _hub.OnClosed = _ => ComeBack();
        }

        public SortedDictionary<long, string> Tickets { get; private set; } = [];

        public int Ends => _hub.Ends;

        public int Reloads => _hub.Count("Reload");

        public async Task ComeAsync()
        {
            await _line.WaitAsync();
            Volatile.Write(ref _goes, false);
            try
            {
                while (!_hub.IsConnected)
                {
                    var heard = _hub.Heard.Count;
                    await _hub.TryConnectAsync();
                    await Eventually.TrueAsync(() => _hub.Heard.Skip(heard).Any(h => h.Name == "Position") || !_hub.IsConnected, "the hub says where it stands, or sends away again");
                }
            }
            finally
            {
                _line.Release();
            }
        }

        public async Task GoAsync()
        {
            await _line.WaitAsync();
            Volatile.Write(ref _goes, true);
            await _hub.StopAsync();
            _line.Release();
        }

        public Task SettleAsync(long head) => Eventually.TrueAsync(() => _hub.IsConnected && _hub.Position >= head, "everything has been told", TimeSpan.FromSeconds(30));

        public async Task<SortedDictionary<long, string>> FreshAsync()
        {
            var rows = await _desk.Given.RunAsync<ITicketQueries, Result<Slice<TicketRow, TicketCursor>>>(
                await _desk.Given.AgainAsync(_member), q => q.FindAsync(new TicketFilter(), null, 200, default));
            return new SortedDictionary<long, string>(rows.Value.Rows.ToDictionary(r => r.Id.Value, Shown));
        }

        public async ValueTask DisposeAsync()
        {
            Volatile.Write(ref _goes, true);
            await _hub.DisposeAsync();
            _line.Dispose();
        }

        // Sent away, not gone: it comes back by itself.
        private void ComeBack()
        {
            if (!Volatile.Read(ref _goes)) _ = ComeAsync();
        }

        private async Task HearAsync(string name, JsonElement said)
        {
            if (name == "Reload" || (name == "Position" && _isNew))
            {
                _isNew = false;
                Tickets = await FreshAsync();
            }
            else if (name is "MessageReceived" or "MessageChanged" or "TicketChanged" or "TicketAssigned")
            {
                var id = new TicketId(said.GetProperty("ticketId").GetInt64());
                var row = await _desk.Given.RunAsync<ITicketQueries, TicketRow?>(await _desk.Given.AgainAsync(_member), q => q.RowAsync(id, default));
                if (row is null) Tickets.Remove(id.Value);
                else Tickets[id.Value] = Shown(row);
            }
        }

        private static string Shown(TicketRow row) =>
            $"{row.Number} {row.Status} {row.Priority} {row.DepartmentId.Value} {row.AssigneeId?.Value} {row.OwnerId?.Value} {row.LastLine} {row.WaitingOn} {row.Version} {row.LastInboundSequence}";
    }
}
