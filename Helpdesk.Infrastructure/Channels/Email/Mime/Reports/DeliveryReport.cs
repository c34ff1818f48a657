using Helpdesk.Infrastructure.Channels.Email.Mime.Headers;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Reports;

/// <summary>What became of a mail for one addressee (RFC 3464 2.3.3).</summary>
public enum DeliveryAction
{
    /// <summary>The report uses a word of its own.</summary>
    Unknown,

    /// <summary>Given up.</summary>
    Failed,

    /// <summary>Not yet; the server goes on trying.</summary>
    Delayed,

    /// <summary>Delivered.</summary>
    Delivered,

    /// <summary>Passed on to a server that does not report.</summary>
    Relayed,

    /// <summary>Delivered to a list that sends it on.</summary>
    Expanded,
}

/// <summary>The fate of a mail for one addressee.</summary>
/// <param name="Address">Where it went; empty when the report does not tell.</param>
/// <param name="OriginalAddress">Where its sender sent it, when told and different from where it went.</param>
/// <param name="Action">What became of it.</param>
/// <param name="Status">The enhanced status code, as <c>5.1.1</c> (RFC 3463); null when there is none.</param>
/// <param name="Diagnostic">The server's own words; null when there are none.</param>
public sealed record RecipientFate(string Address, string? OriginalAddress, DeliveryAction Action, string? Status, string? Diagnostic)
{
    /// <summary>Whether trying again is of no use: a failure whose code does not say that it may pass.</summary>
    public bool IsPermanent => Action == DeliveryAction.Failed && Status is not ['4', ..];
}

/// <summary>A delivery status notification (RFC 3464), in facts.</summary>
/// <param name="ReportingServer">Who reports; null when not told.</param>
/// <param name="Recipients">The fate per addressee.</param>
/// <param name="Original">What is given back of the mail; null when nothing is.</param>
public sealed record DeliveryReport(string? ReportingServer, IReadOnlyList<RecipientFate> Recipients, ReturnedMail? Original)
{
    /// <summary>The report a mail is; null when it is none.</summary>
    public static DeliveryReport? Of(Mail mail)
    {
        var part = mail.Root.Walk().FirstOrDefault(e => e.ContentType.Value is "message/delivery-status" or "message/global-delivery-status");
        if (part is null) return null;
        var groups = FieldGroups.Of(part);
        // The first group is about the mail, each further one about an addressee; some servers put all into one.
        var about = groups.FirstOrDefault(g => g.Last("Reporting-MTA") is not null);
        var fates = groups.Where(g => g.Last("Final-Recipient") is not null || g.Last("Action") is not null || g.Last("Status") is not null).Select(FateOf).ToList();
        return new DeliveryReport(about is null ? null : Typed(about, "Reporting-MTA"), fates, ReturnedMail.In(mail));
    }

    private static RecipientFate FateOf(HeaderList group)
    {
        var final = AddressIn(group, "Final-Recipient");
        var original = AddressIn(group, "Original-Recipient");
        var status = group.Text("Status") is { } text ? new HeaderScan(text).Until(' ', '\t').Trim() : null;
        return new RecipientFate(final ?? original ?? "", original == final ? null : original, ActionOf(group.Text("Action")), status is "" ? null : status, Typed(group, "Diagnostic-Code"));
    }

    private static DeliveryAction ActionOf(string? word) =>
        Enum.TryParse<DeliveryAction>(word is null ? "" : new HeaderScan(word).Until(' ', '\t', ';').Trim(), ignoreCase: true, out var action) && Enum.IsDefined(action) ? action : DeliveryAction.Unknown;

    private static string? AddressIn(HeaderList group, string name) =>
        Typed(group, name) is { } text ? AddressParser.Parse(text) is [var first, ..] ? first.Address : text : null;

    // "rfc822; jane@example.com", "smtp; 550 no such user": the type before the semicolon says how to read the rest (RFC 3464 2.1.2).
    private static string? Typed(HeaderList group, string name)
    {
        if (group.Text(name) is not { } text) return null;
        var value = text[(text.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim();
        return value.Length == 0 ? null : value;
    }
}
