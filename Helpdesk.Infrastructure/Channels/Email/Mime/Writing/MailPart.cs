namespace Helpdesk.Infrastructure.Channels.Email.Mime.Writing;

/// <summary>The tree a mail is written as.</summary>
internal abstract record MailPart
{
    private MailPart()
    {
    }

    public sealed record Text(string Type, TextBody Body) : MailPart;

    public sealed record File(OutgoingPart Part, string Type, string Disposition) : MailPart;

    public sealed record Group(string Type, IReadOnlyList<MailPart> Parts) : MailPart;
}
