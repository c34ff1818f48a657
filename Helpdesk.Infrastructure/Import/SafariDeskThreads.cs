using System.Runtime.CompilerServices;
using Helpdesk.Core.Conversations;

namespace Helpdesk.Infrastructure.Import;

/// <summary>SafariDesk's threads: a ticket's own words come first, then comments, then answers to comments.</summary>
internal sealed class SafariDeskThreads
{
    private const string Openings = "ticket_openings";

    /// <summary>Users who are customers: what they wrote is the customer's.</summary>
    public HashSet<string> CustomersAmongUsers { get; } = [];

    /// <summary>Creators already told.</summary>
    public HashSet<string> Creators { get; } = [];

    public async IAsyncEnumerable<OldEntry> EntriesAsync(SourceReading reading, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in reading.ReadAsync("tickets", "\"id\"", Openings, ct: ct))
        {
            var id = new OldRef(Openings, row.Text("id")!);
            if (row.Flag("is_deleted")) reading.Report.Misfit(id, "its ticket was not imported");
            else if (row.Instant("created_at") is not { } at) reading.Report.Misfit(id, "has no time");
            else yield return Words(id, new("tickets", id.Id), MessageKind.Customer, null, Opening(row), at);
        }

        await foreach (var row in reading.ReadAsync("ticket_comments", "\"ticket_id\", \"created_at\", \"id\"", "ticket_comments", ct: ct))
            if (Comment(reading, row, "ticket_comments") is { } entry) yield return entry;

        if (reading.Tables.Find("ticket_comments") is not { } comments) yield break;
        var join = $"AS r JOIN {comments} AS c ON c.\"id\" = r.\"parent_comment_id\"";
        await foreach (var row in reading.ReadAsync("comment_replies", "c.\"ticket_id\", r.\"created_at\", r.\"id\"", "comment_replies", join, ct))
            if (Comment(reading, row, "comment_replies") is { } entry) yield return entry;
    }

    public static async IAsyncEnumerable<OldFile> FilesAsync(SourceReading reading, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in reading.ReadAsync("ticket_attachments", "\"id\"", "ticket_attachments", ct: ct))
            yield return new OldFile(new("ticket_attachments", row.Text("id")!), new(Openings, row.Text("ticket_id") ?? ""), row.Text("file_url") ?? "", row.Text("filename"));
        await foreach (var row in reading.ReadAsync("ticket_comment_attachments", "\"id\"", "ticket_comment_attachments", ct: ct))
            yield return new OldFile(new("ticket_comment_attachments", row.Text("id")!), new("ticket_comments", row.Text("comment_id") ?? ""), row.Text("file_url") ?? "", row.Text("filename"));
    }

    private OldEntry? Comment(SourceReading reading, SourceRow row, string table)
    {
        var id = new OldRef(table, row.Text("id")!);
        if (row.Ref("tickets", "ticket_id") is not { } ticket || row.Instant("created_at") is not { } at)
        {
            reading.Report.Misfit(id, "has no ticket or no time");
            return null;
        }

        var author = row.Ref("users", "author_id");
        if (author is { } user && CustomersAmongUsers.Contains(user.Id)) author = null;
        // Internal stays internal, whoever wrote it: strangers could post such comments (SEEDS 23.2, 9), and none must turn public here.
        var kind = row.Flag("is_internal") ? MessageKind.Note : author is null ? MessageKind.Customer : MessageKind.Reply;
        return Words(id, ticket, kind, author, PlainText.Of(row.Text("content")), at);
    }

    private static OldEntry Words(OldRef id, OldRef ticket, MessageKind kind, OldRef? author, string? text, DateTimeOffset at) =>
        new(id, ticket, kind, author, text, null, at, kind == MessageKind.Reply ? DeliveryState.Sent : DeliveryState.None, null, true, null);

    private static string? Opening(SourceRow row)
    {
        var (title, words) = (PlainText.Of(row.Text("title")), PlainText.Of(row.Text("description")));
        return title is null || title == words ? words : words is null ? title : $"{title}\n\n{words}";
    }
}
