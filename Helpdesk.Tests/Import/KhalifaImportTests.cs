using System.Text.Json;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Infrastructure.Import;
using Helpdesk.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Helpdesk.Tests.Import;

public sealed class KhalifaImportTests
{
    [Fact]
    public async Task Everything_that_fits_comes_in_and_everything_else_is_in_the_report()
    {
        using var old = Khalifa.Create();
        old.Upload("uploads/photo.jpg", [0xFF, 0xD8, 0xFF, 1, 2, 3]);
        await using var desk = await TestDesk.StartAsync();

        var report = await desk.ImportAsync(Importing.Khalifa(old));

        Assert.Equal(
            ["users 3/3/0/0", "agents 3/2/0/1", "customers 5/4/1/0", "tickets 6/5/0/1", "messages 13/11/0/2", "message_files 2/1/0/1"],
            report.Tables.Select(t => $"{t.Name} {t.Read}/{t.Imported}/{t.AlreadyThere}/{t.DidNotFit}"));
        Assert.All(report.Tables, t => Assert.Equal(t.Read, t.Imported + t.Updated + t.AlreadyThere + t.DidNotFit));
        Assert.Equal(["13"], report.Misfits.Ids("agents", "its user was not imported"));
        Assert.Equal(["13"], report.Misfits.Ids("messages", "no ticket or no time"));
        Assert.Equal(["6"], report.Misfits.Ids("tickets", "customer was not imported"));
        Assert.Equal(["12"], report.Misfits.Ids("messages", "ticket was not imported"));
        Assert.Equal(["4"], report.Misfits.Ids("message_files", "not in the folder"));
        Assert.Equal(["4"], report.Remarks.Ids("tickets", "status 'somehow'"));
        Assert.Equal(["4"], report.Remarks.Ids("tickets", "agents 13, who held it"));
        Assert.Equal(1, report.LeftThere["login_attempts"]);
        Assert.DoesNotContain("django_session", report.LeftThere.Keys);
        Assert.Contains("auto_reply_triggers", report.Missing);
    }

    [Fact]
    public async Task People_sign_in_with_the_password_they_had_and_it_is_hashed_anew()
    {
        using var old = Khalifa.Create();
        await using var desk = await TestDesk.StartAsync();
        await desk.ImportAsync(Importing.Khalifa(old));

        Assert.StartsWith("django:pbkdf2_sha256$", await HashAsync(desk, "mona@khalifa.example"), StringComparison.Ordinal);
        Assert.False(await SignsInAsync(desk, "mona@khalifa.example", "pass13"));
        Assert.StartsWith("django:", await HashAsync(desk, "mona@khalifa.example"), StringComparison.Ordinal);
        Assert.True(await SignsInAsync(desk, "mona@khalifa.example", Khalifa.Password));
        Assert.DoesNotContain("django", await HashAsync(desk, "mona@khalifa.example"), StringComparison.Ordinal);
        Assert.True(await SignsInAsync(desk, "mona@khalifa.example", Khalifa.Password));
        // An unusable password, and no address: one is made that no mail ever reaches.
        Assert.Null(await HashAsync(desk, "omar-said@nile-repairs.invalid"));
    }

    [Fact]
    public async Task Roles_are_mapped_by_name_and_whoever_was_switched_off_stays_so()
    {
        using var old = Khalifa.Create();
        await using var desk = await TestDesk.StartAsync();
        await desk.ImportAsync(Importing.Khalifa(old));

        var members = await desk.LookAsync(db => db.Memberships.AsNoTracking().ToDictionaryAsync(m => m.Name));
        Assert.Equal((Role.Admin, true), (members["خليفة"].Role, members["خليفة"].Active));
        Assert.Equal((Role.Agent, true), (members["Mona"].Role, members["Mona"].Active));
        Assert.False(members["Omar"].Active);
    }

    [Fact]
    public async Task Customers_get_the_addresses_that_are_real_and_one_person_stays_one()
    {
        using var old = Khalifa.Create();
        await using var desk = await TestDesk.StartAsync();
        var report = await desk.ImportAsync(Importing.Khalifa(old));

        var known = await desk.LookAsync(db => db.CustomerIdentities.AsNoTracking()
            .Join(db.Customers, i => i.CustomerId, c => c.Id, (i, c) => new { c.Name, i.Kind, i.Value }).OrderBy(i => i.Value).ToListAsync());
        Assert.Equal(
            [("Lid", IdentityKind.WhatsAppLid, "123450987654321"), ("سارة", IdentityKind.Phone, "201012345678"), ("+201112223334", IdentityKind.Phone, "201112223334")],
            known.Select(k => (k.Name, k.Kind, k.Value)));
        Assert.Equal(["2"], report.Remarks.Ids("customers", "both are one"));
        Assert.Equal(["3"], report.Remarks.Ids("customers", "made up from a privacy id"));
        Assert.Equal(["4"], report.Remarks.Ids("customers", "no Egyptian number"));
        Assert.Equal((await desk.TicketAsync("TKT-20250105-0001")).CustomerId, (await desk.TicketAsync("TKT-20250106-0007")).CustomerId);
    }

