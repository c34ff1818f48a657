using Helpdesk.Core.Channels;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Channels;
using Helpdesk.Infrastructure.Import;
using Helpdesk.Infrastructure.Live;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Tests.Support;
using Helpdesk.Web.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Import;

/// <summary>Where an import goes, what it leaves behind for new work, and when it is refused.</summary>
public sealed class ImportTargetTests
{
    [Fact]
    public async Task A_reply_in_an_imported_conversation_is_refused_by_name()
    {
        using var old = Khalifa.Create();
        await using var desk = await TestDesk.StartAsync();
        await desk.ImportAsync(Importing.Khalifa(old));
        await desk.Given.LiveSettledAsync(desk.Tenant);

        var reply = await desk.ReplyAsync(desk.Admin, await desk.TicketAsync("0042"), "Good morning");

        Assert.Equal(MessageErrors.Imported, reply.Error);
        Assert.Equal(0, await desk.LookAsync(db => db.QueuedSends.CountAsync()));
        Assert.Equal(2, (await desk.TicketAsync("0042")).LastSequence);
    }

    [Fact]
    public async Task Reading_an_imported_conversation_calls_no_server()
    {
        using var old = Khalifa.Create();
        await using var desk = await TestDesk.StartAsync();
        await desk.ImportAsync(Importing.Khalifa(old));
        var ticket = await desk.TicketAsync("TKT-20250106-0008");
        Assert.True((await desk.RunAsync<Core.Tickets.ClaimTicket, Result>(desk.Admin, u => u.ExecuteAsync(ticket.Id, default))).Succeeded);
        await desk.RunAsync<MarkRead, Result>(desk.Admin, u => u.ExecuteAsync(ticket.Id, 1, default));

        Assert.Equal(1, await desk.WorkOutboxAsync());

        Assert.Empty((await desk.FailuresAsync()).Reactions);
        Assert.Single(await desk.Services.GetRequiredService<ChannelDirectory>().AllAsync(default));
    }

    [Fact]
    public async Task With_a_number_the_conversation_goes_on_there_and_what_it_has_is_not_doubled()
    {
        using var old = Khalifa.Create();
        await using var desk = await TestDesk.StartAsync();
        await desk.HearsAsync(Webhook.Text("3EB0A", "عندي شكوى", desk.Clock.GetUtcNow(), "201012345678"));

        var report = await desk.ImportAsync(Importing.Khalifa(old) with { Number = desk.Number.Value });

        Assert.Equal(1, report.Table("messages").AlreadyThere);
        Assert.Equal(1, await desk.LookAsync(db => db.Messages.CountAsync(m => m.ExternalId == "3EB0A")));
        Assert.Single(await desk.RunAsync<IChannelQueries, IReadOnlyList<ChannelRow>>(desk.Admin, q => q.ListAsync(default)));
        Assert.Null((await desk.ReplyAsync(desk.Admin, await desk.TicketAsync("0042"), "Good morning")).Error);
    }

    [Fact]
    public async Task New_tickets_are_numbered_after_the_imported_ones()
    {
        using var old = Khalifa.Create();
        await using var desk = await TestDesk.StartAsync();
        await desk.ImportAsync(Importing.Khalifa(old));
        await desk.HearsAsync(Webhook.Text("NEW1", "hello", desk.Clock.GetUtcNow(), "201555555555"));

        Assert.Equal("0043", await desk.LookAsync(db => db.Tickets.OrderByDescending(t => t.Id).Select(t => t.Number).FirstAsync()));
        // Should the workspace take the old pattern, that one goes on too.
        Assert.Equal(9, await desk.LookAsync(db => db.TicketCounters.Where(c => c.Prefix == "TKT-20250106-{####}").Select(c => c.Last).SingleAsync()));
    }

    [Fact]
    public async Task The_whole_import_is_announced_once()
    {
        using var old = Khalifa.Create();
        await using var desk = await TestDesk.StartAsync();
        var before = await desk.LookAsync(db => db.LiveLog.CountAsync());

        await desk.ImportAsync(Importing.Khalifa(old));

        // Three people, the archive, and the end; not one per ticket and message.
        Assert.Equal(before + 7, await desk.LookAsync(db => db.LiveLog.CountAsync()));
        Assert.Equal(0, await desk.LookAsync(db => db.OutboxRows.CountAsync()));
    }

