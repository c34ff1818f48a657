using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Live;
using Helpdesk.Tests.Api;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Realtime;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;
using Xunit.Abstractions;

namespace Helpdesk.Tests.Realtime;

/// <summary>What docs/realtime.md tells is so, and what it shows to type works as it stands there.</summary>
public sealed class HubGuideTests(ITestOutputHelper output)
{
    private static readonly string Guide = Repository.Read("docs/realtime.md");

    [Fact]
    public void Every_message_method_reason_and_limit_stands_in_the_guide()
    {
        Assert.StartsWith($"# The agents' hub, contract {IAgentClient.Contract}\n", Guide, StringComparison.Ordinal);
        var messages = typeof(IAgentClient).GetMethods().Select(m => m.Name).ToList();
        Assert.True(messages.Count > 15);
        Assert.Equal([], messages.Where(m => !Guide.Contains($"\n| `{m}` |", StringComparison.Ordinal)));
        var rows = Guide[Guide.IndexOf("## What a client may ask", StringComparison.Ordinal)..Guide.IndexOf("## Nothing missed", StringComparison.Ordinal)];
        var methods = typeof(AgentHub).GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).Where(m => m.GetBaseDefinition().DeclaringType == typeof(AgentHub));
        Assert.Equal([], methods.Select(m => m.Name).Where(m => !rows.Contains($"`{m}`", StringComparison.Ordinal)));
        Assert.Equal([], Enum.GetNames<ReloadReason>().Select(JsonNamingPolicy.CamelCase.ConvertName).Where(r => !Guide.Contains($"`{r}`", StringComparison.Ordinal)));
        var (limits, kb) = (new AgentHubOptions(), AgentHubOptions.LargestMessage / 1024);
        string[] told =
        [
            $"| {kb} kB;", $"| {limits.CallsPerSecond} a second", $"| {limits.PerMember} of a member or token, {limits.PerWorkspace:N0} of a workspace", $"| {limits.MostUnsent / 1024 / 1024} MB;",
            $"at most {WatchedTickets.Most} tickets", $"more than {LiveHistory.Most:N0} changes", $"every {HubForwarder.PositionEvery.TotalSeconds} s",
            $"every {LiveSignal.ViewingEvery.TotalSeconds} s", $"every {LiveSignal.TypingEvery.TotalSeconds} s", $"after {LiveSignal.ViewingLasts.TotalSeconds} s", $"after {LiveSignal.TypingLasts.TotalSeconds} s",
        ];
        Assert.Equal([], told.Where(t => !Guide.Contains(t, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_pages_example_keeps_its_copy_right_in_a_browser_through_a_cut_of_the_line()
    {
        await using var desk = await HubDesk.StartAsync();
        var old = await desk.TicketAsync();
        using var here = desk.Stranger();
        await using var line = new CutProxy(here.BaseAddress!.GetLeftPart(UriPartial.Authority));
        await using var chromium = await Chromium.StartAsync();
        var page = await SignedInAsync(desk, chromium.Browser, line.Url);
        var errors = new ConcurrentQueue<string>();
        page.PageError += (_, error) => errors.Enqueue(error);
        await page.AddScriptTagAsync(new() { Url = "/lib/signalr/signalr.min.js" });
        await page.EvaluateAsync($"async () => {{ {Example("js")}\n window.tickets = tickets; window.hub = hub; window.heard = []; window.back = 0; hub.on('MessageChanged', s => heard.push(s.sequence)); hub.onreconnected(() => back++); }}");

        var fresh = await desk.TicketAsync();
        await UntilAsync(page, $"tickets.has({old.Id.Value}) && tickets.has({fresh.Id.Value})");
        line.Cut();
        await UntilAsync(page, "hub.state === 'Reconnecting'");
        var start = await desk.HeadAsync();
        for (var i = 0; i < 50; i++)
            await desk.DoneAsync<AddNote, Result<MessageId>>(desk.Admin, u => u.ExecuteAsync(fresh.Id, $"note {i}", $"guide-{i:0000}", default));
        await desk.DoneAsync<ResolveTicket, Result>(desk.Admin, u => u.ExecuteAsync(old.Id, 99, default));
        line.Mend();
        await UntilAsync(page, $"back === 1 && !tickets.has({old.Id.Value})");

        var happened = await desk.Given.LookAsync(desk.Admin, db => db.LiveLog.Where(r => r.Sequence > start && r.Kind == LiveKind.MessageChanged).OrderBy(r => r.Sequence).Select(r => r.Sequence).ToListAsync());
        var heard = await page.EvaluateAsync<long[]>("heard");
        output.WriteLine($"browser: {happened.Count} messages during the cut, missed {happened.Except(heard).Count()}, repeated {heard.Length - heard.Distinct().Count()}");
        Assert.Equal(happened, heard);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task The_programs_example_watches_a_list_claims_and_answers()
    {
        await using var running = await HubDesk.StartAsync();
        var ticket = await running.TicketAsync();
        var api = await running.ProgramOfAsync(running.Admin);
        var (desk, first) = (api.BaseAddress!, ticket.Id.Value);
        var shown = new ConcurrentDictionary<long, string>();
        void Show(JsonElement row) => shown[row.GetProperty("id").GetInt64()] = row.GetProperty("lastLine").GetString()!;
        void Hide(long id) => shown.TryRemove(id, out _);
        void ShowAll(JsonElement rows)
        {
            shown.Clear();
            foreach (var row in rows.EnumerateArray()) Show(row);
        }

        // docs/realtime.md shows this:
        long? position = null;
        var builder = new HubConnectionBuilder().WithAutomaticReconnect();
        builder.Services.AddSingleton<EndPoint>(new DnsEndPoint(desk.Host, desk.Port));
        builder.Services.AddSingleton<IConnectionFactory>(new SocketConnections(async () =>
        {
            using var made = await api.PostAsync(new Uri("/api/v1/hub-tickets", UriKind.Relative), null);
            var ticket = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("ticket").GetString();
            return new UriBuilder(desk) { Scheme = "ws", Path = "/hubs/agent", Query = position is null ? $"ticket={ticket}" : $"ticket={ticket}&position={position}" }.Uri;
        }));
        await using var hub = builder.Build();
        hub.On<JsonElement>("List", list => ShowAll(list.GetProperty("tickets")));
        hub.On<JsonElement>("RowChanged", Show);
        hub.On<long>("RowGone", Hide);
        hub.On<long>("Position", reached => position = reached);
        hub.Reconnected += _ => hub.InvokeAsync("WatchList", new { view = "unassigned", take = 100 });
        await hub.StartAsync();
        await hub.InvokeAsync("WatchList", new { view = "unassigned", take = 100 });
        await hub.InvokeAsync("Claim", first);
        var sent = await hub.InvokeAsync<JsonElement>("Reply", new { ticketId = first, text = "We are on it.", seen = 99, clientId = "order-4711-answer" });
        // That was it.
        await Eventually.TrueAsync(() => shown.IsEmpty && position is not null, "the claimed ticket has left the list");
        var other = await running.TicketAsync(text: "and mine?");
        await Eventually.TrueAsync(() => shown.GetValueOrDefault(other.Id.Value) == "and mine?", "a new one is shown");
        var written = await running.Given.LookAsync(running.Admin, db => db.Messages.SingleAsync(m => m.Kind == MessageKind.Reply));
        Assert.Equal((sent.GetProperty("id").GetInt64(), "We are on it."), (written.Id.Value, written.Text));
        var source = Repository.Read("Helpdesk.Tests/Realtime/HubGuideTests.cs");
        var lines = source[source.IndexOf("shows this:\n", StringComparison.Ordinal)..source.IndexOf("        // That was it.\n", StringComparison.Ordinal)].Split('\n')[1..];
        Assert.Equal(Example("csharp"), string.Join('\n', lines.Select(l => l.Length > 8 ? l[8..] : l)));
    }

    private static string Example(string language) => Regex.Match(Guide, $"```{language}\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;

    private static async Task<IPage> SignedInAsync(ApiDesk desk, IBrowser browser, string url)
    {
        using var known = desk.App.BrowserOf(desk.Admin);
        var cookie = known.DefaultRequestHeaders.GetValues("Cookie").Single().Split('=', 2);
        var context = await browser.NewContextAsync(new() { BaseURL = url });
        await context.AddCookiesAsync([new() { Name = cookie[0], Value = cookie[1], Url = url }]);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/account");
        return page;
    }

    private static Task UntilAsync(IPage page, string condition) => page.WaitForFunctionAsync($"() => {condition}", null, new() { Timeout = 60_000 });
}
