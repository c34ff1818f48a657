using System.Runtime.CompilerServices;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Channels.WhatsApp;

namespace Helpdesk.Infrastructure.Import;

/// <summary>Khalifa: WhatsApp conversations of one Egyptian desk (SEEDS 1).</summary>
internal sealed class KhalifaSource : IImportSource
{
    private const string Users = "users";
    private const string Agents = "agents";
    private const string Customers = "customers";
    private const string Tickets = "tickets";
    private const string Messages = "messages";

    public string Name => "Khalifa";

    public string NumberPattern => "TKT-{YYYY}{MM}{DD}-{####}";

    public IReadOnlyList<SourceTable> Tables { get; } =
    [
        new(Users, "conversations_user", ["id", "username", "role"], ["full_name", "email", "password_hash", "is_active", "created_at"], Essential: true),
        new(Agents, "conversations_agent", ["id", "user_id"], []),
        new(Customers, "conversations_customer", ["id", "phone_number"], ["wa_id", "name", "first_contact_date"], Essential: true),
        new(Tickets, "conversations_ticket", ["id", "ticket_number", "customer_id", "status"],
            ["priority", "assigned_agent_id", "current_agent_id", "created_at", "first_response_at", "closed_at"], Essential: true),
        new(Messages, "conversations_message", ["id", "ticket_id", "sender_type", "created_at"],
            ["sender_id", "message_text", "message_type", "media_url", "whatsapp_message_id", "delivery_status", "is_deleted", "is_read"], Essential: true),
        new("customer_tags", "conversations_customertag", ["id", "tag"], []),
        new("customer_notes", "conversations_customernote", ["id", "note_text"], []),
        new("global_templates", "conversations_globaltemplate", ["id", "content"], []),
        new("agent_templates", "conversations_agenttemplate", ["id", "content"], []),
        new("auto_reply_triggers", "conversations_autoreplytrigger", ["id", "trigger_keyword"], []),
    ];

    public IReadOnlyList<AsideFile> Aside { get; } =
    [
        new("templates.json", [new("global_templates"), new("agent_templates"), new("auto_reply_triggers")]),
        new("customers.json", [new(Customers, "name", "email", "notes", "customer_type", "source", "is_blocked"), new("customer_tags"), new("customer_notes")]),
        new("tickets.json", [new(Tickets, "ticket_number", "category", "closure_reason", "delay_count", "total_delay_minutes", "response_time_seconds", "handling_time_seconds")]),
    ];

    public async IAsyncEnumerable<OldDepartment> DepartmentsAsync(SourceReading reading, [EnumeratorCancellation] CancellationToken ct)
    {
        // It knew none: everybody works the workspace's first.
        await Task.CompletedTask;
        yield break;
    }

