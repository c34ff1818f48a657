using System.Net;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Infrastructure.Api;
using Helpdesk.Infrastructure.Operations;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Helpdesk.Tests.Api;

/// <summary>A call with a key happens once, however often it is sent.</summary>
public sealed class IdempotencyTests : IAsyncLifetime
{
    private const string Replayed = "Idempotency-Replayed";
    private const string Mona = """{"phone":"+201001112233","name":"Mona"}""";
    private ApiDesk _desk = null!;
    private HttpClient _till = null!;

    public async Task InitializeAsync()
    {
        _desk = await ApiDesk.StartAsync();
        _till = await _desk.ProgramOfAsync(_desk.Admin);
    }

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task The_same_key_gets_the_same_answer_and_does_nothing()
    {
        using var first = await _till.PostAsync("/customers", Mona, key: "order-1");
        using var again = await _till.PostAsync("/customers", Mona, key: "order-1");
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, again.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal((first.Headers.Location, first.Content.Headers.ContentType), (again.Headers.Location, again.Content.Headers.ContentType));
        Assert.Equal((false, true), (first.Headers.Contains(Replayed), again.Headers.Contains(Replayed)));
        Assert.Equal(1, await _desk.Given.LookAsync(_desk.Admin, db => db.Customers.CountAsync()));
    }

    [Fact]
    public async Task A_refusal_is_the_answer_too_and_one_without_a_body_as_well()
    {
        var ticket = (await _desk.TicketAsync()).Id.Value;
        await _till.PostAsync($"/tickets/{ticket}/claim", key: "claim").DoneAsync();
        using (var again = await _till.PostAsync($"/tickets/{ticket}/claim", key: "claim"))
            Assert.Equal((HttpStatusCode.NoContent, true), (again.StatusCode, again.Headers.Contains(Replayed)));
        await _till.PostAsync($"/tickets/{ticket}/reopen", key: "reopen").RefusedAsync(HttpStatusCode.Conflict, "ticket.active");
        await _till.PostAsync($"/tickets/{ticket}/close", """{"seen":99}""").DoneAsync();
        await _till.PostAsync($"/tickets/{ticket}/reopen", key: "reopen").RefusedAsync(HttpStatusCode.Conflict, "ticket.active");
    }

    [Fact]
    public async Task Another_call_with_the_key_is_refused_and_another_tokens_key_is_another()
    {
        await _till.PostAsync("/customers", Mona, key: "k").JsonAsync(HttpStatusCode.Created);
        await _till.PostAsync("/customers", Mona.Replace("Mona", "Lina", StringComparison.Ordinal), key: "k").RefusedAsync(HttpStatusCode.UnprocessableEntity, "idempotency.mismatch");
        await _till.PostAsync("/customers?x=1", Mona, key: "k").RefusedAsync(HttpStatusCode.UnprocessableEntity, "idempotency.mismatch");
        var other = await _desk.ProgramOfAsync(_desk.Admin);
        await other.PostAsync("/customers", Mona, key: "k").RefusedAsync(HttpStatusCode.Conflict, "customer.phone-taken");
    }

