using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Live;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Realtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using Xunit;

namespace Helpdesk.Tests.Web;

/// <summary>A value that many screens share.</summary>
public sealed class WatchedTests
{
    [Fact]
    public async Task What_was_being_read_before_a_change_is_given_to_nobody_however_late_it_ends()
    {
        var tenant = new TenantId(1);
        var (old, changed) = (new HeldCounts([]), new HeldCounts([]));
        var slow = new TaskCompletionSource<HeldCounts>(TaskCreationOptions.RunContinuationsAsynchronously);
        var queries = new Mock<ITicketQueries>();
        queries.SetupSequence(q => q.HeldAsync(It.IsAny<CancellationToken>())).Returns(slow.Task).ReturnsAsync(changed);
        await using var services = new ServiceCollection().AddScoped<ActorContext>().AddSingleton(queries.Object).BuildServiceProvider();
        var feed = new LiveFeed(NullLogger<LiveFeed>.Instance);
        using var counts = new HeldTicketCounts(new UseCaseRunner(services.GetRequiredService<IServiceScopeFactory>()), feed, TimeProvider.System, NullLogger<HeldTicketCounts>.Instance);
        HeldCounts? told = null;
        using var screen = counts.Of(tenant).Subscribe(value => told = value);

        var asked = counts.Of(tenant).CurrentAsync();
        feed.Deliver(new LiveUpdate(tenant, 1, LiveKind.TicketChanged, 7, null, [LiveTopic.Tickets(tenant)]));
        await Eventually.TrueAsync(() => told == changed, "the screen is told what is so now");
        slow.SetResult(old);
        Assert.Same(changed, await asked.WaitAsync(TimeSpan.FromSeconds(10)));
    }
}
