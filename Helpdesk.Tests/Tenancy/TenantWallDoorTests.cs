using System.Net;
using System.Text.RegularExpressions;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Tests.Api;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Xunit.Abstractions;

namespace Helpdesk.Tests.Tenancy;

/// <summary>The same wall, seen from the doors: another workspace's administrator with a cookie and a token.</summary>
public sealed partial class TenantWallDoorTests(ITestOutputHelper output)
{
    private static readonly string[] Words = ["quokka-question", "Zamalek Zebra", "201098765432", "Dept-Dingo", "Member-Manatee", "caption-capybara", "note-narwhal"];

    [Fact]
    public async Task No_door_shows_another_workspace_what_is_ours()
    {
        await using var desk = await ApiDesk.StartAsync();
        var (ids, file) = await WrittenAsync(desk);
        var other = await desk.Given.AnotherWorkspaceAsync();
        using var ours = desk.App.BrowserOf(desk.Admin);
        using var theirs = desk.App.BrowserOf(other);
        var (ourProgram, theirProgram) = (await desk.ProgramOfAsync(desk.Admin), await desk.ProgramOfAsync(other));

        Assert.Equal(HttpStatusCode.OK, (await ours.GetAsync($"/files/{file}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await theirs.GetAsync($"/files/{file}")).StatusCode);
        var (asked, leaks, shown) = (0, new List<string>(), new HashSet<string>());
        foreach (var pattern in Patterns(desk.App))
        {
            foreach (var id in pattern.Contains('{', StringComparison.Ordinal) ? ids : [0])
            {
                var path = Parameter().Replace(pattern, $"{id}");
                var api = path.StartsWith(ApiRoutes.Root, StringComparison.Ordinal);
                asked++;
                var (status, text) = await ReadAsync(api ? theirProgram : theirs, path);
                leaks.AddRange(Words.Where(w => text.Contains(w, StringComparison.OrdinalIgnoreCase)).Select(w => $"{path} tells '{w}'"));
                if (api && pattern.Contains('{', StringComparison.Ordinal) && status != HttpStatusCode.NotFound) leaks.Add($"{path} answers {(int)status}");
                if ((int)status is 401 or 403 or 429 or >= 500) leaks.Add($"{path} was not tried: {(int)status}");
                var (_, own) = await ReadAsync(api ? ourProgram : ours, path);
                shown.UnionWith(Words.Where(w => own.Contains(w, StringComparison.OrdinalIgnoreCase)));
            }
        }

        output.WriteLine($"{asked} addresses were asked for by another workspace; its own people read {shown.Count} of {Words.Length} words there");
        Assert.Equal([], leaks);
        // The same addresses show it to whom it belongs.
        Assert.Equal([], Words.Except(shown));
        Assert.True(asked > 40, $"only {asked} addresses");
    }

    private static async Task<(List<long> Ids, long File)> WrittenAsync(ApiDesk desk)
    {
        const string chat = "201098765432@c.us";
        var now = TimeProvider.System.GetUtcNow();
        await desk.Given.ArrivesAsync(desk.Number, Webhook.Text("KEYQ", "quokka-question", now, chat, "Zamalek Zebra"));
        await desk.Given.ArrivesAsync(desk.Number, Webhook.Image("KEYF", [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1], now, "caption-capybara", chat: chat));
        await Eventually.TrueAsync(async () => await desk.Given.LookAsync(desk.Admin, db => db.Attachments.AnyAsync()) && await desk.Given.LookAsync(desk.Admin, db => db.Messages.AnyAsync(m => m.ExternalId == "KEYQ")), "both have arrived");
        var ticket = await desk.Given.LookAsync(desk.Admin, db => db.Tickets.AsNoTracking().SingleAsync());
        Assert.Null((await desk.Given.RunAsync<AddNote, Result<MessageId>>(desk.Admin, u => u.ExecuteAsync(ticket.Id, "note-narwhal", "client-note-1", default))).Error);
        var department = await desk.Given.DepartmentAsync(desk.Admin, "Dept-Dingo");
        var member = await desk.Given.AgentAsync(desk.Admin, "Member-Manatee", Role.Agent, department);
        var file = await desk.Given.LookAsync(desk.Admin, db => db.Attachments.Select(a => a.Id).SingleAsync());
        return ([ticket.Id.Value, ticket.CustomerId.Value, member.Agent!.Value.Value, file], file);
    }

    private static async Task<(HttpStatusCode Status, string Text)> ReadAsync(HttpClient http, string path)
    {
        using var reply = await http.GetAsync(path);
        return (reply.StatusCode, WebUtility.HtmlDecode(await reply.Content.ReadAsStringAsync()));
    }

    // Everything that is read after a sign-in; a hub is no page.
    private static List<string> Patterns(HelpdeskApp app) =>
    [
        .. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(r => r.Metadata.GetMetadata<IAllowAnonymous>() is null && r.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
            .Select(r => "/" + r.RoutePattern.RawText!.TrimStart('/'))
            .Where(r => !r.StartsWith("/_", StringComparison.Ordinal) && !r.StartsWith("/hubs/", StringComparison.Ordinal) && !r.StartsWith("/{**", StringComparison.Ordinal)).Distinct(),
    ];

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
