using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Persistence;

/// <summary>Units of work that meet: on SQLite they queue at the write gate, elsewhere at the rows they share.</summary>
public sealed class ManyWritersTests : IAsyncLifetime
{
    private TestDesk _desk = null!;
    private Ticket _ticket = null!;

    public async Task InitializeAsync()
    {
        _desk = await TestDesk.StartAsync();
        await _desk.HearsAsync(Webhook.Text("K1", "hi", _desk.Clock.GetUtcNow()));
        _ticket = await _desk.TicketAsync();
    }

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task Of_two_who_edit_one_ticket_one_wins_and_the_other_is_told_of_a_conflict()
    {
        for (var round = 1; round <= 20; round++)
        {
            var bothHaveRead = new Barrier(2);
            var saved = await Task.WhenAll(Enumerable.Range(1, 2).Select(i => Task.Run(() => InScopeAsync(async services =>
            {
                var ticket = await services.GetRequiredService<ITicketStore>().FindAsync(_ticket.Id, default);
                ticket!.AssignTo(new AgentId((round * 10) + i), null, MoveCause.Assigned);
                bothHaveRead.SignalAndWait(TimeSpan.FromSeconds(10));
                return await SaveAsync(services);
            }))));
            Assert.Equal(SaveErrors.Conflict, Assert.Single(saved, r => !r.Succeeded).Error);
        }

        Assert.Equal(_ticket.Version + 20, (await _desk.TicketAsync()).Version);
    }

    [Fact]
    public async Task New_tickets_edits_and_appends_at_once_number_without_gaps_and_never_wait_for_each_other_in_a_circle()
    {
        var before = await _desk.LookAsync(db => db.LiveHeads.Select(h => h.Sequence).SingleAsync());
        var opened = Enumerable.Range(1, 40).Select(i => Task.Run(() => InScopeAsync(services => OpenAsync(services, i))));
        var noted = Enumerable.Range(1, 40).Select(i => Task.Run(() => InScopeAsync(services => NoteAsync(services, i))));
        var edited = Enumerable.Range(1, 40).Select(i => Task.Run(() => InScopeAsync(services => EditAsync(services, i))));
        var saved = await Task.WhenAll([.. opened, .. noted, .. edited]);

        Assert.All(saved.Where(r => !r.Succeeded), r => Assert.Equal(SaveErrors.Conflict, r.Error));
        Assert.All(saved.Take(80), r => Assert.True(r.Succeeded, "only edits of one ticket meet"));
        var numbers = await _desk.LookAsync(db => db.Tickets.OrderBy(t => t.Number).Select(t => t.Number).ToListAsync());
        Assert.Equal(Enumerable.Range(1, 41).Select(n => $"{n:D4}"), numbers);
        var sequences = await _desk.LookAsync(db => db.Messages.Where(m => m.TicketId == _ticket.Id).OrderBy(m => m.Sequence).Select(m => m.Sequence).ToListAsync());
        Assert.Equal(Enumerable.Range(1, sequences.Count).Select(n => (long)n), sequences);
        var live = await _desk.LookAsync(db => db.LiveLog.Where(r => r.Sequence > before).OrderBy(r => r.Sequence).Select(r => r.Sequence).ToListAsync());
        Assert.True(live.Count >= 80);
        Assert.Equal(Enumerable.Range(1, live.Count).Select(n => before + n), live);
    }

    [Fact]
    public async Task Two_tabs_that_keep_the_first_draft_at_once_both_succeed_and_one_text_stays()
    {
        var ana = await _desk.Given.AgentAsync(_desk.Admin, "Ana");
        await Task.WhenAll(Enumerable.Range(1, 8).Select(i => Task.Run(() => _desk.RunAsync<IDraftStore, bool>(ana, async drafts =>
        {
            await drafts.KeepAsync(_ticket.Id, DraftKind.Reply, $"text {i}", default);
            return true;
        }))));
        Assert.StartsWith("text ", await _desk.RunAsync<IDraftStore, string>(ana, d => d.ReadAsync(_ticket.Id, DraftKind.Reply, default)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_no_database_likes_is_shown_all_the_same()
    {
        var webhook = Webhook.Text("K2", "half \uD83D and zero \0.", _desk.Clock.GetUtcNow());
        await _desk.HearsAsync(webhook);
        var shown = (await _desk.MessagesAsync()).Last().Text!;
        Assert.StartsWith("half \uFFFD and zero ", shown, StringComparison.Ordinal);
        Assert.EndsWith(".", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("😀", "😀")]
    [InlineData("a\0b", "ab")]
    [InlineData("\0😀\0", "😀")]
    public void Postgres_gets_every_text_as_near_as_it_takes_it(string text, string mended) => Assert.Equal(mended, PostgresText.Mend(text));

    [Fact]
    public void Postgres_gets_a_sign_for_half_a_character() => Assert.Equal("a\uFFFDb", PostgresText.Mend("a" + (char)0xD83D + "\0b"));

    private Task<Result> OpenAsync(IServiceProvider services, int i)
    {
        var ticket = Ticket.Open(new TicketId(1000 + i), _ticket.CustomerId, _ticket.AccountId, _ticket.DepartmentId, null, _desk.Clock.GetUtcNow());
        services.GetRequiredService<ITicketStore>().Add(ticket);
        var inbound = new InboundMessage { ExternalId = $"N{i}", Address = new CustomerAddress(IdentityKind.Phone, "1"), Text = $"first {i}", SentAt = _desk.Clock.GetUtcNow() };
        services.GetRequiredService<IMessageStore>().Append(Message.FromCustomer(new MessageId(2000 + i), ticket.Id, ticket.AccountId, inbound, null));
        return SaveAsync(services);
    }

    private Task<Result> NoteAsync(IServiceProvider services, int i)
    {
        services.GetRequiredService<IMessageStore>().Append(
            Message.Note(new MessageId(3000 + i), _ticket.Id, new AgentId(1), $"note-{i}", $"note {i}", _desk.Clock.GetUtcNow()));
        return SaveAsync(services);
    }

    private async Task<Result> EditAsync(IServiceProvider services, int i)
    {
        (await services.GetRequiredService<ITicketStore>().FindAsync(_ticket.Id, default))!.AssignTo(new AgentId(100 + i), null, MoveCause.Assigned);
        return await SaveAsync(services);
    }

    private static Task<Result> SaveAsync(IServiceProvider services) => services.GetRequiredService<IUnitOfWork>().SaveAsync(default);

    private async Task<Result> InScopeAsync(Func<IServiceProvider, Task<Result>> work)
    {
        await using var scope = _desk.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorContext>().Set(Actor.System(_desk.Tenant));
        return await work(scope.ServiceProvider);
    }
}
