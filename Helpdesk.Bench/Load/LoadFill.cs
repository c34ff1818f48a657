using System.Globalization;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Helpdesk.Bench.Load;

/// <summary>
/// Fills a desk as a busy quarter would: eight departments of five agents; of twenty tickets one queued, three held, the rest done; three customers
/// for five tickets; the two sides of a conversation in turn. A thousand tickets are made by the domain's own code, the others are copied from them.
/// </summary>
public sealed class LoadFill
{
    /// <summary>Tickets come in thousands.</summary>
    public const int Template = 1000;

    /// <summary>Customers of a thousand tickets.</summary>
    public const int Customers = 600;

    /// <summary>As many copies as three digits can number.</summary>
    public const int MostTickets = 900 * Template;

    private const int Departments = 8;
    private const int AgentsEach = 5;
    private const int Batch = 100;
    private static readonly TimeSpan Past = TimeSpan.FromDays(100);
    private static readonly TimeSpan Span = TimeSpan.FromDays(90);
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(3);
    private static readonly string[] First = ["Mona", "Ahmed", "سارة", "Karim", "نور", "Laila", "يوسف", "Hassan", "Amina", "خالد", "Omar", "Dina"];
    private static readonly string[] Last = ["Adel", "حسن", "Salem", "Naguib", "فؤاد", "Mansour", "Kamal", "إبراهيم", "Fahmy", "Said"];
    private static readonly string[] Words =
        ["order", "الطلب", "delivery", "refund", "متى", "please", "the", "invoice", "شكرا", "broken", "yesterday", "address", "صيدلية", "number", "again", "when", "الفاتورة", "arrive"];

    private readonly BenchDesk _desk;
    private readonly int _perTicket;
    private readonly List<(DepartmentId Id, List<Actor> Agents)> _departments = [];
    private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow() - Past;
    private readonly long _firstId;
    private long _lastId;

    private LoadFill(BenchDesk desk, int perTicket)
    {
        (_desk, _perTicket) = (desk, perTicket);
        // Below everything the product will number itself from now on: 2^40 are three days of its ids.
        _firstId = _lastId = desk.Services.GetRequiredService<IIdSource>().Next() - (1L << 40);
    }

    /// <summary>Fills it.</summary>
    /// <returns>An agent of one department, who sees an eighth of it.</returns>
    public static async Task<Actor> FillAsync(BenchDesk desk, int tickets, int messages)
    {
        var fill = new LoadFill(desk, messages / tickets);
        await desk.Runner.RunAsync<IServiceProvider, Result>(Actor.System(desk.Tenant), fill.AddPeopleAsync);
        await desk.DataAsync(fill.AddCustomersAsync);
        for (var from = 0; from < Template; from += Batch) await desk.DataAsync(db => fill.AddTicketsAsync(db, from));
        await desk.Runner.RunAsync<IServiceProvider, int>(Actor.System(desk.Tenant), async scope =>
        {
            using var turn = await scope.GetRequiredService<WriteGate>().EnterAsync(default);
            var copies = new Copies(scope.GetRequiredService<HelpdeskDb>(), (tickets / Template) - 1, fill._lastId - fill._firstId);
            await copies.MakeAsync<Customer>((nameof(Customer.Name), "{0} || ' ' || n"));
            await copies.MakeAsync<CustomerIdentity>((nameof(CustomerIdentity.Id), Copies.Shifted), (nameof(CustomerIdentity.Value), "substr({0}, 1, 9) || n"));
            await copies.MakeAsync<Ticket>((nameof(Ticket.Number), "{0} || '-' || n"));
            await copies.MakeAsync<Message>((nameof(Message.ExternalId), "{0} || '-' || n"), (nameof(Message.ClientId), "{0} || '-' || n"));
            return await copies.FinishAsync();
        });
        return fill._departments[0].Agents[0];
    }

    /// <summary>The phone's place in <see cref="Inbound"/> of one of the customers.</summary>
    public static int ChatOf(int customer, int tickets)
    {
        var copies = (tickets / Template) - 1;
        return (customer % Customers * 1000) + (copies == 0 ? 0 : Copies.FirstNumber + (customer / Customers % copies));
    }

    private long Id() => ++_lastId;

