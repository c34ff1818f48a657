namespace Helpdesk.Tests.Import;

/// <summary>A Khalifa database (SEEDS 1) with a spread of what real ones hold, the known defects included.</summary>
public static class Khalifa
{
    /// <summary>What <see cref="Hash"/> was made of.</summary>
    public const string Password = "pass12";

    /// <summary>By Django: <c>hashlib.pbkdf2_hmac('sha256', b'pass12', b'NaClSalt', 1000)</c>.</summary>
    public const string Hash = "pbkdf2_sha256$1000$NaClSalt$bQZ2eDg/ZcKouNXRJnPEuSpTMZOnJh6b5onb7dwa7/c=";

    private const string Schema = """
        CREATE TABLE users (id INTEGER PRIMARY KEY, username TEXT, email TEXT, password_hash TEXT, role TEXT, full_name TEXT, phone TEXT,
          is_active BOOL, is_online BOOL, is_staff BOOL, is_superuser BOOL, created_at TEXT, updated_at TEXT);
        CREATE TABLE agents (id INTEGER PRIMARY KEY, user_id INTEGER, max_capacity INTEGER, status TEXT);
        CREATE TABLE customers (id INTEGER PRIMARY KEY, phone_number TEXT, wa_id TEXT, name TEXT, email TEXT, notes TEXT, customer_type TEXT,
          source TEXT, is_blocked BOOL, first_contact_date TEXT, created_at TEXT);
        CREATE TABLE customer_tags (id INTEGER PRIMARY KEY, customer_id INTEGER, tag TEXT);
        CREATE TABLE customer_notes (id INTEGER PRIMARY KEY, customer_id INTEGER, created_by_id INTEGER, note_text TEXT, is_important BOOL, created_at TEXT);
        CREATE TABLE tickets (id INTEGER PRIMARY KEY, ticket_number TEXT, customer_id INTEGER, assigned_agent_id INTEGER, current_agent_id INTEGER,
          status TEXT, category TEXT, priority TEXT, is_delayed BOOL, delay_count INTEGER, total_delay_minutes INTEGER, created_at TEXT,
          first_response_at TEXT, last_message_at TEXT, closed_at TEXT, closure_reason TEXT, updated_at TEXT);
        CREATE TABLE messages (id INTEGER PRIMARY KEY, ticket_id INTEGER, sender_id INTEGER, sender_type TEXT, direction TEXT DEFAULT 'outgoing',
          message_text TEXT, message_type TEXT DEFAULT 'text', media_url TEXT, whatsapp_message_id TEXT, delivery_status TEXT DEFAULT 'pending',
          is_deleted BOOL DEFAULT 0, is_read BOOL DEFAULT 0, created_at TEXT, updated_at TEXT);
        CREATE TABLE global_templates (id INTEGER PRIMARY KEY, name TEXT, content TEXT, category TEXT, is_active BOOL);
        CREATE TABLE agent_templates (id INTEGER PRIMARY KEY, agent_id INTEGER, name TEXT, content TEXT, usage_count INTEGER);
        CREATE TABLE login_attempts (id INTEGER PRIMARY KEY, username TEXT);
        CREATE TABLE django_session (session_key TEXT PRIMARY KEY);
        """;

    /// <summary>An empty one.</summary>
    public static OldDatabase Empty() => new(Schema);

