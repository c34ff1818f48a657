using System.Globalization;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Infrastructure.Identity.SignIn;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Doors;
using Helpdesk.Web.Realtime;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Helpdesk.Tests.Web;

/// <summary>One node's screens speak several languages at once; what they share must not carry one's language to another.</summary>
public sealed class CountsLanguageTests
{
    [Fact]
    public async Task A_colleague_who_reads_Arabic_does_not_turn_an_English_screens_counts_Arabic()
    {
        await using var desk = await TestDesk.StartAsync(clock: TimeProvider.System);
        var (runner, feed) = (desk.Services.GetRequiredService<UseCaseRunner>(), desk.Services.GetRequiredService<ILiveFeed>());
        using var counts = new HeldTicketCounts(runner, feed, TimeProvider.System, NullLogger<HeldTicketCounts>.Instance);
        using var members = new MembershipDirectory(runner, feed, TimeProvider.System);
        var session = await desk.Services.GetRequiredService<Sessions>().OpenAsync(desk.Admin.User!.Value, desk.Tenant, RequestOrigin.Of("127.0.0.1", "test"), null, false, default);
        var signedIn = new SignedInAs(new SignedIn(desk.Admin.User!.Value, desk.Tenant, session.Id));
        var agent = new CurrentAgent(new CircuitUseCases(
            runner, members, desk.Services.GetRequiredService<SessionDirectory>(), signedIn, new CircuitOrigin(), new Refusals(runner)));
        Assert.True(await agent.LoadAsync(default));
        var screens = new ViewCountsFeed(counts, agent);
        var told = new Dictionary<string, string>();

        using var arabic = InLanguage("ar", () => screens.Subscribe(_ => Note("ar")));
        using var english = InLanguage("en", () => screens.Subscribe(_ => Note("en")));
        await desk.HearsAsync(Webhook.Text("KEY1", "hello", TimeProvider.System.GetUtcNow()));

        await Eventually.TrueAsync(() => { lock (told) return told.Count == 2; }, "both screens are told");
        lock (told) Assert.All(told, screen => Assert.Equal(screen.Key, screen.Value));

        void Note(string screen)
        {
            lock (told) told[screen] = CultureInfo.CurrentUICulture.Name;
        }
    }

    private static IDisposable InLanguage(string language, Func<IDisposable> subscribe)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = new CultureInfo(language);
        try
        {
            return subscribe();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private sealed class SignedInAs(SignedIn who) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(who.ToPrincipal()));
    }
}