    public async IAsyncEnumerable<OldPerson> PeopleAsync(SourceReading reading, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in reading.ReadAsync(Users, "\"id\"", Users, ct: ct))
        {
            var login = row.Text("username") ?? "";
            yield return new OldPerson(
                new(Users, row.Text("id")!), row.Text("email"), login, row.Text("full_name") ?? login,
                row.Flag("is_superuser") ? "superuser" : row.Text("role")?.ToLowerInvariant() ?? "", row.Flag("is_active", otherwise: true),
                row.Text("password_hash") ?? row.Text("password"), [], row.Instant("created_at"));
        }
    }

    public async IAsyncEnumerable<OldAlias> AliasesAsync(SourceReading reading, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in reading.ReadAsync(Agents, "\"id\"", Agents, ct: ct))
            if (row.Ref(Users, "user_id") is { } user) yield return new OldAlias(new(Agents, row.Text("id")!), user);
            else reading.Report.Misfit(new(Agents, row.Text("id")!), "has no user");
    }

    public async IAsyncEnumerable<OldCustomer> CustomersAsync(SourceReading reading, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in reading.ReadAsync(Customers, "\"id\"", Customers, ct: ct))
        {
            var id = new OldRef(Customers, row.Text("id")!);
            var (number, chat) = (row.Text("phone_number"), OldAddresses.OfChat(row.Text("wa_id")));
            // A privacy id was sometimes stored as the phone number itself.
            if (chat is null && OldAddresses.OfChat(number) is { Kind: IdentityKind.WhatsAppLid } privacy) chat = privacy;
            var phone = OldAddresses.IsMadeUp(number, chat) ? null : OldAddresses.EgyptianPhone(number);
            if (OldAddresses.IsMadeUp(number, chat)) reading.Report.Remark(id, "its phone number was made up from a privacy id: only the id was taken");
            else if (phone is null && number is not null) reading.Report.Remark(id, "its phone number is no Egyptian number");
            if (chat is null && row.Text("wa_id") is not null) reading.Report.Remark(id, "its WhatsApp id is none of a person");
            yield return new OldCustomer(
                id, row.Text("name"), [.. new[] { phone, chat }.OfType<CustomerAddress>().Distinct()], row.Instant("first_contact_date") ?? row.Instant("created_at"));
        }
    }

    public async IAsyncEnumerable<OldTicket> TicketsAsync(SourceReading reading, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in reading.ReadAsync(Tickets, "\"id\"", Tickets, ct: ct))
        {
            var id = new OldRef(Tickets, row.Text("id")!);
            if (row.Ref(Customers, "customer_id") is not { } customer || (row.Instant("created_at") ?? row.Instant("last_message_at")) is not { } created)
            {
                reading.Report.Misfit(id, "has no customer or no time");
                continue;
            }

            var (status, priority) = (OldWords.KhalifaStatus(row.Text("status")), OldWords.PriorityOf(row.Text("priority")));
            if (status is null) reading.Report.Remark(id, $"its status '{row.Text("status")}' is unknown: it is open here");
            if (priority is null) reading.Report.Remark(id, $"its priority '{row.Text("priority")}' is unknown: it is normal here");
            var ended = status == TicketStatus.Closed ? row.Instant("closed_at") ?? row.Instant("updated_at") ?? created : (DateTimeOffset?)null;
            var owner = row.Ref(Agents, "assigned_agent_id");
            yield return new OldTicket(
                id, row.Text("ticket_number"), customer, null, owner, row.Ref(Agents, "current_agent_id") ?? owner, status ?? TicketStatus.Open,
                priority ?? TicketPriority.Normal, created, row.Instant("first_response_at"), ended, ended);
        }
    }

    public async IAsyncEnumerable<OldEntry> EntriesAsync(SourceReading reading, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in reading.ReadAsync(Messages, "\"ticket_id\", \"created_at\", \"id\"", Messages, ct: ct))
        {
            var id = new OldRef(Messages, row.Text("id")!);
            if (row.Ref(Tickets, "ticket_id") is not { } ticket || row.Instant("created_at") is not { } at)
            {
                reading.Report.Misfit(id, "has no ticket or no time");
                continue;
            }

            // Who sent it decides: the direction was 'outgoing' unless somebody thought of it.
            var fromCustomer = row.Text("sender_type") == "customer";
            var (text, type) = (row.Text("message_text"), row.Text("message_type") ?? "text");
            var unknown = text is null && row.Text("media_url") is null && type != "text" ? type : null;
            yield return new OldEntry(
                id, ticket, fromCustomer ? MessageKind.Customer : MessageKind.Reply,
                fromCustomer || row.Text("sender_type") == "system" ? null : row.Ref(Users, "sender_id"), text, Key(row.Text("whatsapp_message_id")), at,
                fromCustomer ? DeliveryState.None : OldWords.DeliveryOf(row.Text("delivery_status")),
                row.Flag("is_deleted") ? row.Instant("updated_at") ?? at : null, !fromCustomer || row.Flag("is_read"), unknown);
        }
    }

    public async IAsyncEnumerable<OldFile> FilesAsync(SourceReading reading, [EnumeratorCancellation] CancellationToken ct)
    {
        if (reading.Tables.Names.TryGetValue(Messages, out var name) && !reading.Database.Tables[name].Contains("media_url")) yield break;
        await foreach (var row in reading.ReadAsync(Messages, "\"id\"", "message_files", "WHERE \"media_url\" <> ''", ct))
            yield return new OldFile(new("message_files", row.Text("id")!), new(Messages, row.Text("id")!), row.Text("media_url") ?? "", null);
    }

    // Ours is the stable part (DECISIONS 6), so that a message read back from the phone later is known.
    private static string? Key(string? id) => id is null ? null : MessageKey.Parse(id)?.Key ?? (id.Length <= 120 ? id : null);
}
