using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Tickets;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Helpdesk.Tests.Import;

public sealed class SafariDeskImportTests
{
    [Fact]
    public async Task Everything_that_fits_comes_in_and_everything_else_is_in_the_report()
    {
        using var old = SafariDesk.Create();
        await using var desk = await TestDesk.StartAsync();

        var report = await desk.ImportAsync(Importing.SafariDesk(old));

        Assert.Equal(
            [
                "departments 3/2/1/0", "users 5/3/1/1", "contacts 2/2/0/0", "customers 1/0/1/0", "ticket_creators 2/2/0/0", "tickets 10/9/0/1",
                "ticket_openings 10/9/0/1", "ticket_comments 6/5/0/1", "comment_replies 1/1/0/0", "ticket_attachments 1/0/0/1",
            ],
            report.Tables.Select(t => $"{t.Name} {t.Read}/{t.Imported}/{t.AlreadyThere}/{t.DidNotFit}"));
        Assert.Equal(["3"], report.Misfits.Ids("users", "is a customer"));
        Assert.Equal(["8"], report.Misfits.Ids("tickets", "trash"));
        Assert.Equal(["6"], report.Misfits.Ids("ticket_comments", "ticket was not imported"));
        Assert.Equal(["2"], report.Remarks.Ids("contacts", "names no country"));
        Assert.Equal(["2"], report.Remarks.Ids("users", "password cannot be taken over"));
        Assert.Equal(["4"], report.Remarks.Ids("users", "is a member here already"));
        Assert.Equal(["9"], report.Remarks.Ids("tickets", "users 3, who held it"));
        Assert.Equal(9, report.Remarks.Ids("tickets", "came by web").Count());
        Assert.Equal(1, report.LeftThere["tasks"]);
        Assert.Equal(2, report.KeptAside["articles.json"]);
        Assert.Contains("ticket_comment_attachments", report.Missing);
    }

    [Fact]
    public async Task Doubled_and_missing_ticket_ids_become_numbers_of_their_own()
    {
        using var old = SafariDesk.Create();
        await using var desk = await TestDesk.StartAsync();
        var report = await desk.ImportAsync(Importing.SafariDesk(old));

        Assert.Equal(["2", "10"], report.Remarks.Ids("tickets", "its number was taken"));
        Assert.Equal(["4"], report.Remarks.Ids("tickets", "had no number"));
        Assert.Equal(
            ["ITK-2025-0001", "ITK-2025-0001/2", "ITK-2025-0001/3", "ITK-2025-0002", "ITK-2025-0003", "ITK-2025-0004", "ITK-2025-0005", "ITK-2025-0450", "safaridesk/4"],
            await desk.LookAsync(db => db.Tickets.Select(t => t.Number).OrderBy(n => n).ToListAsync()));
        Assert.Equal(450, await desk.LookAsync(db => db.TicketCounters.Where(c => c.Prefix == "ITK-2025-{####}").Select(c => c.Last).SingleAsync()));
    }

    [Fact]
    public async Task Statuses_outside_its_own_list_find_their_place()
    {
        using var old = SafariDesk.Create();
        await using var desk = await TestDesk.StartAsync();
        await desk.ImportAsync(Importing.SafariDesk(old));

        var tickets = await desk.LookAsync(db => db.Tickets.AsNoTracking().ToDictionaryAsync(t => t.Number));
        TicketStatus Status(string number) => tickets[number].Status;
        Assert.Equal(TicketStatus.Open, Status("ITK-2025-0001"));
        Assert.Equal(TicketStatus.New, Status("ITK-2025-0001/2"));
        Assert.Equal(TicketStatus.OnHold, Status("ITK-2025-0002"));
        Assert.Equal(TicketStatus.Pending, Status("safaridesk/4"));
        Assert.Equal((TicketStatus.Closed, TicketPriority.Urgent), (Status("ITK-2025-0003"), tickets["ITK-2025-0003"].Priority));
        // Resolved a year ago: the desk would have closed it three days later.
        Assert.Equal(TicketStatus.Closed, Status("ITK-2025-0004"));
        Assert.Equal(tickets["ITK-2025-0004"].ResolvedAt!.Value.AddDays(3), tickets["ITK-2025-0004"].ClosedAt);
        Assert.Equal(TicketStatus.New, Status("ITK-2025-0005"));
        // The first response was stamped at assignment; here the first answer counts.
        Assert.Equal(new DateTimeOffset(2025, 2, 1, 9, 0, 0, TimeSpan.Zero), tickets["ITK-2025-0001"].FirstResponseAt);
        Assert.Null(tickets["ITK-2025-0005"].FirstResponseAt);
    }

