namespace Helpdesk.Tests.Import;

/// <summary>A SafariDesk database (SEEDS 2) with a spread of what real ones hold, the known defects included.</summary>
public static class SafariDesk
{
    private const string Schema = """
        CREATE TABLE auth_group (id INTEGER PRIMARY KEY, name TEXT);
        CREATE TABLE users (id INTEGER PRIMARY KEY, password TEXT, username TEXT, first_name TEXT, last_name TEXT, email TEXT, role_id INTEGER,
          is_active BOOL, is_superuser BOOL, status TEXT, category TEXT, date_joined TEXT);
        CREATE TABLE users_department (id INTEGER PRIMARY KEY, users_id INTEGER, department_id INTEGER);
        CREATE TABLE customers (id INTEGER PRIMARY KEY, password TEXT, email TEXT, first_name TEXT, last_name TEXT, phone_number TEXT, date_joined TEXT);
        CREATE TABLE departments (id INTEGER PRIMARY KEY, name TEXT, slag TEXT, status TEXT);
        CREATE TABLE contacts (id INTEGER PRIMARY KEY, name TEXT, email TEXT, phone TEXT, notes TEXT, tags TEXT, is_deleted BOOL, created_at TEXT);
        CREATE TABLE tickets (id INTEGER PRIMARY KEY, title TEXT, description TEXT, department_id INTEGER, creator_name TEXT, creator_email TEXT,
          creator_phone TEXT, contact_id INTEGER, ticket_id TEXT, status TEXT, priority TEXT, assigned_to_id INTEGER, source TEXT, resolved_at TEXT,
          first_response_at TEXT, tags TEXT, is_merged BOOL, is_deleted BOOL, is_archived BOOL, created_at TEXT, date_updated TEXT);
        CREATE TABLE ticket_comments (id INTEGER PRIMARY KEY, ticket_id INTEGER, author_id INTEGER, content TEXT, is_internal BOOL, created_at TEXT);
        CREATE TABLE comment_replies (id INTEGER PRIMARY KEY, parent_comment_id INTEGER, author_id INTEGER, content TEXT, is_internal BOOL, created_at TEXT);
        CREATE TABLE ticket_attachments (id INTEGER PRIMARY KEY, ticket_id INTEGER, file_url TEXT, filename TEXT);
        CREATE TABLE kb_categories (id INTEGER PRIMARY KEY, name TEXT);
        CREATE TABLE kb_articles (id INTEGER PRIMARY KEY, title TEXT, content TEXT, category_id INTEGER, status TEXT);
        CREATE TABLE tasks (id INTEGER PRIMARY KEY, title TEXT);
        """;

    /// <summary>Five users of whom one is a customer and two share an address; ten tickets.</summary>
    public static OldDatabase Create()
    {
        var old = new OldDatabase(Schema);
        foreach (var (id, name) in new[] { (1, "admin"), (2, "agent"), (3, "customer"), (4, "manager") }) old.Add("auth_group", new { id, name });
        foreach (var (id, name) in new[] { (1, "IT"), (2, "support"), (3, new string('x', 70)) }) old.Add("departments", new { id, name, status = "A" });
        old.Add("users", new { id = 1, password = Khalifa.Hash, username = "root", first_name = "Rita", last_name = "Root", email = "rita@safari.example", role_id = 2, is_active = 1, is_superuser = 1, status = "A", date_joined = "2024-05-01 08:00:00" })
            .Add("users", new { id = 2, password = "argon2$argon2id$v=19$x", username = "amina", first_name = "Amina", last_name = "", email = "amina@safari.example", role_id = 4, is_active = 1, is_superuser = 0, status = "A", date_joined = "2024-05-01 08:00:00" })
            .Add("users", new { id = 3, password = Khalifa.Hash, username = "cust", first_name = "Cus", last_name = "Tomer", email = "c@x.example", role_id = 3, is_active = 1, is_superuser = 0, status = "A" })
            .Add("users", new { id = 4, password = Khalifa.Hash, username = "amina2", first_name = "Amina", last_name = "Two", email = "AMINA@safari.example", role_id = 2, is_active = 1, is_superuser = 0, status = "A" })
            .Add("users", new { id = 5, password = Khalifa.Hash, username = "gone", first_name = "Gone", last_name = "", email = "gone@safari.example", role_id = 2, is_active = 1, is_superuser = 0, status = "D" })
            .Add("users_department", new { id = 1, users_id = 2, department_id = 2 })
            .Add("users_department", new { id = 2, users_id = 2, department_id = 1 });
        old.Add("contacts", new { id = 1, name = "Juma", email = "juma@x.example", phone = "+254 700 111222", notes = "pays late", tags = "[\"vip\"]", is_deleted = 0, created_at = "2024-06-01 08:00:00" })
            .Add("contacts", new { id = 2, name = "Local", email = "local@x.example", phone = "0700111222", is_deleted = 0, created_at = "2024-06-01 08:00:00" })
            .Add("customers", new { id = 1, email = "juma@x.example", first_name = "Juma", last_name = "J" });
        AddTickets(old);
        AddThreads(old);
        return old.Add("ticket_attachments", new { id = 1, ticket_id = 1, file_url = "https://host/uploads/a/screen.png", filename = "screen shot.png" })
            .Add("kb_categories", new { id = 1, name = "General" })
            .Add("kb_articles", new { id = 1, title = "Reset it", content = "<p>Hold the button.</p>", category_id = 1, status = "published" })
            .Add("tasks", new { id = 1, title = "Buy cable" });
    }

