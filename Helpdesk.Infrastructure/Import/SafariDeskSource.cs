using System.Runtime.CompilerServices;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Infrastructure.Import;

/// <summary>SafariDesk: tickets of e-mail, portal and staff with comments (SEEDS 2). One object reads one database: it keeps who is whose twin.</summary>
internal sealed class SafariDeskSource : IImportSource
{
    private readonly SafariDeskThreads _threads = new();
    private readonly Dictionary<string, OldRef> _known = new(StringComparer.OrdinalIgnoreCase);

    public string Name => "SafariDesk";

    public string NumberPattern => "ITK-{YYYY}-{####}";

    public IReadOnlyList<SourceTable> Tables { get; } =
    [
        new("users", "users_users", ["id", "username", "role_id"],
            ["email", "password", "first_name", "last_name", "is_active", "is_superuser", "status", "date_joined"], Essential: true),
        new("auth_group", "auth_groups", ["id", "name"], []),
        new("users_department", "users_users_department", ["users_id", "department_id"], []),
        new("departments", "tenant_department", ["id", "name"], []),
        new("contacts", "tenant_contact", ["id", "name"], ["email", "phone"]),
        new("customers", "users_customer", ["id", "email"], ["first_name", "last_name", "phone_number"]),
        new("tickets", "tenant_ticket", ["id", "title", "ticket_id", "status"],
            ["description", "department_id", "contact_id", "creator_name", "creator_email", "creator_phone", "priority", "assigned_to_id", "source", "created_at", "resolved_at", "is_deleted", "is_merged"],
            Essential: true),
        new("ticket_comments", "tenant_ticketcomment", ["id", "ticket_id", "content", "created_at"], ["author_id", "is_internal"], Essential: true),
        new("comment_replies", "tenant_commentreply", ["id", "parent_comment_id", "content", "created_at"], ["author_id", "is_internal"]),
        new("ticket_attachments", "tenant_ticketattachment", ["id", "ticket_id", "file_url"], ["filename"]),
        new("ticket_comment_attachments", "tenant_ticketreplayattachment", ["id", "comment_id", "file_url"], ["filename"]),
        new("kb_categories", "tenant_kbcategory", ["id", "name"], []),
        new("kb_articles", "tenant_kbarticle", ["id", "title", "content"], []),
        new("email_templates", "tenant_emailtemplate", ["id"], []),
        new("ticket_categories", "tenant_ticketcategories", ["id", "name"], []),
    ];

    public IReadOnlyList<AsideFile> Aside { get; } =
    [
        new("articles.json", [new("kb_categories"), new("kb_articles")]),
        new("templates.json", [new("email_templates")]),
        new("customers.json", [new("contacts", "name", "email", "phone", "notes", "tags", "owner_id"), new("customers", "id", "email", "phone_number")]),
        new("tickets.json",
        [
            new("ticket_categories"),
            new("tickets", "ticket_id", "category_id", "creator_name", "creator_email", "creator_phone", "notes", "customer_tier", "source", "due_date", "tags", "merged_into_id", "merge_note", "is_archived"),
        ]),
    ];

