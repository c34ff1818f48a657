using System.Collections.Concurrent;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Live;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Infrastructure.Work;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Persistence;

/// <summary>The one way to commit, and the walls between workspaces.</summary>
public sealed class UnitOfWorkTests : IAsyncLifetime
{
    private TestDesk _desk = null!;

    public async Task InitializeAsync() => _desk = await TestDesk.StartAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task Under_a_hundred_saves_at_once_the_live_sequence_has_no_gaps_and_is_the_order_of_commits()
    {
        var seen = new ConcurrentQueue<LiveUpdate>();
        var feed = _desk.Services.GetRequiredService<ILiveFeed>();
        using var listening = feed.Subscribe(LiveTopic.Tickets(_desk.Tenant), seen.Enqueue);
        var before = await _desk.LookAsync(db => db.LiveHeads.Select(h => h.Sequence).SingleAsync());
        var saving = Task.WhenAll(Enumerable.Range(0, 100).Select(SaveAsync));
        // A sequence that can be read has all lower ones before it, at any moment: a later commit never has an earlier sequence.
        while (!saving.IsCompleted)
        {
            var visible = await LogAsync();
            Assert.Equal(Enumerable.Range(1, visible.Count).Select(i => before + i), visible.Select(r => r.Sequence));
        }

        await saving;
        await _desk.Given.LiveSettledAsync(_desk.Tenant);
        var log = await LogAsync();
        Assert.Equal(Enumerable.Range(1, 100).Select(i => before + i), log.Select(r => r.Sequence));
        Assert.Equal(log.Select(r => (r.Sequence, r.EntityId)), seen.Select(u => (u.Sequence, u.Id)));

        Task<List<LiveLogRow>> LogAsync() => _desk.LookAsync(db => db.LiveLog.AsNoTracking().Where(r => r.Sequence > before).OrderBy(r => r.Sequence).ToListAsync());
    }

    [Fact]
    public async Task Another_workspaces_rows_are_not_there()
    {
        await _desk.HearsAsync(Webhook.Text("K1", "secret", _desk.Clock.GetUtcNow()));
        var (ticket, stranger) = (await _desk.TicketAsync(), await _desk.Given.AnotherWorkspaceAsync());
        Assert.Null(await _desk.Given.LookAsync(stranger, db => db.Tickets.FindAsync(ticket.Id).AsTask()));
        Assert.Equal(0, await _desk.Given.LookAsync(stranger, db => db.Messages.CountAsync()));
        Assert.Null(await _desk.RunAsync<ITicketQueries, TicketRow?>(stranger, q => q.RowAsync(ticket.Id, default)));
        Assert.Null(await _desk.RunAsync<IConversationQueries, ThreadPage?>(stranger, q => q.ThreadAsync(ticket.Id, null, 50, default)));
        Assert.Equal(TicketErrors.NotFound, (await _desk.RunAsync<ClaimTicket, Result>(stranger, u => u.ExecuteAsync(ticket.Id, default))).Error);
        Assert.Equal(TicketErrors.NotFound, (await _desk.ReplyAsync(stranger, ticket, "hello", seen: 99)).Error);
    }

    [Fact]
    public async Task Another_workspaces_row_cannot_be_written()
    {
        await _desk.HearsAsync(Webhook.Text("K1", "hi", _desk.Clock.GetUtcNow()));
        var (ticket, stranger) = (await _desk.TicketAsync(), await _desk.Given.AnotherWorkspaceAsync());
        ticket.Claim(stranger.Agent!.Value);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => _desk.Given.LookAsync(stranger, db =>
        {
            db.Update(ticket);
            return db.SaveChangesAsync();
        }));
        Assert.Contains("was about to be written by workspace", refused.Message, StringComparison.Ordinal);
        Assert.Null((await _desk.TicketAsync()).AssigneeId);
    }

    [Fact]
    public async Task Two_workspaces_number_their_tickets_apart()
    {
        var other = await _desk.Given.AnotherWorkspaceAsync();
        var number = await _desk.Given.NumberAsync(other, await _desk.Given.ServerAsync(other, "http://127.0.0.1:9"), session: "delta");
        var webhook = Webhook.Text("K1", "hi", _desk.Clock.GetUtcNow());
        await _desk.Given.ArrivesAsync(_desk.Number, webhook);
        webhook["session"] = "delta";
        await _desk.Given.ArrivesAsync(number, webhook);
        await _desk.WorkJournalAsync();
        Assert.Equal("0001", (await _desk.TicketAsync()).Number);
        Assert.Equal("0001", (await _desk.Given.LookAsync(other, db => db.Tickets.SingleAsync())).Number);
    }

    [Fact]
    public async Task A_refused_save_leaves_nothing_behind_and_the_unit_of_work_can_go_on()
    {
        await using var scope = _desk.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorContext>().Set(Actor.System(_desk.Tenant));
        var (db, work) = (scope.ServiceProvider.GetRequiredService<HelpdeskDb>(), scope.ServiceProvider.GetRequiredService<IUnitOfWork>());
        var customer = Customer.Meet(new CustomerId(1), "A", default);
        db.AddRange(customer, CustomerIdentity.Of(1, customer.Id, new CustomerAddress(IdentityKind.Phone, "1")));
        Assert.True((await work.SaveAsync(default)).Succeeded);
        db.Add(CustomerIdentity.Of(2, customer.Id, new CustomerAddress(IdentityKind.Phone, "1")));
        Assert.Equal(SaveErrors.Duplicate, (await work.SaveAsync(default)).Error);
        Assert.Empty(db.ChangeTracker.Entries());
        db.Add(CustomerIdentity.Of(3, customer.Id, new CustomerAddress(IdentityKind.Phone, "3")));
        Assert.True((await work.SaveAsync(default)).Succeeded);
    }

    [Fact]
    public async Task A_commit_wakes_the_worker_of_the_queue_it_wrote_to_also_when_it_opened_a_ticket()
    {
        var signals = _desk.Services.GetRequiredService<WorkSignals>();
        await _desk.Given.ArrivesAsync(_desk.Number, Webhook.Image("K1", [1, 2], _desk.Clock.GetUtcNow(), size: 999));
        await _desk.WorkJournalAsync();
        // Completes because it was woken: the clock that would end the wait stands still.
        await signals.WaitAsync(typeof(Infrastructure.Outbox.OutboxRow), TimeSpan.FromDays(1), _desk.Clock, default).WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Ids_rise_and_fit_a_javascript_number()
    {
        var ids = _desk.Services.GetRequiredService<IIdSource>();
        var drawn = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 1000).Select(_ => ids.Next()).ToList())));
        Assert.All(drawn, run => Assert.Equal(run.Order(), run));
        Assert.Equal(8000, drawn.SelectMany(run => run).Distinct().Count());
        Assert.InRange(drawn.SelectMany(run => run).Max(), 1, (1L << 53) - 1);
    }

    private async Task SaveAsync(int i)
    {
        await using var scope = _desk.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorContext>().Set(Actor.System(_desk.Tenant));
        var id = new CustomerId(1000 + i);
        scope.ServiceProvider.GetRequiredService<ICustomerStore>().Add(Customer.Meet(id, $"C{i}", default));
        scope.ServiceProvider.GetRequiredService<ILiveAnnouncements>().Announce(LiveKind.TicketChanged, id.Value, null, LiveTopic.Tickets(_desk.Tenant));
        Assert.True((await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().SaveAsync(default)).Succeeded);
    }
}