    /// <summary>Three people, two agents, five customers, six tickets.</summary>
    public static OldDatabase Create()
    {
        var old = Empty();
        old.Add("users", new { id = 1, username = "boss", email = "boss@khalifa.example", password_hash = Hash, role = "admin", full_name = "خليفة", is_active = 1, is_superuser = 0, created_at = "2025-01-01 08:00:00" })
            .Add("users", new { id = 2, username = "mona", email = "mona@khalifa.example", password_hash = Hash, role = "agent", full_name = "Mona", is_active = 1, created_at = "2025-01-01 08:00:00.5" })
            .Add("users", new { id = 3, username = "Omar Said", email = (string?)null, password_hash = "!unusable", role = "supervisor", full_name = "Omar", is_active = 0, created_at = "2025-01-02 08:00:00" })
            .Add("agents", new { id = 11, user_id = 2 })
            .Add("agents", new { id = 12, user_id = 3 })
            .Add("agents", new { id = 13, user_id = 99 });
        // A good number, the same number with its zero, a number made up from a privacy id, a wrong number, and a customer of the sidecar's kind.
        old.Add("customers", new { id = 1, phone_number = "201012345678", wa_id = "201012345678@c.us", name = "سارة", email = "sara@example.com", customer_type = "vip", first_contact_date = "2025-01-05 10:00:00" })
            .Add("customers", new { id = 2, phone_number = "01012345678", wa_id = "01012345678", name = "Sara again", first_contact_date = "2025-01-06 10:00:00" })
            .Add("customers", new { id = 3, phone_number = "201000654321", wa_id = "123450987654321@lid", name = "Lid", first_contact_date = "2025-01-06 10:00:00" })
            .Add("customers", new { id = 4, phone_number = "12345", wa_id = "12345", name = "Wrong", first_contact_date = "2025-01-06 10:00:00" })
            .Add("customers", new { id = 5, phone_number = "201112223334", wa_id = "201112223334", name = (string?)null, first_contact_date = "2025-01-07 10:00:00" })
            .Add("customer_tags", new { id = 1, customer_id = 1, tag = "diabetes" });
        old.Add("tickets", new { id = 1, ticket_number = "TKT-20250105-0001", customer_id = 1, assigned_agent_id = 11, current_agent_id = 12, status = "closed", category = "complaint", priority = "urgent", created_at = "2025-01-05 10:00:00", closed_at = "2025-01-05 12:00:00" })
            .Add("tickets", new { id = 2, ticket_number = "TKT-20250106-0007", customer_id = 2, assigned_agent_id = 11, current_agent_id = 11, status = "delayed", priority = "medium", created_at = "2025-01-06 10:00:00" })
            .Add("tickets", new { id = 3, ticket_number = "TKT-20250106-0008", customer_id = 3, status = "pending", priority = "normal", created_at = "2025-01-06 11:00:00" })
            .Add("tickets", new { id = 4, ticket_number = "TKT-20250106-0009", customer_id = 4, assigned_agent_id = 13, status = "somehow", priority = "low", created_at = "2025-01-06 11:00:00" })
            .Add("tickets", new { id = 5, ticket_number = "0042", customer_id = 5, status = "open", priority = "high", created_at = "2025-01-07 11:00:00" })
            .Add("tickets", new { id = 6, ticket_number = "TKT-20250107-0001", customer_id = 77, status = "open", priority = "high", created_at = "2025-01-07 11:00:00" });
        AddMessages(old);
        old.Add("global_templates", new { id = 1, name = "Greeting", content = "أهلاً {name}", is_active = 1 })
            .Add("agent_templates", new { id = 1, agent_id = 11, name = "Mine", content = "On my way", usage_count = 3 })
            .Add("login_attempts", new { id = 1, username = "mona" })
            .Add("django_session", new { session_key = "x" });
        return old;
    }

    private static void AddMessages(OldDatabase old) => old
        // Out of order on purpose: the thread is ordered by time.
        .Add("messages", new { id = 2, ticket_id = 1, sender_id = 2, sender_type = "agent", direction = "outgoing", message_text = "How can I help?", delivery_status = "read", created_at = "2025-01-05 10:05:00", whatsapp_message_id = "true_201012345678@c.us_3EB0B" })
        .Add("messages", new { id = 1, ticket_id = 1, sender_type = "customer", direction = "incoming", message_text = "عندي شكوى", delivery_status = "delivered", is_read = 1, created_at = "2025-01-05 10:00:00", whatsapp_message_id = "false_201012345678@c.us_3EB0A" })
        .Add("messages", new { id = 3, ticket_id = 1, sender_type = "customer", message_text = (string?)null, message_type = "image", media_url = "http://localhost:8888/uploads/photo.jpg", is_read = 1, created_at = "2025-01-05 10:06:00" })
        .Add("messages", new { id = 4, ticket_id = 1, sender_type = "customer", message_text = "prescription.pdf", message_type = "document", media_url = "/uploads/gone.pdf", is_read = 1, created_at = "2025-01-05 10:07:00" })
        .Add("messages", new { id = 5, ticket_id = 1, sender_id = 3, sender_type = "agent", message_text = "Never mind", is_deleted = 1, delivery_status = "sent", created_at = "2025-01-05 10:08:00", updated_at = "2025-01-05 10:09:00" })
        .Add("messages", new { id = 6, ticket_id = 2, sender_type = "customer", message_text = "2", is_read = 1, created_at = "2025-01-06 10:00:00" })
        .Add("messages", new { id = 7, ticket_id = 2, sender_type = "system", message_text = "Welcome", delivery_status = "sent", created_at = "2025-01-06 10:00:01" })
        .Add("messages", new { id = 8, ticket_id = 2, sender_id = 2, sender_type = "agent", message_text = "Queued for ever", delivery_status = "pending", created_at = "2025-01-06 10:01:00" })
        .Add("messages", new { id = 9, ticket_id = 3, sender_type = "customer", message_text = "hello?", created_at = "2025-01-06 11:00:00" })
        .Add("messages", new { id = 10, ticket_id = 5, sender_type = "customer", message_text = "Hi", is_read = 1, created_at = "2025-01-07 11:00:00" })
        .Add("messages", new { id = 11, ticket_id = 5, sender_id = 2, sender_type = "agent", message_text = "Hello", delivery_status = "delivered", created_at = "2025-01-07 11:02:00" })
        .Add("messages", new { id = 12, ticket_id = 6, sender_type = "customer", message_text = "lost", created_at = "2025-01-07 11:00:00" })
        .Add("messages", new { id = 13, ticket_id = 5, sender_type = "customer", message_text = "no time", created_at = "yesterday" });
}
