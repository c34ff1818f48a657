using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Tests.Api;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Helpdesk.Tests.Routing;

/// <summary>A whisper is seen by its agent and by who supervises, and by nobody else by any way in.</summary>
public sealed class SupervisionWhisperTests : IAsyncLifetime
{
    private const string Words = "Offer free delivery before five.";
    private ApiDesk _desk = null!;
    private Actor _huda = null!;
    private Actor _omar = null!;
    private Actor _mona = null!;
    private Ticket _ticket = null!;

    public async Task InitializeAsync()
    {
        _desk = await ApiDesk.StartAsync();
        _huda = await _desk.Given.AgentAsync(_desk.Admin, "Huda", Role.Supervisor);
        _omar = await _desk.Given.AgentAsync(_desk.Admin, "Omar");
        _mona = await _desk.Given.AgentAsync(_desk.Admin, "Mona");
        _ticket = await _desk.TicketAsync();
        Assert.Null((await _desk.Given.RunAsync<AssignTicket, Result>(_desk.Admin, u => u.ExecuteAsync(_ticket.Id, _omar.Agent!.Value, default))).Error);
    }

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task Its_agent_and_supervisors_see_it_and_a_colleague_of_the_same_department_does_not()
    {
        var whispered = await WhisperAsync(_huda);
        Assert.Null(whispered.Error);
        var seen = Assert.Single(await ThreadAsync(_omar), m => m.Id == whispered.Value);
        Assert.Equal((Words, _omar.Agent, "Huda", "Omar", MessageKind.Note), (seen.Text, seen.WhisperTo, seen.AuthorName, seen.WhisperToName, seen.Kind));
        Assert.Contains(await ThreadAsync(_huda), m => m.Id == whispered.Value);
        Assert.Contains(await ThreadAsync(_desk.Admin), m => m.Id == whispered.Value);
        Assert.DoesNotContain(await ThreadAsync(_mona), m => m.Id == whispered.Value);
        Assert.DoesNotContain(await ThreadAsync(Actor.System(_desk.Admin.Tenant)), m => m.Id == whispered.Value);
        Assert.NotEmpty(await ThreadAsync(_mona));
        Assert.Null(await _desk.Given.RunAsync<IMessageStore, Message?>(_mona, s => s.FindAsync(whispered.Value, default)));

        // Passed on, the ticket takes no secrets with it.
        Assert.Null((await _desk.Given.RunAsync<AssignTicket, Result>(_desk.Admin, u => u.ExecuteAsync(_ticket.Id, _mona.Agent!.Value, default))).Error);
        Assert.DoesNotContain(await ThreadAsync(_mona), m => m.Id == whispered.Value);
        Assert.Contains(await ThreadAsync(_omar), m => m.Id == whispered.Value);
    }

    [Fact]
    public async Task No_token_reads_it_whoever_made_it()
    {
        Assert.Null((await WhisperAsync(_huda)).Error);
        await _desk.SettledAsync();
        foreach (var maker in (Actor[])[_omar, _mona, _huda, _desk.Admin])
        {
            var thread = await (await _desk.ProgramOfAsync(maker)).AskAsync($"/tickets/{_ticket.Id.Value}/messages?limit=200").JsonAsync();
            Assert.NotEmpty(thread["items"]!.AsArray());
            Assert.DoesNotContain(Words, thread.ToJsonString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task It_needs_an_agent_to_hear_it_and_a_supervisor_to_say_it_and_is_said_once()
    {
        Assert.Equal("permission.denied", (await WhisperAsync(_mona)).Error?.Code);
        var (first, again) = (await WhisperAsync(_huda), await WhisperAsync(_huda));
        Assert.Equal(first.Value, again.Value);
        Assert.Equal(1, await _desk.Given.LookAsync(_desk.Admin, db => db.Messages.CountAsync(m => m.WhisperTo != null)));
        Assert.Equal(1, await _desk.Given.LookAsync(_desk.Admin, db => db.ActivityLog.CountAsync(e => e.Action == "message.whispered")));
        Assert.Equal(MessageErrors.Empty, (await WhisperAsync(_huda, " ", "client-0002")).Error);

        Assert.Null((await _desk.Given.RunAsync<TakeOverTicket, Result>(_huda, u => u.ExecuteAsync(_ticket.Id, default))).Error);
        Assert.Equal(TicketErrors.AlreadyYours, (await WhisperAsync(_huda, Words, "client-0003")).Error);
        Assert.Null((await _desk.Given.RunAsync<ReleaseTicket, Result>(_huda, u => u.ExecuteAsync(_ticket.Id, default))).Error);
        Assert.Equal(TicketErrors.Unassigned, (await WhisperAsync(_huda, Words, "client-0004")).Error);
    }

    [Fact]
    public async Task It_ends_no_wait_and_makes_no_reply_stale()
    {
        var before = await _desk.AgainAsync(_ticket);
        Assert.Null((await WhisperAsync(_huda)).Error);
        var after = await _desk.AgainAsync(_ticket);
        Assert.Equal((before.WaitingSince, before.LastLine, before.WaitingOn), (after.WaitingSince, after.LastLine, after.WaitingOn));
        var reply = new ReplyRequest(_ticket.Id, "Yes, we deliver.", "client-0009", before.LastSequence);
        Assert.Null((await _desk.Given.RunAsync<SendReply, Result<MessageId>>(_omar, u => u.ExecuteAsync(reply, default))).Error);
    }

    private Task<Result<MessageId>> WhisperAsync(Actor who, string text = Words, string clientId = "client-0001") =>
        _desk.Given.RunAsync<Whisper, Result<MessageId>>(who, u => u.ExecuteAsync(_ticket.Id, text, clientId, default));

    private async Task<IReadOnlyList<MessageRow>> ThreadAsync(Actor who) =>
        (await _desk.Given.RunAsync<IConversationQueries, ThreadPage?>(who, q => q.ThreadAsync(_ticket.Id, null, 100, default)))!.Messages;
}