    [Fact]
    public async Task Of_many_at_once_one_is_carried_out()
    {
        var ticket = (await _desk.TicketAsync()).Id.Value;
        var calls = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _till.PostAsync($"/tickets/{ticket}/notes", """{"text":"once"}""", key: "note")));
        Assert.All(calls, c => Assert.True(c.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict, $"{c.StatusCode}"));
        Assert.Single(calls, c => c.StatusCode == HttpStatusCode.Created && !c.Headers.Contains(Replayed));
        Assert.Equal(1, await _desk.Given.LookAsync(_desk.Admin, db => db.Messages.CountAsync(m => m.Kind == MessageKind.Note)));
        await _till.PostAsync($"/tickets/{ticket}/notes", """{"text":"once"}""", key: "note").JsonAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task What_nobody_could_read_and_what_was_forbidden_may_be_sent_again()
    {
        await _till.PostAsync("/customers", "{", key: "k1").RefusedAsync(HttpStatusCode.BadRequest, "request.malformed");
        var reader = await _desk.ProgramOfAsync(_desk.Admin, TokenKind.Personal, Permission.ViewTickets);
        await reader.PostAsync("/customers", Mona, key: "k2").RefusedAsync(HttpStatusCode.Forbidden, "permission.denied");
        Assert.Empty(await _desk.CallsAsync());
        await _till.PostAsync("/customers", Mona, key: "k1").JsonAsync(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("x128")]
    public async Task A_key_is_short_and_plain(string key) =>
        await _till.PostAsync("/customers", Mona, key: key == "x128" ? new string('x', IdempotentCalls.LongestKey + 1) : key).RefusedAsync(HttpStatusCode.BadRequest, "idempotency.key");

    [Fact]
    public async Task A_change_says_in_its_own_transaction_that_the_call_is_carried_out()
    {
        await _till.PostAsync("/customers", Mona, key: "k").JsonAsync(HttpStatusCode.Created);
        await _till.PostAsync("/customers", Mona, key: "taken").RefusedAsync(HttpStatusCode.Conflict, "customer.phone-taken");
        var calls = (await _desk.CallsAsync()).ToDictionary(c => c.Key);
        Assert.Equal((true, 201), (calls["k"].CarriedOut, calls["k"].Status));
        Assert.Equal((false, 409), (calls["taken"].CarriedOut, calls["taken"].Status));
    }
}

/// <summary>The rows behind the keys, when processes die.</summary>
public sealed class IdempotentCallTests : IAsyncLifetime
{
    private TestDesk _desk = null!;

    public async Task InitializeAsync() => _desk = await TestDesk.StartAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task A_call_of_a_killed_process_is_running_for_a_while_and_then_anybodys()
    {
        Assert.Equal(CallFate.Ours, await BeginAsync());
        Assert.Equal(CallFate.Running, await BeginAsync());
        _desk.Clock.Advance(IdempotentCalls.Hold);
        var both = await Task.WhenAll(BeginAsync(), BeginAsync());
        Assert.Equal([CallFate.Ours, CallFate.Running], both.Order());
    }

    [Fact]
    public async Task What_was_carried_out_by_a_killed_process_is_never_done_again()
    {
        await _desk.RunAsync<IdempotentCalls, int>(_desk.Admin, async calls =>
        {
            var (_, call) = await calls.BeginAsync(1, "key", "print", default);
            calls.CarryOutWith(call);
            return 0;
        });
        Assert.False((await RowAsync()).CarriedOut, "nothing was saved with it");
        await _desk.LookAsync(db => db.IdempotentCalls.ExecuteUpdateAsync(set => set.SetProperty(c => c.CarriedOut, true)));
        Assert.Equal(CallFate.Running, await BeginAsync());
        _desk.Clock.Advance(IdempotentCalls.Hold);
        Assert.Equal(CallFate.AnswerLost, await BeginAsync());
        Assert.Equal(CallFate.Mismatch, await BeginAsync(print: "other"));
    }

    [Fact]
    public async Task Answers_are_kept_for_a_day()
    {
        Assert.Equal(CallFate.Ours, await BeginAsync());
        _desk.Clock.Advance(Retention.IdempotentAnswers - TimeSpan.FromMinutes(1));
        await CleanAsync();
        Assert.NotNull(await RowAsync());
        _desk.Clock.Advance(TimeSpan.FromMinutes(2));
        await CleanAsync();
        Assert.Equal(0, await _desk.LookAsync(db => db.IdempotentCalls.CountAsync()));
    }

    private async Task<CallFate> BeginAsync(string print = "print") =>
        (await _desk.RunAsync<IdempotentCalls, (CallFate Fate, IdempotentCall)>(_desk.Admin, calls => calls.BeginAsync(1, "key", print, default))).Fate;

    private Task<IdempotentCall> RowAsync() => _desk.LookAsync(db => db.IdempotentCalls.AsNoTracking().SingleAsync());

    private Task<int> CleanAsync() => _desk.RunAsync<Retention, int>(Actor.System(_desk.Tenant), r => r.RunAsync(default));
}
