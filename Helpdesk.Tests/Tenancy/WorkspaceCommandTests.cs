using System.Net;
using System.Text.RegularExpressions;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Identity.SignIn;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Doors;
using Helpdesk.Web.Operations;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Tenancy;

/// <summary>Workspaces made and locked by who runs the machine, and shown to nobody but operators.</summary>
public sealed class WorkspaceCommandTests : IAsyncLifetime
{
    private HelpdeskApp _app = null!;

    public async Task InitializeAsync() => _app = await HelpdeskApp.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task The_administrator_of_a_new_workspace_joins_by_the_link()
    {
        using var browser = new SignInClient(_app.Stranger());
        var tenant = await CreateAndJoinAsync(browser);

        Assert.Equal(HttpStatusCode.OK, await browser.GetAsync("/"));
        var member = await _app.Given.LookAsync(Actor.System(tenant), db => db.Memberships.AsNoTracking().SingleAsync());
        Assert.Equal(("Zaid", Role.Admin), (member.Name, member.Role));
        var made = await _app.Given.LookAsync(Actor.System(tenant), db => db.Tenants.SingleAsync(t => t.Id == tenant));
        Assert.Equal(("Red Sea Tours", "red-sea-tours", "Africa/Cairo", "ar"), (made.Name, made.Slug, made.TimeZone, made.Language));
        Assert.Equal("command", await _app.Given.LookAsync(Actor.System(tenant), db => db.ActivityLog.Where(e => e.Action == "tenant.added").Select(e => e.Via).SingleAsync()));
        Assert.Contains("red-sea-tours\tRed Sea Tours\t", (await RunAsync("list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suspended_workspace_lets_no_member_in_until_it_resumes_and_the_others_work_on()
    {
        using var browser = new SignInClient(_app.Stranger());
        using var neighbour = _app.BrowserOf(_app.Admin);
        var tenant = await CreateAndJoinAsync(browser);

        Assert.Equal(0, (await RunAsync("suspend", "red-sea-tours")).Code);
        await _app.Given.LiveSettledAsync(tenant);
        await browser.GetAsync("/");
        Assert.StartsWith("/signin", browser.SentTo, StringComparison.Ordinal);
        await browser.SignInAsync("zaid@example.com", "nine doors of my own");
        await browser.GetAsync("/");
        Assert.StartsWith("/signin", browser.SentTo, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await neighbour.GetAsync("/")).StatusCode);

        Assert.Equal(0, (await RunAsync("resume", "red-sea-tours")).Code);
        await _app.Given.LiveSettledAsync(tenant);
        Assert.Equal(HttpStatusCode.OK, await browser.GetAsync("/"));
        using var another = new SignInClient(_app.Stranger());
        await another.SignInAsync("zaid@example.com", "nine doors of my own");
        Assert.Equal("/", another.SentTo);
        Assert.Equal(HttpStatusCode.OK, await another.GetAsync("/"));
    }

    [Fact]
    public async Task Only_a_suspended_workspace_is_erased()
    {
        Assert.Equal(0, (await RunAsync("create", "Red Sea Tours", "zaid@example.com")).Code);
        Assert.Equal((2, TenantErrors.NotSuspended.Code), Refused(await RunAsync("erase", "red-sea-tours")));
        Assert.Equal(0, (await RunAsync("suspend", "red-sea-tours")).Code);
        Assert.Equal(0, (await RunAsync("erase", "red-sea-tours")).Code);
        Assert.DoesNotContain("red-sea-tours", (await RunAsync("list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused_and_makes_nothing()
    {
        Assert.Equal((2, TenantErrors.NotFound.Code), Refused(await RunAsync("suspend", "no-such-place")));
        Assert.Equal((2, PeopleErrors.Email.Code), Refused(await RunAsync("create", "Third", "nobody")));
        Assert.StartsWith("workspace list", (await RunAsync("create", "Third", "x@example.com", "--zone")).Errors, StringComparison.Ordinal);
        Assert.StartsWith("workspace list", (await RunAsync("paint", "Third")).Errors, StringComparison.Ordinal);
        Assert.Single((await RunAsync("list")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task The_operators_page_reads_workspaces_for_operators_alone_and_looks_anew_each_time()
    {
        var other = await _app.Given.AnotherWorkspaceAsync();
        await using var operators = await CircuitOfAsync(_app.Admin);
        await using var bosses = await CircuitOfAsync(other);

        Assert.Equal(["Delta Clinic", "Nile Repairs"], (await AllAsync(operators)).Value.Select(row => row.Name));
        Assert.Equal(PermissionErrors.Denied.Code, (await AllAsync(bosses)).Error!.Code);
        Assert.Equal(PermissionErrors.Denied.Code, (await SuspendAsync(bosses, _app.Admin.Tenant)).Error!.Code);
        Assert.Null((await SuspendAsync(operators, other.Tenant)).Error);

        await _app.Given.LookAsync(Actor.Installation, async db =>
        {
            (await db.Users.SingleAsync(u => u.IsOperator)).IsOperator = false;
            return await db.SaveChangesAsync();
        });
        Assert.Equal(PermissionErrors.Denied.Code, (await AllAsync(operators)).Error!.Code);
    }

    private static Task<Result<IReadOnlyList<WorkspaceRow>>> AllAsync(AsyncServiceScope circuit) =>
        circuit.ServiceProvider.GetRequiredService<OperatorUseCases>().RunAsync<IWorkspaceQueries, Result<IReadOnlyList<WorkspaceRow>>>(null, (q, ct) => q.AllAsync(ct), default);

    private static Task<Result> SuspendAsync(AsyncServiceScope circuit, TenantId tenant) =>
        circuit.ServiceProvider.GetRequiredService<OperatorUseCases>().RunAsync<SuspendWorkspace, Result>(tenant, (use, ct) => use.ExecuteAsync(ct), default);

    private static (int, string) Refused((int Code, string Output, string Errors) run) => (run.Code, run.Errors.Trim());

    private async Task<TenantId> CreateAndJoinAsync(SignInClient browser)
    {
        var made = await RunAsync("create", "Red Sea Tours", "zaid@example.com", "--zone", "Africa/Cairo", "--language", "ar", "--department", "Bookings");
        Assert.Equal((0, ""), (made.Code, made.Errors));
        var link = Regex.Match(made.Output, "/join/(\\S+)");
        await browser.GetAsync(link.Value);
        await browser.SubmitAsync(link.Value, "join", new() { ["Input.Name"] = "Zaid", ["Input.Password"] = "nine doors of my own" });
        Assert.Equal("/", browser.SentTo);
        return JoinToken.Split(link.Groups[1].Value)!.Value.Tenant;
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(params string[] words)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var code = await new WorkspaceCommands(_app.Services, output, errors).RunAsync([WorkspaceCommands.Name, .. words], default);
        return (code, output.ToString(), errors.ToString());
    }

    // The scope of an open page, as Blazor would make it of the cookie.
    private async Task<AsyncServiceScope> CircuitOfAsync(Actor member)
    {
        var session = await _app.Services.GetRequiredService<Sessions>().OpenAsync(member.User!.Value, member.Tenant, RequestOrigin.Of("127.0.0.1", "test"), null, false, default);
        var circuit = _app.Services.CreateAsyncScope();
        var signedIn = new AuthenticationState(new SignedIn(member.User!.Value, member.Tenant, session.Id).ToPrincipal());
        ((IHostEnvironmentAuthenticationStateProvider)circuit.ServiceProvider.GetRequiredService<AuthenticationStateProvider>()).SetAuthenticationState(Task.FromResult(signedIn));
        return circuit;
    }
}
