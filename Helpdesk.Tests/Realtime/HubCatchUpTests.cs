using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Live;
using Helpdesk.Tests.Api;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Xunit.Abstractions;

namespace Helpdesk.Tests.Realtime;

/// <summary>A hub client that comes back hears what it missed, once and in order, or is told to read everything anew (DECISIONS 18).</summary>
public sealed class HubCatchUpTests(ITestOutputHelper output) : IAsyncLifetime
{
    private ApiDesk _desk = null!;

    public async Task InitializeAsync() => _desk = await HubDesk.StartAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task Five_hundred_updates_during_a_cut_of_the_line_and_a_hundred_at_its_end_are_told_once_each()
    {
        var ticket = await _desk.TicketAsync();
        using var here = _desk.Stranger();
        await using var line = new CutProxy(here.BaseAddress!.GetLeftPart(UriPartial.Authority));
        await using var hub = await HubAgent.Of(_desk.App, _desk.Admin, line.Url).ConnectAsync();
        var start = hub.Position;
        await NotesAsync(ticket, 20);
        line.Cut();
        await Eventually.TrueAsync(() => hub.Ends == 1, "the client has seen the cut");
        Assert.True(line.Dropped > 0);

        await NotesAsync(ticket, 500);
        line.Mend();
        var meanwhile = NotesAsync(ticket, 100);
        await hub.ConnectAsync();
        await meanwhile;
        var head = await _desk.HeadAsync();
        await Eventually.TrueAsync(() => hub.Position >= head, "the client has caught up");

        var happened = await HappenedAsync(start);
        output.WriteLine($"{happened.Count} updates, missed {happened.Except(hub.Sequences).Count()}, repeated {hub.Sequences.Count - hub.Sequences.Distinct().Count()}, reloads {hub.Count("Reload")}");
        Assert.True(happened.Count >= 620);
        Assert.Equal(happened, hub.Sequences);
        Assert.Equal(0, hub.Count("Reload"));
    }

    [Fact]
    public async Task What_happens_while_clients_come_and_go_all_the_time_is_told_once_each()
    {
        var ticket = await _desk.TicketAsync();
        var hubs = Enumerable.Range(0, 5).Select(_ => HubAgent.Of(_desk.App, _desk.Admin)).ToList();
        foreach (var hub in hubs) await hub.ConnectAsync();
        var starts = hubs.ConvertAll(h => h.Position);
        var writing = NotesAsync(ticket, 300);
        while (!writing.IsCompleted)
        {
            foreach (var hub in hubs)
            {
                await hub.StopAsync();
                await hub.ConnectAsync();
            }
        }

        await writing;
        var head = await _desk.HeadAsync();
        foreach (var hub in hubs) await Eventually.TrueAsync(() => hub.Position >= head, "everybody has caught up");
        for (var i = 0; i < hubs.Count; i++) Assert.Equal(await HappenedAsync(starts[i]), hubs[i].Sequences);
        output.WriteLine($"300 notes, {hubs.Sum(h => h.Ends)} times gone and come back, missed 0, repeated 0");
        foreach (var hub in hubs) await hub.DisposeAsync();
    }

    [Fact]
    public async Task Two_thousand_updates_are_told_again_and_one_more_is_not()
    {
        var start = await _desk.HeadAsync();
        await HappenAsync(LiveHistory.Most + 1);
        await using var all = await ComesBackAsync(start + 1);
        await Eventually.TrueAsync(() => all.Sequences.Count == LiveHistory.Most, "all two thousand are told");
        Assert.Equal(Enumerable.Range(2, LiveHistory.Most).Select(i => start + i), all.Sequences);
        Assert.Equal(0, all.Count("Reload"));
        await ReloadsAsync(start, "tooMuch");
    }

    [Fact]
    public async Task Who_was_away_for_more_than_a_day_reads_everything_anew()
    {
        var start = await _desk.HeadAsync();
        await HappenAsync(3);
        var dayAgo = TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(24.1);
        await _desk.Given.LookAsync(_desk.Admin, db => db.LiveLog.Where(r => r.Sequence == start + 1).ExecuteUpdateAsync(set => set.SetProperty(r => r.At, dayAgo)));
        await ReloadsAsync(start, "tooOld");
        // What is older than a day is deleted within the hour.
        await _desk.Given.LookAsync(_desk.Admin, db => db.LiveLog.Where(r => r.Sequence == start + 1).ExecuteDeleteAsync());
        await ReloadsAsync(start, "tooOld");
        await using var later = await ComesBackAsync(start + 1);
        Assert.Equal(0, later.Count("Reload"));
    }

    [Fact]
    public async Task Who_stands_beyond_everything_that_happened_reads_everything_anew() => await ReloadsAsync(await _desk.HeadAsync() + 1, "unknown");

