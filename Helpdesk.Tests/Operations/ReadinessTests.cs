using System.Diagnostics.Metrics;
using System.Net;
using Helpdesk.Core.Identity;
using Helpdesk.Infrastructure.Live;
using Helpdesk.Infrastructure.Operations;
using Helpdesk.Infrastructure.Presence;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Helpdesk.Tests.Operations;

/// <summary>A node says by the setting's name why it should not be used, or only with care (DECISIONS 24).</summary>
public sealed class ReadinessTests
{
    private const long Elder = 99;

    [Fact]
    public async Task A_second_node_that_cannot_hear_the_first_is_not_ready_until_it_is_alone()
    {
        await using var app = await HelpdeskApp.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await ReadyAsync(app)).Code);
        await ElderAsync(app, hasBackplane: true);
        var (code, text) = await ReadyAsync(app);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, code);
        Assert.Contains(TestDatabase.Provider == "Sqlite" ? "set Helpdesk__Database to Postgres" : "this one has no Helpdesk__Redis", text, StringComparison.Ordinal);

        await app.Given.LookAsync(Actor.Installation, db => db.NodeLeases.Where(l => l.Id == Elder).ExecuteDeleteAsync());
        Assert.Equal(HttpStatusCode.OK, (await ReadyAsync(app)).Code);
    }

    [Fact]
    public async Task A_second_node_with_redis_is_ready_where_the_first_has_it_too_and_the_database_serves_two()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var app = await HelpdeskApp.StartAsync(settings: new() { ["Helpdesk:Redis"] = redis.Url });
        await ElderAsync(app, hasBackplane: true);
        var expected = TestDatabase.Provider == "Sqlite" ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK;
        await Eventually.TrueAsync(async () => (await ReadyAsync(app)).Code == expected, "it has seen its Redis, and that the other has one");
        await app.Given.LookAsync(Actor.Installation, db => db.NodeLeases.Where(l => l.Id == Elder).ExecuteUpdateAsync(set => set.SetProperty(l => l.HasBackplane, false)));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await ReadyAsync(app)).Code);
    }

    [Fact]
    public async Task Without_its_redis_a_node_works_on_with_care_and_says_so_until_it_is_back()
    {
        await using var redis = await RedisServer.StartAsync("open sesame");
        await using var app = await HelpdeskApp.StartAsync(settings: new() { ["Helpdesk:Redis"] = redis.Url, ["Live:Retry"] = "00:00:00.2" });
        await Eventually.TrueAsync(async () => (await ReadyAsync(app)).Text.StartsWith("{\"status\":\"Healthy\"", StringComparison.Ordinal), "all is well");
        await redis.KillAsync();
        await Eventually.TrueAsync(async () => (await ReadyAsync(app)).Text.StartsWith("{\"status\":\"Degraded\"", StringComparison.Ordinal), "it is noticed");
        var (code, text) = await ReadyAsync(app);
        Assert.Equal(HttpStatusCode.OK, code);
        Assert.Contains("The setting is Helpdesk__Redis.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", text, StringComparison.Ordinal);
        await redis.RestartAsync();
        await Eventually.TrueAsync(async () => (await ReadyAsync(app)).Text.StartsWith("{\"status\":\"Healthy\"", StringComparison.Ordinal), "all is well again");
    }

    [Fact]
    public void Slow_begins_with_the_first_link_lost_and_ends_with_the_last_one_back_and_is_measured()
    {
        using var metrics = new Metrics();
        using var listener = new MeterListener();
        var (measured, told) = (0, 0);
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name == "helpdesk.live.slow") l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((_, by, _, _) => measured += by);
        listener.Start();
        var (clock, health) = (new ManualClock(), (LiveHealth?)null);
        health = new LiveHealth(metrics, clock);
        using var subscription = health.Subscribe(() => told++);

        health.Up("reading");
        Assert.Equal((false, null, 0, 0), (health.IsSlow, health.SlowSince, measured, told));
        var since = clock.GetUtcNow();
        health.Down("reading", "Gone.");
        clock.Advance(TimeSpan.FromMinutes(1));
        health.Down("publishing", "Gone, too.");
        health.Up("reading");
        Assert.Equal((true, since, "Gone, too.", 1, 1), (health.IsSlow, health.SlowSince, health.Why, measured, told));
        health.Up("publishing");
        Assert.Equal((false, null, "", 0, 2), (health.IsSlow, health.SlowSince, health.Why, measured, told));
    }

    private static async Task<(HttpStatusCode Code, string Text)> ReadyAsync(HelpdeskApp app)
    {
        using var http = app.Stranger();
        var answer = await http.GetAsync("/readyz");
        return (answer.StatusCode, System.Text.RegularExpressions.Regex.Unescape(await answer.Content.ReadAsStringAsync()));
    }

    // A node that has been running for an hour, and lives.
    private static Task ElderAsync(HelpdeskApp app, bool hasBackplane) => app.Given.LookAsync(Actor.Installation, async db =>
    {
        var now = TimeProvider.System.GetUtcNow();
        db.NodeLeases.Add(new NodeLease { Id = Elder, StartedAt = now.AddHours(-1), LeasedUntil = now.AddHours(1), Number = 9, HasBackplane = hasBackplane, Serves = true });
        return await db.SaveChangesAsync();
    });
}
