using Helpdesk.Core.Conversations;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Import;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Helpdesk.Tests.Import;

/// <summary>An import may be rehearsed, stopped, and run again.</summary>
public sealed class RepeatedImportTests
{
    [Theory]
    [InlineData("khalifa")]
    [InlineData("safaridesk")]
    public async Task A_second_run_imports_nothing(string system)
    {
        using var old = system == "khalifa" ? Khalifa.Create() : SafariDesk.Create();
        await using var desk = await TestDesk.StartAsync();
        var request = new ImportRequest(system, old.File, Files: old.Uploads);
        await desk.ImportAsync(request);
        var rows = await desk.RowsAsync();

        var again = await desk.ImportAsync(request);

        Assert.Equal(rows, await desk.RowsAsync());
        Assert.All(again.Tables, t => Assert.Equal((0, 0), (t.Imported, t.Updated)));
        Assert.True(again.Tables.Sum(t => t.AlreadyThere) > 20);
    }

    [Theory]
    [InlineData("khalifa")]
    [InlineData("safaridesk")]
    public async Task A_dry_run_writes_nothing_and_tells_what_the_import_then_does(string system)
    {
        using var old = system == "khalifa" ? Khalifa.Create() : SafariDesk.Create();
        old.Upload("uploads/photo.jpg", [0xFF, 0xD8, 0xFF]);
        await using var desk = await TestDesk.StartAsync();
        var request = new ImportRequest(system, old.File, Files: old.Uploads);
        var rows = await desk.RowsAsync();

        var rehearsed = await desk.ImportAsync(request with { DryRun = true });

        Assert.Equal(rows, await desk.RowsAsync());
        Assert.False(Directory.Exists(Path.Combine(desk.Folder, "files")));
        var real = await desk.ImportAsync(request);
        Assert.Equal(real.Tables.Select(Counts), rehearsed.Tables.Select(Counts));
        Assert.Equal(real.Misfits, rehearsed.Misfits);
        Assert.Equal(real.Remarks, rehearsed.Remarks);
        Assert.True(real.Tables.Sum(t => t.Imported) > 20);
    }

    [Fact]
    public async Task What_is_new_or_changed_in_the_old_system_comes_with_the_next_run()
    {
        using var old = Khalifa.Create();
        await using var desk = await TestDesk.StartAsync();
        await desk.ImportAsync(Importing.Khalifa(old));
        old.Add("messages", new { id = 50, ticket_id = 5, sender_type = "customer", message_text = "Still there?", created_at = "2025-01-08 09:00:00" });
        old.Do("UPDATE messages SET delivery_status = 'read' WHERE id = 11; UPDATE tickets SET priority = 'low' WHERE id = 5");
        old.Do("UPDATE tickets SET status = 'closed', closed_at = '2025-01-09 09:00:00' WHERE id = 3");

        var report = await desk.ImportAsync(Importing.Khalifa(old));

        Assert.Equal(["tickets 0/2", "messages 1/1"], report.Tables.Where(t => t.Imported + t.Updated > 0).Select(t => $"{t.Name} {t.Imported}/{t.Updated}"));
        var ticket = await desk.TicketAsync("0042");
        Assert.Equal((TicketStatus.Open, TicketPriority.Low, "Still there?", WaitingOn.Agent, 3), (ticket.Status, ticket.Priority, ticket.LastLine, ticket.WaitingOn, ticket.LastSequence));
        Assert.Equal([DeliveryState.None, DeliveryState.Read, DeliveryState.None], (await desk.ThreadAsync(ticket.Id)).Messages.Select(m => m.Delivery));
        Assert.Equal(TicketStatus.Closed, (await desk.TicketAsync("TKT-20250106-0008")).Status);
    }