    [Fact]
    public async Task Internal_comments_stay_notes_whoever_wrote_them()
    {
        using var old = SafariDesk.Create();
        await using var desk = await TestDesk.StartAsync();
        await desk.ImportAsync(Importing.SafariDesk(old));

        var thread = await desk.ThreadAsync((await desk.TicketAsync("ITK-2025-0001")).Id);
        Assert.Equal(
            [
                (MessageKind.Customer, "Title 1\n\nIt broke", null), (MessageKind.Reply, "We look.", "Amina"), (MessageKind.Note, "He never pays", "Amina"),
                (MessageKind.Note, "He does now", "Rita Root"), (MessageKind.Customer, "Any news?", null), (MessageKind.Note, "posted by a stranger", null),
                (MessageKind.Customer, "me again", null),
            ],
            thread.Messages.Select(m => (m.Kind, m.Text, m.AuthorName)));
        Assert.All(await desk.MessagesAsync(MessageKind.Note), note => Assert.Null(note.AccountId));
    }

    [Fact]
    public async Task A_contact_a_portal_account_and_a_mere_address_are_one_customer()
    {
        using var old = SafariDesk.Create();
        await using var desk = await TestDesk.StartAsync();
        await desk.ImportAsync(Importing.SafariDesk(old));

        Assert.Equal((await desk.TicketAsync("ITK-2025-0001")).CustomerId, (await desk.TicketAsync("ITK-2025-0001/2")).CustomerId);
        Assert.Equal((await desk.TicketAsync("ITK-2025-0002")).CustomerId, (await desk.TicketAsync("safaridesk/4")).CustomerId);
        Assert.Equal(["Juma", "Local", "Nameless", "Newcomer"], await desk.LookAsync(db => db.Customers.Select(c => c.Name).OrderBy(n => n).ToListAsync()));
        var phone = await desk.LookAsync(db => db.CustomerIdentities.AsNoTracking().SingleAsync());
        Assert.Equal((IdentityKind.Phone, "254700111222"), (phone.Kind, phone.Value));
    }

    [Fact]
    public async Task People_come_with_role_department_and_whether_they_may_act()
    {
        using var old = SafariDesk.Create();
        await using var desk = await TestDesk.StartAsync();
        await desk.ImportAsync(Importing.SafariDesk(old));

        var teams = await desk.LookAsync(db => db.Departments.ToDictionaryAsync(d => d.Id, d => d.Name));
        var members = (await desk.LookAsync(db => db.Memberships.AsNoTracking().ToListAsync()))
            .ToDictionary(m => m.Name, m => (m.Role, m.Active, Teams: string.Join(' ', m.Departments.Select(d => teams[d.DepartmentId]).Order())));
        Assert.Equal(["Ada", "Amina", "Gone", "Rita Root"], members.Keys.Order());
        Assert.Equal((Role.Admin, true), (members["Rita Root"].Role, members["Rita Root"].Active));
        Assert.Equal("IT Support", members["Amina"].Teams);
        Assert.False(members["Gone"].Active);
        // The workspace's own team of the same name, however it is written.
        Assert.Equal(["IT", "Support", new string('x', 60)], await desk.LookAsync(db => db.Departments.Select(d => d.Name).OrderBy(n => n).ToListAsync()));
    }
}
