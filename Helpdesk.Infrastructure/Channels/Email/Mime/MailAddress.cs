namespace Helpdesk.Infrastructure.Channels.Email.Mime;

/// <summary>A mailbox as written in a header: the display name, decoded, and the address without brackets or route.</summary>
/// <param name="Name">Empty when none is given.</param>
/// <param name="Address">As written; not checked. Empty when the header names someone without an address.</param>
/// <param name="Group">The group it was listed in (RFC 5322 3.4), when it was.</param>
public sealed record MailAddress(string Name, string Address, string? Group = null)
{
    /// <inheritdoc/>
    public override string ToString() => Name.Length == 0 ? Address : $"{Name} <{Address}>";
}
