using Helpdesk.Core.Conversations;
using Helpdesk.Infrastructure.Channels;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Channels;

/// <summary>While the database cannot take an event, the spool does; nothing accepted is lost or doubled (DECISIONS 1).</summary>
public sealed class SpoolTests : IAsyncLifetime
{
    private TestDesk _desk = null!;

    private InboundSpool Spool => _desk.Services.GetRequiredService<InboundSpool>();

    public async Task InitializeAsync()
    {
        _desk = await TestDesk.StartAsync(clock: TimeProvider.System);
        await _desk.Given.KnownAsync(_desk.Number);
    }

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task An_event_is_accepted_while_the_database_is_away_and_appears_once_when_it_is_back()
    {
        await _desk.Database.AwayAsync(async () =>
        {
            Assert.Equal(Acceptance.Accepted, await _desk.Given.ArrivesAsync(_desk.Number, Webhook.Text("K1", "hi", DateTimeOffset.UnixEpoch)));
            Assert.Equal(1, Spool.Count);
        });
        await _desk.StartAsync(service => service is SpoolDrain);
        await Eventually.TrueAsync(() => Spool.Count == 0, "the spool is drained");
        Assert.Equal(1, await _desk.LookAsync(db => db.InboundEntries.CountAsync()));
        await _desk.WorkJournalAsync();
        Assert.Equal("hi", Assert.Single(await _desk.MessagesAsync()).Text);
    }

    [Fact]
    public async Task An_event_stored_just_before_a_crash_kept_its_file_is_not_stored_twice()
    {
        await _desk.Database.AwayAsync(() => _desk.Given.ArrivesAsync(_desk.Number, Webhook.Text("K1", "hi", DateTimeOffset.UnixEpoch)));
        var item = InboundSpool.Read(Assert.Single(Spool.Files()));
        Assert.True((await _desk.Services.GetRequiredService<JournalWriter>().StoreAsync(item.Tenant, [item], default)).Succeeded);
        await _desk.StartAsync(service => service is SpoolDrain);
        await Eventually.TrueAsync(() => Spool.Count == 0, "the spool is drained");
        Assert.Equal(InboundState.Waiting, (await _desk.LookAsync(db => db.InboundEntries.SingleAsync())).State);
    }

    [Fact]
    public async Task A_file_cut_short_is_put_aside_and_the_ones_behind_it_go_on()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_desk.Folder, "spool")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "00000000000000000001.json"), "{\"Id\":1,");
        await _desk.Database.AwayAsync(() => _desk.Given.ArrivesAsync(_desk.Number, Webhook.Text("K1", "hi", DateTimeOffset.UnixEpoch)));
        await _desk.StartAsync(service => service is SpoolDrain);
        await Eventually.TrueAsync(() => Spool.Count == 0, "the spool is drained");
        Assert.Equal(1, await _desk.LookAsync(db => db.InboundEntries.CountAsync()));
        Assert.True(File.Exists(Path.Combine(folder, "00000000000000000001.json.unreadable")));
    }

    [Fact]
    public async Task When_neither_can_take_it_the_door_says_so()
    {
        await File.WriteAllTextAsync(Path.Combine(_desk.Folder, "spool"), "a file where the folder should be");
        await _desk.Database.AwayAsync(() => Assert.ThrowsAnyAsync<IOException>(
            () => _desk.Given.ArrivesAsync(_desk.Number, Webhook.Text("K1", "hi", DateTimeOffset.UnixEpoch))));
        Assert.Equal(0, await _desk.LookAsync(db => db.InboundEntries.CountAsync()));
        Assert.Equal(Acceptance.Accepted, await _desk.Given.ArrivesAsync(_desk.Number, Webhook.Text("K2", "hi", DateTimeOffset.UnixEpoch)));
    }
}
