using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Tickets;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Helpdesk.Tests.Api;

/// <summary>What docs/api.md tells to type works as it stands there.</summary>
public sealed partial class ApiGuideTests
{
    [Fact]
    public async Task Every_example_of_the_guide_works_from_top_to_bottom()
    {
        await using var desk = await ApiDesk.StartAsync();
        var eve = await desk.Given.AgentAsync(desk.Admin, "Eve");
        await desk.TicketAsync();
        var ticket = await desk.TicketAsync();
        var token = (await desk.TokenAsync(desk.Admin)).Text;
        var next = (await desk.With(token).AskAsync("/tickets?view=allOpen&limit=1").JsonAsync())["next"]!;
        var examples = Examples().Matches(Repository.Read("docs/api.md")).Select(m => m.Groups[1].Value).ToList();
        Assert.True(examples.Count >= 6);
        var script = new StringBuilder("set -euo pipefail\n").AppendJoin('\n', examples);

        var (code, told) = await RunAsync(script.ToString(), new()
        {
            ["DESK"] = desk.Stranger().BaseAddress!.GetLeftPart(UriPartial.Authority),
            ["TOKEN"] = token,
            ["NEXT"] = (string?)next,
            ["TICKET"] = $"{ticket.Id.Value}",
            ["SEEN"] = "99",
            ["AGENT"] = $"{eve.Agent!.Value.Value}",
            ["CUSTOMER"] = $"{ticket.CustomerId.Value}",
            ["NO_PROXY"] = "*",
        });

        Assert.True(code == 0, told);
        Assert.Equal((TicketStatus.Open, TicketPriority.High), ((await desk.AgainAsync(ticket)).Status, (await desk.AgainAsync(ticket)).Priority));
        var written = await desk.Given.LookAsync(desk.Admin, db => db.Messages.Where(m => m.Kind == MessageKind.Reply || m.Kind == MessageKind.Note).OrderBy(m => m.Id).Select(m => m.Text).ToListAsync());
        Assert.Equal(["Your order has left.", "Told by the shop.", "Knows the shop."], written);
        Assert.True(await desk.Given.LookAsync(desk.Admin, db => db.Customers.AnyAsync(c => c.Name == "Mona Adel")));
        Assert.Equal("order-4711-shipped", Assert.Single(await desk.CallsAsync()).Key);
    }

    private static async Task<(int Code, string Told)> RunAsync(string script, Dictionary<string, string?> variables)
    {
        var start = new ProcessStartInfo("bash", ["-s"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using var shell = Process.Start(start)!;
        var (told, failed) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        await shell.StandardInput.WriteAsync(script);
        shell.StandardInput.Close();
        await shell.WaitForExitAsync();
        return (shell.ExitCode, await told + await failed);
    }

    [GeneratedRegex("```bash\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Examples();
}
