using Helpdesk.Core.Identity;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Sla;
using Xunit;

namespace Helpdesk.Tests.Routing;

/// <summary>How long customers waited for each answer of a person, whatever path it took (SEEDS 24.6).</summary>
public sealed class WaitingReplyTests : IAsyncLifetime
{
    private WaitingDesk _desk = null!;

    private AgentId Ana => _desk.Ana.Agent!.Value;

    private AgentId Ben => _desk.Ben.Agent!.Value;

    public async Task InitializeAsync() => _desk = await WaitingDesk.StartAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task A_first_response_is_measured_from_the_customers_first_message()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.AtAsync(30);
        await _desk.WritesAsync();
        await _desk.AtAsync(75);
        var reply = await _desk.RepliesAsync(_desk.Ana, ticket);
        var time = Assert.Single(await _desk.TimesAsync(ticket));
        Assert.Equal((reply, (AgentId?)Ana, _desk.Support, true), (time.Id, time.AgentId, time.DepartmentId, time.IsFirst));
        Assert.Equal((_desk.Opened, _desk.Opened.AddSeconds(75), 75, 75), (time.WaitedFrom, time.At, time.Seconds, time.BusinessSeconds));
    }

    [Fact]
    public async Task The_next_is_measured_from_the_first_message_nobody_had_answered()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.AtAsync(10);
        await _desk.RepliesAsync(_desk.Ana, ticket);
        await _desk.AtAsync(100);
        await _desk.WritesAsync();
        await _desk.AtAsync(120);
        await _desk.WritesAsync();
        await _desk.AtAsync(150);
        await _desk.RepliesAsync(_desk.Ben, ticket);
        Assert.Equal([(Ana, true, 10L), (Ben, false, 50L)], await _desk.SecondsAsync(ticket));
    }

    [Fact]
    public async Task A_second_reply_before_the_customer_writes_again_has_none()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.AtAsync(10);
        await _desk.RepliesAsync(_desk.Ana, ticket);
        await _desk.AtAsync(20);
        await _desk.RepliesAsync(_desk.Ana, ticket);
        Assert.Single(await _desk.TimesAsync(ticket));
    }

    [Fact]
    public async Task One_typed_on_the_phone_counts_and_is_nobodys()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.AtAsync(25);
        await _desk.AnsweredOnPhoneAsync();
        Assert.Equal([(null, true, 25L)], await _desk.SecondsAsync(ticket));
    }

    [Fact]
    public async Task What_a_program_sends_has_none_and_leaves_the_first_response_to_a_person()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.ProgramWritesAsync(ticket);
        Assert.Empty(await _desk.TimesAsync(ticket));
        await _desk.AtAsync(25);
        await _desk.RepliesAsync(_desk.Ana, ticket);
        Assert.Equal([(Ana, true, 25L)], await _desk.SecondsAsync(ticket));
    }

    [Fact]
    public async Task A_note_answers_nobody()
    {
        var ticket = await _desk.WritesAsync();
        Assert.Null((await _desk.Desk.RunAsync<Core.Conversations.AddNote, Result<Core.Conversations.MessageId>>(
            _desk.Ana, u => u.ExecuteAsync(ticket.Id, "ask sales", "client-note-1", default))).Error);
        Assert.Empty(await _desk.TimesAsync(ticket));
    }

    [Fact]
    public async Task Business_seconds_are_those_the_department_was_open()
    {
        // A Monday at 11:00 in Cairo; the office closes two minutes later.
        var hours = new HoursDefinition([new WeeklyInterval(DayOfWeek.Monday, new TimeOnly(9, 0), new TimeOnly(11, 2))], []);
        Assert.Null((await _desk.Desk.RunAsync<ChangeHours, Result>(_desk.Desk.Admin, u => u.ExecuteAsync(hours, 0, default))).Error);
        await _desk.SettleAsync();
        var ticket = await _desk.WritesAsync();
        await _desk.AtAsync(600);
        await _desk.RepliesAsync(_desk.Ana, ticket);
        var time = Assert.Single(await _desk.TimesAsync(ticket));
        Assert.Equal((600, 120), (time.Seconds, time.BusinessSeconds));
    }

    [Fact]
    public async Task Handling_runs_from_creation_to_the_last_close()
    {
        var ticket = await _desk.WritesAsync();
        await _desk.AtAsync(100);
        await _desk.CloseAsync(ticket);
        Assert.Equal(100, (await _desk.NowAsync(ticket)).HandlingSeconds);
        await _desk.ReopenAsync(ticket);
        Assert.Null((await _desk.NowAsync(ticket)).HandlingSeconds);
        await _desk.AtAsync(300);
        await _desk.CloseAsync(ticket);
        Assert.Equal(300, (await _desk.NowAsync(ticket)).HandlingSeconds);
    }
}