    [Fact]
    public async Task Tickets_keep_number_people_and_times_and_their_threads_say_who_has_answered()
    {
        using var old = Khalifa.Create();
        await using var desk = await TestDesk.StartAsync();
        await desk.ImportAsync(Importing.Khalifa(old));
        var people = await desk.LookAsync(db => db.Memberships.AsNoTracking().ToDictionaryAsync(m => m.Name, m => m.Id));

        var closed = await desk.TicketAsync("TKT-20250105-0001");
        Assert.Equal((TicketStatus.Closed, TicketPriority.Urgent, false), (closed.Status, closed.Priority, closed.IsActive));
        Assert.Equal((people["Mona"], people["Omar"]), (closed.OwnerId, closed.AssigneeId));
        Assert.Equal((At("2025-01-05 10:00"), At("2025-01-05 10:05"), At("2025-01-05 12:00")), (closed.CreatedAt, closed.FirstResponseAt, closed.ClosedAt));

        // Delayed, a welcome text and a reply that never left: nobody has answered.
        var waiting = await desk.TicketAsync("TKT-20250106-0007");
        Assert.Equal((TicketStatus.New, WaitingOn.Agent, At("2025-01-06 10:00")), (waiting.Status, waiting.WaitingOn, waiting.WaitingSince));
        Assert.Null(waiting.FirstResponseAt);

        var unread = await desk.TicketAsync("TKT-20250106-0008");
        Assert.Equal((TicketStatus.New, null, 0, 1), (unread.Status, unread.AssigneeId, unread.ReadByAnySequence, unread.LastInboundSequence));
        Assert.Equal(TicketStatus.Open, (await desk.TicketAsync("TKT-20250106-0009")).Status);
        var answered = await desk.TicketAsync("0042");
        Assert.Equal((TicketStatus.Open, WaitingOn.Customer, "Hello", 2), (answered.Status, answered.WaitingOn, answered.LastLine, answered.ReadByAnySequence));
    }

    [Fact]
    public async Task Threads_are_in_order_with_deliveries_recalls_and_files()
    {
        using var old = Khalifa.Create();
        byte[] picture = [0xFF, 0xD8, 0xFF, 1, 2, 3];
        old.Upload("photo.jpg", picture);
        await using var desk = await TestDesk.StartAsync();
        await desk.ImportAsync(Importing.Khalifa(old));

        var thread = await desk.ThreadAsync((await desk.TicketAsync("TKT-20250105-0001")).Id);
        Assert.Equal(["عندي شكوى", "How can I help?", null, "prescription.pdf", null], thread.Messages.Select(r => r.Text));
        Assert.Equal([1L, 2, 3, 4, 5], thread.Messages.Select(r => r.Sequence));
        Assert.Equal((MessageKind.Reply, DeliveryState.Read, "Mona"), (thread.Messages[1].Kind, thread.Messages[1].Delivery, thread.Messages[1].AuthorName));
        Assert.True(thread.Messages[4].Revoked);
        var photo = Assert.Single(thread.Messages[2].Attachments);
        Assert.Equal(("photo.jpg", "image/jpeg", picture.Length), (photo.Name, photo.ContentType, photo.Size));
        var gone = Assert.Single(thread.Messages[3].Attachments);
        Assert.Equal(("gone.pdf", 0, MessageContent.PreviewOnly), (gone.Name, gone.Size, thread.Messages[3].Content));
        var stuck = (await desk.ThreadAsync((await desk.TicketAsync("TKT-20250106-0007")).Id)).Messages[2];
        Assert.Equal((DeliveryState.Failed, "imported"), (stuck.Delivery, stuck.FailureCode));
        Assert.Equal(0, await desk.LookAsync(db => db.QueuedSends.CountAsync()));
    }

    [Fact]
    public async Task What_has_no_home_yet_waits_complete_beside_the_report_and_the_report_tells_no_secrets()
    {
        using var old = Khalifa.Create();
        await using var desk = await TestDesk.StartAsync();
        var (report, folder) = (await desk.TryImportAsync(Importing.Khalifa(old))).Value;

        Assert.Equal(2, report.KeptAside["templates.json"]);
        using var templates = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "templates.json")));
        Assert.Equal("أهلاً {name}", templates.RootElement.GetProperty("global_templates")[0].GetProperty("content").GetString());
        Assert.Equal("On my way", templates.RootElement.GetProperty("agent_templates")[0].GetProperty("content").GetString());
        using var customers = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "customers.json")));
        // Only whoever has something that found no home.
        Assert.Equal(["sara@example.com"], customers.RootElement.GetProperty("customers").EnumerateArray().Select(c => c.GetProperty("email").GetString()));
        Assert.Equal("diabetes", customers.RootElement.GetProperty("customer_tags")[0].GetProperty("tag").GetString());

        var reports = Directory.GetFiles(folder, "import-report-*");
        Assert.Equal([".json", ".md"], reports.Select(f => Path.GetExtension(f)!).Order());
        foreach (var file in reports)
        {
            var words = await File.ReadAllTextAsync(file);
            Assert.Contains("made up from a privacy id", words, StringComparison.Ordinal);
            Assert.DoesNotContain("شكوى", words, StringComparison.Ordinal);
            Assert.DoesNotContain("pbkdf2", words, StringComparison.Ordinal);
        }
    }

    private static DateTimeOffset At(string utc) => DateTimeOffset.Parse(utc + "Z", System.Globalization.CultureInfo.InvariantCulture);

    private static Task<string?> HashAsync(TestDesk desk, string email) =>
        desk.LookAsync(db => db.Users.Where(u => u.Email == email).Select(u => u.PasswordHash).SingleAsync());

    private static Task<bool> SignsInAsync(TestDesk desk, string email, string password) => desk.RunAsync<UserManager<User>, bool>(
        Actor.Installation, async users => await users.CheckPasswordAsync((await users.FindByEmailAsync(email))!, password));
}