    private static void AddTickets(OldDatabase old)
    {
        void Ticket(int id, string? number, string status, object? contact = null, string? email = null, string? name = null, string priority = "medium", int deleted = 0, int? holder = 2) =>
            old.Add("tickets", new
            {
                id,
                title = $"Title {id}",
                description = "<p>It&nbsp;broke</p><script>x()</script>",
                department_id = 1,
                creator_name = name,
                creator_email = email,
                contact_id = contact,
                ticket_id = number,
                status,
                priority,
                assigned_to_id = holder,
                source = "web",
                is_merged = 0,
                is_deleted = deleted,
                created_at = $"2025-02-{id:00} 08:00:00",
                first_response_at = "2025-02-01 08:00:00",
                date_updated = "2025-02-20 08:00:00",
            });

        Ticket(1, "ITK-2025-0001", "assigned", contact: 1);
        Ticket(2, "ITK-2025-0001", "created", email: "JUMA@x.example", holder: null);
        Ticket(3, "ITK-2025-0002", "hold", email: "new@x.example", name: "Newcomer");
        Ticket(4, null, "pending", email: "new@x.example", name: "Newcomer");
        Ticket(5, "ITK-2025-0003", "closed", contact: 2, priority: "critical");
        Ticket(6, "ITK-2025-0004", "resolved", contact: 2);
        Ticket(7, "ITK-2025-0005", "unassigned", name: "Nameless");
        Ticket(8, "ITK-2025-0006", "open", contact: 1, deleted: 1);
        Ticket(9, "ITK-2025-0450", "in_progress", contact: 1, holder: 3);
        Ticket(10, "ITK-2025-0001", "whatever", contact: 1, priority: "p1");
    }

    private static void AddThreads(OldDatabase old) => old
        .Add("ticket_comments", new { id = 1, ticket_id = 1, author_id = 2, content = "<p>We look.</p>", is_internal = 0, created_at = "2025-02-01 09:00:00" })
        .Add("ticket_comments", new { id = 2, ticket_id = 1, author_id = 2, content = "<p>He never pays</p>", is_internal = 1, created_at = "2025-02-01 09:05:00" })
        .Add("ticket_comments", new { id = 3, ticket_id = 1, content = "Any news?", is_internal = 0, created_at = "2025-02-01 10:00:00" })
        .Add("ticket_comments", new { id = 4, ticket_id = 1, content = "posted by a stranger", is_internal = 1, created_at = "2025-02-01 10:30:00" })
        .Add("ticket_comments", new { id = 5, ticket_id = 1, author_id = 3, content = "me again", is_internal = 0, created_at = "2025-02-01 11:00:00" })
        .Add("ticket_comments", new { id = 6, ticket_id = 8, author_id = 2, content = "in the trash", is_internal = 0, created_at = "2025-02-08 11:00:00" })
        .Add("comment_replies", new { id = 1, parent_comment_id = 2, author_id = 1, content = "He does <b>now</b>", is_internal = 1, created_at = "2025-02-01 09:06:00" });
}