    public async IAsyncEnumerable<OldDepartment> DepartmentsAsync(SourceReading reading, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in reading.ReadAsync("departments", "\"id\"", "departments", ct: ct))
        {
            var id = new OldRef("departments", row.Text("id")!);
            if (row.Text("name") is { } name) yield return new OldDepartment(id, name);
            else reading.Report.Misfit(id, "has no name");
        }
    }

    public async IAsyncEnumerable<OldPerson> PeopleAsync(SourceReading reading, [EnumeratorCancellation] CancellationToken ct)
    {
        var roles = new Dictionary<string, string>();
        await foreach (var row in reading.ReadAsync("auth_group", "\"id\"", null, ct: ct)) roles[row.Text("id")!] = row.Text("name") ?? "";
        var teams = new Dictionary<string, List<OldRef>>();
        await foreach (var row in reading.ReadAsync("users_department", "\"users_id\", \"department_id\"", null, ct: ct))
        {
            if (!teams.TryGetValue(row.Text("users_id")!, out var list)) teams[row.Text("users_id")!] = list = [];
            list.Add(new("departments", row.Text("department_id")!));
        }

        await foreach (var row in reading.ReadAsync("users", "\"id\"", "users", ct: ct))
        {
            var id = new OldRef("users", row.Text("id")!);
            var role = row.Flag("is_superuser") ? "superuser" : roles.GetValueOrDefault(row.Text("role_id") ?? "", "").ToLowerInvariant();
            if (role == "customer")
            {
                _threads.CustomersAmongUsers.Add(id.Id);
                reading.Report.Misfit(id, "is a customer, not a colleague");
                continue;
            }

            var login = row.Text("username") ?? "";
            var name = $"{row.Text("first_name")} {row.Text("last_name")}".Trim();
            yield return new OldPerson(
                id, row.Text("email"), login, name.Length > 0 ? name : login, role, row.Flag("is_active", otherwise: true) && row.Text("status") is null or "A",
                row.Text("password"), teams.GetValueOrDefault(id.Id, []), row.Instant("date_joined"));
        }
    }

    public async IAsyncEnumerable<OldAlias> AliasesAsync(SourceReading reading, [EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        yield break;
    }

    public async IAsyncEnumerable<OldCustomer> CustomersAsync(SourceReading reading, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in reading.ReadAsync("contacts", "\"id\"", "contacts", ct: ct))
            yield return Person(reading, new("contacts", row.Text("id")!), row.Text("name"), row.Text("email"), row.Text("phone"), row.Instant("created_at"));
        await foreach (var row in reading.ReadAsync("customers", "\"id\"", "customers", ct: ct))
        {
            var name = $"{row.Text("first_name")} {row.Text("last_name")}".Trim();
            yield return Person(reading, new("customers", row.Text("id")!), name.Length > 0 ? name : null, row.Text("email"), row.Text("phone_number"), row.Instant("date_joined"));
        }

        await foreach (var row in reading.ReadAsync("tickets", "\"id\"", null, ct: ct))
        {
            if (row.Text("contact_id") is not null || row.Flag("is_deleted") || Creator(row) is not { Table: "ticket_creators" } creator || !_threads.Creators.Add(creator.Id)) continue;
            reading.Report.Table("ticket_creators").Read++;
            yield return Person(reading, creator, row.Text("creator_name"), row.Text("creator_email"), row.Text("creator_phone"), row.Instant("created_at"));
        }
    }

    public async IAsyncEnumerable<OldTicket> TicketsAsync(SourceReading reading, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in reading.ReadAsync("tickets", "\"id\"", "tickets", ct: ct))
        {
            var id = new OldRef("tickets", row.Text("id")!);
            if (row.Flag("is_deleted")) reading.Report.Misfit(id, "lies in the trash");
            else if (row.Instant("created_at") is { } created) yield return Ticket(reading, row, id, created);
            else reading.Report.Misfit(id, "has no time");
        }
    }

    public IAsyncEnumerable<OldEntry> EntriesAsync(SourceReading reading, CancellationToken ct) => _threads.EntriesAsync(reading, ct);

    public IAsyncEnumerable<OldFile> FilesAsync(SourceReading reading, CancellationToken ct) => SafariDeskThreads.FilesAsync(reading, ct);

    private OldTicket Ticket(SourceReading reading, SourceRow row, OldRef id, DateTimeOffset created)
    {
        var (status, priority) = (OldWords.SafariDeskStatus(row.Text("status")?.ToLowerInvariant()), OldWords.PriorityOf(row.Text("priority")?.ToLowerInvariant()));
        if (status is null) reading.Report.Remark(id, $"its status '{row.Text("status")}' is unknown: it is open here");
        if (priority is null) reading.Report.Remark(id, $"its priority '{row.Text("priority")}' is unknown: it is normal here");
        if (row.Flag("is_merged")) reading.Report.Remark(id, "had been merged into another: it stays a closed one of its own");
        reading.Report.Remark(id, $"came by {row.Text("source") ?? "an unknown way"}: its history is here, but nothing can leave that way yet");
        // Closing left resolved_at empty (SEEDS 4.2); the first response was stamped at assignment, so the thread tells it instead.
        var ended = status is TicketStatus.Resolved or TicketStatus.Closed
            ? row.Instant("resolved_at") ?? row.Instant("merged_at") ?? row.Instant("date_updated") ?? row.Instant("updated_at") ?? created
            : (DateTimeOffset?)null;
        var holder = row.Ref("users", "assigned_to_id");
        return new OldTicket(
            id, row.Text("ticket_id"), Creator(row), row.Ref("departments", "department_id"), holder, holder, status ?? TicketStatus.Open,
            priority ?? TicketPriority.Normal, created, null, ended, status == TicketStatus.Closed ? ended : null);
    }

    // Whose ticket it is: the linked contact, somebody known by the same address, or somebody known only by the ticket.
    private OldRef Creator(SourceRow ticket)
    {
        if (ticket.Ref("contacts", "contact_id") is { } contact) return contact;
        foreach (var address in new[] { ticket.Text("creator_email"), ticket.Text("creator_phone") }.OfType<string>())
            if (_known.TryGetValue(address, out var known)) return known;
        // A digest, because the report names rows by their ids.
        return new("ticket_creators", (ticket.Text("creator_email") ?? ticket.Text("creator_phone")) is { } key
            ? Fingerprint.Of(key.ToLowerInvariant())
            : $"ticket {ticket.Text("id")}");
    }

    private OldCustomer Person(SourceReading reading, OldRef id, string? name, string? email, string? phone, DateTimeOffset? since)
    {
        var twin = email is not null && _known.TryGetValue(email, out var other) ? other : (OldRef?)null;
        var address = OldAddresses.InternationalPhone(phone);
        if (phone is not null && address is null) reading.Report.Remark(id, "its phone number names no country");
        foreach (var key in new[] { email, phone }.OfType<string>())
            if (id.Table != "ticket_creators") _known.TryAdd(key, id);
        return new OldCustomer(id, name ?? email, address is null ? [] : [address], since, twin);
    }
}
