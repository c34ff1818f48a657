using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Identity;

/// <summary>Refusals about people and their links.</summary>
public static class PeopleErrors
{
    public static readonly Error DepartmentName = new("department.name", ErrorKind.Invalid);
    public static readonly Error Name = new("person.name", ErrorKind.Invalid);
    public static readonly Error Email = new("person.email", ErrorKind.Invalid);
    public static readonly Error EmailTaken = new("person.email-taken", ErrorKind.Conflict);
    public static readonly Error Password = new("person.password", ErrorKind.Invalid);
    public static readonly Error Link = new("link.unusable", ErrorKind.NotFound);
    public static readonly Error AlreadySetUp = new("setup.done", ErrorKind.Conflict);
    public static readonly Error NoSuchAgent = new("agent.not-found", ErrorKind.NotFound);
}