    [Fact]
    public async Task A_ticket_worked_on_here_is_not_overwritten_by_the_old_system()
    {
        using var old = Khalifa.Create();
        await using var desk = await TestDesk.StartAsync();
        await desk.ImportAsync(Importing.Khalifa(old));
        var ticket = await desk.TicketAsync("0042");
        Assert.True((await desk.RunAsync<ResolveTicket, Result>(desk.Admin, u => u.ExecuteAsync(ticket.Id, ticket.LastSequence, default))).Succeeded);
        old.Do("UPDATE tickets SET priority = 'low' WHERE id = 5");

        var report = await desk.ImportAsync(Importing.Khalifa(old));

        Assert.Equal(["5"], report.Remarks.Ids("tickets", "changed in both"));
        var now = await desk.TicketAsync("0042");
        Assert.Equal((TicketStatus.Resolved, TicketPriority.High), (now.Status, now.Priority));
    }

    [Fact]
    public async Task An_interrupted_run_is_continued_without_doubling_anything()
    {
        using var old = Khalifa.Create();
        for (var i = 0; i < 450; i++)
            old.Add("messages", new { id = 100 + i, ticket_id = 5, sender_type = "customer", message_text = $"Line {i}", created_at = $"2025-02-01 10:{i / 60:00}:{i % 60:00}" });
        await using var desk = await TestDesk.StartAsync();
        using var stop = new CancellationTokenSource();
        var watch = new Importing.Watching(step =>
        {
            if (step is { Table: "messages", Done: 300 }) stop.Cancel();
        });

        var broken = await desk.TryImportAsync(Importing.Khalifa(old), watch, stop.Token);

        Assert.True(broken.Value.Report.Interrupted);
        var stored = await desk.LookAsync(db => db.Messages.CountAsync());
        Assert.InRange(stored, 200, 300);
        var rest = await desk.ImportAsync(Importing.Khalifa(old));
        Assert.False(rest.Interrupted);
        Assert.Equal(461, await desk.LookAsync(db => db.Messages.CountAsync()));
        Assert.Equal(461 - stored, rest.Table("messages").Imported);
        var thread = await desk.LookAsync(db => db.Messages.Where(m => m.Text!.StartsWith("Line ")).OrderBy(m => m.Sequence).Select(m => m.Text).ToListAsync());
        Assert.Equal(Enumerable.Range(0, 450).Select(i => $"Line {i}"), thread);
        Assert.Equal(452, (await desk.TicketAsync("0042")).LastSequence);
    }

    [Fact]
    public async Task A_run_that_breaks_off_still_tells_how_far_it_came()
    {
        using var old = Khalifa.Create();
        await using var desk = await TestDesk.StartAsync();
        var watch = new Importing.Watching(step =>
        {
            if (step is { Table: "messages", Done: 5 }) throw new IOException("the network is gone");
        });

        var (report, folder) = (await desk.TryImportAsync(Importing.Khalifa(old), watch)).Value;

        Assert.Equal((true, "the network is gone", 5, 0), (report.Interrupted, report.Failure, report.Table("tickets").Imported, report.Table("messages").Imported));
        Assert.Contains(Directory.GetFiles(folder), f => f.EndsWith(".md", StringComparison.Ordinal));
        Assert.Equal(11, (await desk.ImportAsync(Importing.Khalifa(old))).Table("messages").Imported);
    }

    [Fact]
    public async Task Files_that_were_missing_come_with_a_later_run()
    {
        using var old = Khalifa.Create();
        await using var desk = await TestDesk.StartAsync();
        var first = await desk.ImportAsync(Importing.Khalifa(old) with { Files = null });
        Assert.Equal(["3", "4"], first.Misfits.Ids("message_files", "--files"));
        old.Upload("uploads/gone.pdf", "%PDF-1.7"u8.ToArray());

        var second = await desk.ImportAsync(Importing.Khalifa(old));

        Assert.Equal((1, 1), (second.Table("message_files").Imported, second.Table("message_files").DidNotFit));
        var thread = await desk.ThreadAsync((await desk.TicketAsync("TKT-20250105-0001")).Id);
        var pdf = Assert.Single(thread.Messages[3].Attachments);
        Assert.Equal(("gone.pdf", "application/pdf", 8, MessageContent.Full), (pdf.Name, pdf.ContentType, pdf.Size, thread.Messages[3].Content));
    }

    private static (string, long, long, long, long) Counts(TableCount t) => (t.Name, t.Read, t.Imported, t.AlreadyThere, t.DidNotFit);
}