    [Fact]
    public async Task Whose_rights_may_have_changed_meanwhile_reads_everything_anew()
    {
        var start = await _desk.HeadAsync();
        await _desk.DepartmentAsync("Workshop");
        await ReloadsAsync(start, "rights");
    }

    [Fact]
    public async Task A_position_that_is_no_number_is_refused_by_name()
    {
        await using var hub = HubAgent.With(_desk.App, async () => (string)(await (await _desk.ProgramOfAsync(_desk.Admin)).PostAsync("/hub-tickets").JsonAsync())["ticket"]! + "&position=-5");
        string? why = null;
        hub.OnClosed = failure => why = failure?.Message;
        await hub.TryConnectAsync();
        await Eventually.TrueAsync(() => why is not null, "the hub says why");
        Assert.EndsWith("hub.position", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_one_may_hear_now_is_told_again()
    {
        var workshop = await _desk.DepartmentAsync("Workshop");
        var eve = await _desk.Given.AgentAsync(_desk.Admin, "Eve", Role.Agent, workshop);
        var (ours, theirs) = (await _desk.TicketAsync(), await _desk.TicketAsync());
        await _desk.DoneAsync<AssignTicket, Result>(_desk.Admin, u => u.ExecuteAsync(theirs.Id, _desk.Admin.Agent!.Value, default));
        await _desk.DoneAsync<Core.Routing.TransferTicket, Result>(_desk.Admin, u => u.ExecuteAsync(ours.Id, new(Department: workshop), "", default));
        var start = await _desk.HeadAsync();
        await NotesAsync(ours, 2);
        await NotesAsync(theirs, 2);
        await NotesAsync(ours, 1);
        var head = await _desk.HeadAsync();

        await using var hub = HubAgent.Of(_desk.App, eve);
        hub.Position = start;
        await hub.ConnectAsync();

        Assert.Equal([ours.Id.Value], hub.Heard.Where(h => h.Name == "MessageChanged").Select(h => h.Said.GetProperty("ticketId").GetInt64()).Distinct());
        Assert.Equal(3, hub.Sequences.Count);
        Assert.True(hub.Position >= head);
    }

    // What the administrator is told of, by the log itself.
    private Task<List<long>> HappenedAsync(long since)
    {
        var (tickets, notices) = (LiveTopic.Tickets(_desk.Admin.Tenant).ToString(), LiveTopic.Notices(_desk.Admin.Tenant, _desk.Admin.Agent!.Value.Value).ToString());
        return _desk.Given.LookAsync(_desk.Admin, db => db.LiveLog
            .Where(r => r.Sequence > since && (r.Topics.Contains(tickets) || (r.Kind == LiveKind.NotificationRaised && r.Topics.Contains(notices))))
            .OrderBy(r => r.Sequence).Select(r => r.Sequence).ToListAsync());
    }

    private async Task ReloadsAsync(long position, string reason)
    {
        await using var hub = await ComesBackAsync(position);
        Assert.Equal(reason, hub.Last("Reload").GetProperty("reason").GetString());
        Assert.Empty(hub.Sequences);
        // And hears what happens from then on.
        var stood = hub.Position;
        await _desk.TicketAsync();
        await hub.HearsAsync("MessageReceived");
        Assert.All(hub.Sequences, s => Assert.True(s > stood));
    }

    private async Task<HubAgent> ComesBackAsync(long position)
    {
        var hub = HubAgent.Of(_desk.App, _desk.Admin);
        hub.Position = position;
        return await hub.ConnectAsync();
    }

    private async Task NotesAsync(Ticket ticket, int count)
    {
        for (var i = 0; i < count; i++)
            await _desk.DoneAsync<AddNote, Result<MessageId>>(_desk.Admin, u => u.ExecuteAsync(ticket.Id, $"note {i}", $"note-{Guid.NewGuid():N}", default));
    }

    // As the unit of work would, two thousand times faster.
    private Task HappenAsync(int count) => _desk.Given.LookAsync(_desk.Admin, async db =>
    {
        var (head, now) = (await db.LiveHeads.Select(h => h.Sequence).SingleAsync(), TimeProvider.System.GetUtcNow());
        db.LiveLog.AddRange(Enumerable.Range(1, count).Select(i => new LiveLogRow
        {
            TenantId = _desk.Admin.Tenant,
            Sequence = head + i,
            Kind = LiveKind.TicketChanged,
            EntityId = i,
            Topics = LiveTopic.Tickets(_desk.Admin.Tenant).ToString(),
            At = now,
        }));
        await db.SaveChangesAsync();
        return await db.LiveHeads.ExecuteUpdateAsync(set => set.SetProperty(h => h.Sequence, head + count));
    });
}