    private async Task<Result> AddPeopleAsync(IServiceProvider scope)
    {
        var (db, ids, now) = (scope.GetRequiredService<HelpdeskDb>(), scope.GetRequiredService<IIdSource>(), TimeProvider.System.GetUtcNow());
        for (var d = 0; d < Departments; d++)
        {
            var department = Department.Create(new DepartmentId(ids.Next()), $"Department {d}").Value;
            var agents = new List<Actor>();
            db.Add(department);
            for (var a = 0; a < AgentsEach; a++)
            {
                var member = Membership.Create(new AgentId(ids.Next()), new UserId(ids.Next()), $"Agent {d}-{a}", Role.Agent, [department.Id], now);
                db.Add(member);
                agents.Add(Actor.Member(_desk.Tenant, member.Id, member.UserId, Permissions.Of(Role.Agent), new HashSet<DepartmentId> { department.Id }));
            }

            _departments.Add((department.Id, agents));
        }

        return await scope.GetRequiredService<IUnitOfWork>().SaveAsync(default);
    }

    private async Task<int> AddCustomersAsync(HelpdeskDb db)
    {
        for (var i = 0; i < Customers; i++)
        {
            var customer = Customer.Meet(CustomerOf(i), $"{First[i % First.Length]} {Last[i / First.Length % Last.Length]} {i:D3}", _start);
            var phone = new CustomerAddress(IdentityKind.Phone, string.Create(CultureInfo.InvariantCulture, $"201{i * 1000:D9}"));
            db.AddRange(customer, CustomerIdentity.Of(_firstId + Customers + i + 1, customer.Id, phone));
        }

        _lastId = _firstId + (2 * Customers);
        return await db.SaveChangesAsync();
    }

    private CustomerId CustomerOf(int i) => new(_firstId + (i % Customers) + 1);

    private async Task<int> AddTicketsAsync(HelpdeskDb db, int from)
    {
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        for (var i = from; i < from + Batch; i++) AddTicket(db, i, _start + (Span * ((double)i / Template)));
        return await db.SaveChangesAsync();
    }

    private void AddTicket(HelpdeskDb db, int i, DateTimeOffset at)
    {
        var (department, agents) = _departments[i % Departments];
        var agent = agents[i / Departments % AgentsEach].Agent!.Value;
        var (ticket, id) = (Ticket.Open(new TicketId(Id()), CustomerOf(i), _desk.Account, department, null, at), i % 20);
        ticket.TakeNumber($"B{i:D6}");
        if (id != 0) ticket.AssignTo(agent, null, MoveCause.Assigned);
        if (id > 3 && _perTicket > 1) ticket.AnsweredBy(agent, at + Pace);
        if (id > 3) ticket.Resolve(agent, at + (Pace * _perTicket));
        if (id > 6) ticket.Close(agent, at + (Pace * _perTicket));
        ticket.TakeEvents();
        Message? last = null;
        for (var m = 1; m <= _perTicket; m++) db.Add(last = Said(i, m, ticket.Id, agent, at + (Pace * (m - 1))));

        // What the thread's own set-based updates would have written.
        var byCustomer = last!.Kind == MessageKind.Customer;
        var row = db.Add(ticket);
        row.Property(t => t.LastSequence).CurrentValue = last.Sequence;
        row.Property(t => t.LastInboundSequence).CurrentValue = byCustomer ? last.Sequence : last.Sequence - 1;
        row.Property(t => t.LastReplySequence).CurrentValue = byCustomer ? last.Sequence - 1 : last.Sequence;
        row.Property(t => t.LastMessageAt).CurrentValue = last.SentAt;
        row.Property(t => t.LastLine).CurrentValue = last.Text!;
        row.Property(t => t.LastSpeaker).CurrentValue = byCustomer ? LastSpeaker.Customer : LastSpeaker.Agent;
        row.Property(t => t.WaitingOn).CurrentValue = !ticket.IsActive ? WaitingOn.Nobody : byCustomer ? WaitingOn.Agent : WaitingOn.Customer;
        row.Property(t => t.WaitingSince).CurrentValue = ticket.IsActive && byCustomer ? last.SentAt : null;
        row.Property(t => t.DelayedSince).CurrentValue = id == 2 && byCustomer ? last.SentAt + Pace : null;
    }

    private Message Said(int i, int number, TicketId ticket, AgentId agent, DateTimeOffset at)
    {
        var text = string.Join(' ', Enumerable.Range(0, 6 + (number % 9)).Select(w => Words[((i * 7) + (number * 13) + (w * w * 5)) % Words.Length]));
        // In even tickets the customer has the last word.
        var message = (number + _perTicket + i) % 2 == 0
            ? Message.FromCustomer(new MessageId(Id()), ticket, _desk.Account, Written(), null)
            : Message.Reply(new MessageId(Id()), ticket, _desk.Account, agent, $"bench-{i}-{number}", text, at);
        message.Place(number, null);
        if (message.Kind == MessageKind.Reply) message.Progress(DeliveryState.Read);
        message.TakeEvents();
        return message;

        InboundMessage Written() => new() { ExternalId = $"B{i}-{number}", Address = new CustomerAddress(IdentityKind.Phone, "201"), Text = text, SentAt = at };
    }
}
