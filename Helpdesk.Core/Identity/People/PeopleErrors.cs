using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Identity;

/// <summary>Refusals about people and their links.</summary>
public static class PeopleErrors
{
    public static readonly Error Name = new("person.name", ErrorKind.Invalid);
    public static readonly Error Email = new("person.email", ErrorKind.Invalid);
    public static readonly Error EmailTaken = new("person.email-taken", ErrorKind.Conflict);
    public static readonly Error Password = new("person.password", ErrorKind.Invalid);
    public static readonly Error Capacity = new("person.capacity", ErrorKind.Invalid);
    public static readonly Error Language = new("person.language", ErrorKind.Invalid);
    public static readonly Error Skill = new("person.skill", ErrorKind.Invalid);
    public static readonly Error Department = new("person.department", ErrorKind.Invalid);
    public static readonly Error Active = new("person.active", ErrorKind.Conflict);
    public static readonly Error NotActive = new("person.not-active", ErrorKind.Conflict);
    public static readonly Error LastAdmin = new("person.last-admin", ErrorKind.Conflict);
    public static readonly Error Yourself = new("person.yourself", ErrorKind.Conflict);
    public static readonly Error Link = new("link.unusable", ErrorKind.NotFound);
    public static readonly Error AlreadySetUp = new("setup.done", ErrorKind.Conflict);
    public static readonly Error NoSuchAgent = new("agent.not-found", ErrorKind.NotFound);
    public static readonly Error NoSuchInvitation = new("invitation.not-found", ErrorKind.NotFound);
}