    [Fact]
    public async Task A_workspace_is_named_when_there_are_several_and_sees_nothing_of_its_neighbour()
    {
        using var old = Khalifa.Create();
        await using var desk = await TestDesk.StartAsync();
        var other = await desk.Given.AnotherWorkspaceAsync();

        var unnamed = await desk.TryImportAsync(Importing.Khalifa(old));
        var wrong = await desk.TryImportAsync(Importing.Khalifa(old) with { Workspace = "elsewhere" });
        await desk.ImportAsync(Importing.Khalifa(old) with { Workspace = "delta-clinic" });

        Assert.Equal((ImportErrors.Workspace.Code, true), (unnamed.Error!.Code, unnamed.Error.Detail!.Contains("delta-clinic, nile-repairs", StringComparison.Ordinal)));
        Assert.Equal("There is no workspace 'elsewhere'. There are: delta-clinic, nile-repairs.", wrong.Error!.Detail);
        Assert.Equal(0, await desk.LookAsync(db => db.Tickets.CountAsync()));
        Assert.Equal(5, await desk.Given.LookAsync(Actor.System(other.Tenant), db => db.Tickets.CountAsync()));
    }

    [Fact]
    public async Task A_wrong_source_is_refused_in_one_line()
    {
        using var old = Khalifa.Create();
        await using var desk = await TestDesk.StartAsync();
        var noDatabase = Path.Combine(desk.Folder, "notes.txt");
        await File.WriteAllTextAsync(noDatabase, string.Concat(Enumerable.Repeat("not a database ", 100)));
        async Task<string> RefusedAsync(ImportRequest request)
        {
            var refused = await desk.TryImportAsync(request);
            Assert.False(refused.Succeeded);
            Assert.DoesNotContain('\n', refused.Error.Detail!);
            return refused.Error.Detail!;
        }

        Assert.StartsWith("There is no file ", await RefusedAsync(new ImportRequest("khalifa", "missing.sqlite3")), StringComparison.Ordinal);
        Assert.Contains("no SQLite database", await RefusedAsync(new ImportRequest("khalifa", noDatabase)), StringComparison.Ordinal);
        Assert.StartsWith("This is no SafariDesk database: it has no table users", await RefusedAsync(new ImportRequest("safaridesk", old.File)), StringComparison.Ordinal);
        Assert.Contains("cannot be opened", await RefusedAsync(new ImportRequest("safaridesk", "Host=127.0.0.1;Port=9;Timeout=2")), StringComparison.Ordinal);
        Assert.Contains("There is no folder", await RefusedAsync(new ImportRequest("khalifa", old.File, Files: "nowhere")), StringComparison.Ordinal);
        Assert.Contains($"There are: {desk.Number.Value} (", await RefusedAsync(new ImportRequest("khalifa", old.File, Number: 1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_who_has_a_sign_in_keeps_its_password_and_becomes_a_member_here()
    {
        using var old = Khalifa.Create();
        old.Do("UPDATE users SET email = 'ada@example.com' WHERE id = 2");
        await using var desk = await TestDesk.StartAsync();
        await desk.Given.AnotherWorkspaceAsync();
        var hash = await desk.LookAsync(db => db.Users.Where(u => u.Email == "ada@example.com").Select(u => u.PasswordHash).SingleAsync());

        var report = await desk.ImportAsync(Importing.Khalifa(old) with { Workspace = "delta-clinic" });

        Assert.Equal(["2"], report.Remarks.Ids("users", "with its own password"));
        Assert.Equal(hash, await desk.LookAsync(db => db.Users.Where(u => u.Email == "ada@example.com").Select(u => u.PasswordHash).SingleAsync()));
    }

    [Theory]
    [InlineData("import khalifa db.sqlite3", "khalifa db.sqlite3")]
    [InlineData("import safaridesk Host=x --dry-run --workspace acme --files media --number 7 --as old", "safaridesk Host=x acme media 7 old dry")]
    [InlineData("import khalifa", null)]
    [InlineData("import zendesk db.sqlite3", null)]
    [InlineData("import khalifa db.sqlite3 --workspace", null)]
    [InlineData("import khalifa db.sqlite3 --number seven", null)]
    [InlineData("import khalifa db.sqlite3 --unknown", null)]
    public void The_commands_arguments_are_read_or_refused(string line, string? expected)
    {
        var request = ImportCommand.Read(line.Split(' '));
        var read = request is null ? null : string.Join(' ', new object?[]
        {
            request.System, request.From, request.Workspace, request.Files, request.Number, request.As, request.DryRun ? "dry" : null,
        }.Where(v => v is not null));
        Assert.Equal(expected, read);
    }
}
