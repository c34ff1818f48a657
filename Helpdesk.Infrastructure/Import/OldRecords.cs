using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Infrastructure.Import;

/// <summary>A row of the other system.</summary>
internal readonly record struct OldRef(string Table, string Id);

/// <summary>What every kind of old record has.</summary>
internal abstract record OldRecord(OldRef Ref);

internal sealed record OldDepartment(OldRef Ref, string Name) : OldRecord(Ref);

/// <summary>A colleague.</summary>
/// <param name="Login">The old user name: stands in for a missing e-mail address.</param>
/// <param name="Role">The old role by name; <c>superuser</c> for one.</param>
/// <param name="PasswordHash">As Django wrote it.</param>
internal sealed record OldPerson(
    OldRef Ref, string? Email, string Login, string Name, string Role, bool Active, string? PasswordHash,
    IReadOnlyList<OldRef> Departments, DateTimeOffset? JoinedAt) : OldRecord(Ref);

/// <summary>A row that stands for another row: an agent for its user.</summary>
internal sealed record OldAlias(OldRef Ref, OldRef Of) : OldRecord(Ref);

/// <summary>A customer.</summary>
/// <param name="SameAs">A row already read that is the same person.</param>
internal sealed record OldCustomer(
    OldRef Ref, string? Name, IReadOnlyList<CustomerAddress> Addresses, DateTimeOffset? Since, OldRef? SameAs = null) : OldRecord(Ref);

internal sealed record OldTicket(
    OldRef Ref, string? Number, OldRef Customer, OldRef? Department, OldRef? Owner, OldRef? Holder, TicketStatus Status, TicketPriority Priority,
    DateTimeOffset CreatedAt, DateTimeOffset? FirstResponseAt, DateTimeOffset? ResolvedAt, DateTimeOffset? ClosedAt) : OldRecord(Ref);

internal sealed record OldEntry(
    OldRef Ref, OldRef Ticket, MessageKind Kind, OldRef? Author, string? Text, string? ExternalId, DateTimeOffset SentAt, DeliveryState Delivery,
    DateTimeOffset? RevokedAt, bool Read, string? UnknownType) : OldRecord(Ref);

/// <summary>A file of an entry: where the old system said it lies.</summary>
internal sealed record OldFile(OldRef Ref, OldRef Entry, string Url, string? Name) : OldRecord(Ref);

/// <summary>A short digest of what was taken from a row.</summary>
internal static class Fingerprint
{
    public static string Of(params ReadOnlySpan<object?> values)
    {
        var text = new StringBuilder();
        foreach (var value in values) text.Append(CultureInfo.InvariantCulture, $"{value}\u001f");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }
}
