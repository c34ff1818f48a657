using System.Net;
using System.Text.RegularExpressions;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Tests.Api;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Api;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Xunit.Abstractions;

namespace Helpdesk.Tests.Identity;

/// <summary>Every route × every role against the written table (DECISIONS 46).</summary>
public sealed partial class RouteWalkTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_route_stands_in_the_table_and_asks_for_what_it_says()
    {
        await using var desk = await ApiDesk.StartAsync();
        var ticket = await desk.TicketAsync();
        var routes = Routes(desk.App);
        Assert.Equal([], routes.Select(r => r.Name).Except(PermissionTable.Routes.Keys).Select(r => $"{r} is not in the table"));
        Assert.Equal([], PermissionTable.Routes.Keys.Except(routes.Select(r => r.Name)).Select(r => $"{r} is gone"));
        Assert.Equal([], routes.Where(r => r.Needs is { } needed && !PermissionTable.Routes[r.Name].AnyOf.SequenceEqual([needed])).Select(r => $"{r.Name} asks for {r.Needs} at the door"));

        // Who has nothing but the API has a token that opens nothing.
        var callers = new List<(string Who, HttpClient Browser, HttpClient Program, IReadOnlySet<Permission> Granted)>();
        var bare = (await desk.Given.RunAsync<CreateRole, Result<RoleId>>(desk.Admin, u => u.ExecuteAsync("Bare", new HashSet<Permission> { Permission.UseApi }, default))).Value;
        foreach (var role in Permissions.BuiltIn.Select(r => (RoleChoice)r).Append(new RoleChoice(Role.Custom, bare)))
        {
            var member = await desk.Given.AgentAsync(desk.Admin, $"Some{role.Role}", role);
            callers.Add(($"{role.Role}", desk.App.BrowserOf(member), await desk.ProgramOfAsync(member), member.Granted));
        }

        using var stranger = desk.Stranger();
        var (tried, wrong) = (0, new List<string>());
        foreach (var (name, pattern, _) in routes.Where(r => r.Name.StartsWith("GET ", StringComparison.Ordinal)))
        {
            var need = PermissionTable.Routes[name];
            var path = "/" + Parameter().Replace(pattern.TrimStart('/'), $"{ticket.Id.Value}");
            var (open, api) = (need == Need.Public || need == Need.Link || need == Need.Nobody, path.StartsWith(ApiRoutes.Root, StringComparison.Ordinal));
            await SeeAsync("a stranger", stranger, open ? Fits.Open : Fits.SignIn);
            foreach (var (who, browser, program, granted) in callers)
            {
                var fits = open ? Fits.Open : need.AnyOf.Length == 0 || need.AnyOf.Any(granted.Contains) ? Fits.Allowed : Fits.Refused;
                await SeeAsync(who, browser, fits);
                // A token opens the API and nothing else.
                await SeeAsync($"{who}'s program", program, api || open ? fits : Fits.SignIn);
            }

            async Task SeeAsync(string who, HttpClient http, Fits fits)
            {
                tried++;
                using var reply = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
                var status = reply.StatusCode;
                var toSignIn = status == HttpStatusCode.Unauthorized || (status == HttpStatusCode.Redirect && reply.Headers.Location!.ToString().Contains("/signin", StringComparison.Ordinal));
                var right = fits switch
                {
                    Fits.Open => status is not HttpStatusCode.Unauthorized and not HttpStatusCode.Forbidden,
                    Fits.SignIn => toSignIn,
                    Fits.Refused => status == HttpStatusCode.Forbidden,
                    _ => !toSignIn && status is not HttpStatusCode.Forbidden and not HttpStatusCode.TooManyRequests && (int)status < 500,
                };
                if (!right) wrong.Add($"{name} as {who}: {(int)status}, but {fits} was right");
            }
        }

        foreach (var (_, browser, program, _) in callers)
        {
            browser.Dispose();
            program.Dispose();
        }

        output.WriteLine($"{routes.Count} routes, {tried} calls as strangers and roles");
        Assert.Equal([], wrong);
        Assert.True(tried > 200, $"only {tried} calls");
    }

    private static List<(string Name, string Pattern, Permission? Needs)> Routes(HelpdeskApp app) =>
    [
        .. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(r => (Route: r, Pattern: "/" + r.RoutePattern.RawText!.TrimStart('/')))
            .Where(r => !IsStaticFile(r.Pattern))
            .SelectMany(r => Verbs(r.Route).Select(verb => ($"{verb} {r.Pattern}", r.Pattern, r.Route.Metadata.GetMetadata<NeededPermission>()?.Permission)))
            .DistinctBy(r => r.Item1),
    ];

    // A page takes its own form by POST; what it needs is what the page needs.
    private static IEnumerable<string> Verbs(RouteEndpoint route) =>
        route.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is not null
            ? ["GET"]
            : route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is { Count: > 0 } named ? named : ["GET"];

    private static bool IsStaticFile(string route) =>
        (Path.HasExtension(route) && !route.EndsWith(".csv", StringComparison.Ordinal) && !route.EndsWith(".json", StringComparison.Ordinal))
        || route.StartsWith("/_", StringComparison.Ordinal) || route.StartsWith("/{**", StringComparison.Ordinal);

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    private enum Fits
    {
        Open,
        SignIn,
        Refused,
        Allowed,
    }
}
