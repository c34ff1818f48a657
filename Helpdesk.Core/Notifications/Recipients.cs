using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Notifications;

/// <summary>A member who may be told something.</summary>
public sealed record Recipient(AgentId Id, string Name, IReadOnlySet<Permission> Granted, IReadOnlySet<DepartmentId> Departments, AgentState State)
{
    /// <summary>Whether the member sees a ticket that lies there: nobody is led to what is hidden from them.</summary>
    public bool Sees(TicketPlace place) => Granted.Contains(Permission.ViewTickets)
        && (Granted.Contains(Permission.ViewAllTickets) || Departments.Contains(place.Department) || place.Assignee == Id || place.Owner == Id);

    /// <summary>Whether the member supervises who works in these departments (<see cref="AgentReach"/>).</summary>
    public bool Supervises(IEnumerable<DepartmentId> departments) => Granted.Contains(Permission.SuperviseAgents)
        && (Granted.Contains(Permission.ViewAllTickets) || departments.Any(Departments.Contains));
}

/// <summary>The active members of the acting workspace.</summary>
public interface IRecipients
{
    /// <summary>All of them.</summary>
    Task<IReadOnlyList<Recipient>> AllAsync(CancellationToken ct);
}

/// <summary>Who of them is told.</summary>
public static class Choosing
{
    /// <summary>Who works in a department and is online.</summary>
    public static IEnumerable<AgentId> OnlineIn(this IEnumerable<Recipient> all, DepartmentId department) =>
        all.Where(r => r.State == AgentState.Online && r.Departments.Contains(department) && r.Granted.Contains(Permission.ViewTickets)).Select(r => r.Id);

    /// <summary>Who supervises a department.</summary>
    public static IEnumerable<AgentId> SupervisorsOf(this IEnumerable<Recipient> all, DepartmentId department) =>
        all.Where(r => r.Supervises([department])).Select(r => r.Id);

    /// <summary>Who supervises an agent; nobody supervises themselves.</summary>
    public static IEnumerable<AgentId> SupervisorsOf(this IReadOnlyCollection<Recipient> all, AgentId agent)
    {
        var departments = all.FirstOrDefault(r => r.Id == agent)?.Departments ?? new HashSet<DepartmentId>();
        return all.Where(r => r.Id != agent && r.Supervises(departments)).Select(r => r.Id);
    }

    /// <summary>Whom a note can name: who sees a ticket that lies there, but the note's author.</summary>
    public static IEnumerable<Recipient> ReadersBut(this IEnumerable<Recipient> all, AgentId author, IReadOnlyCollection<TicketPlace> places) =>
        all.Where(r => r.Id != author && places.Any(r.Sees));

    /// <summary>
    /// Whom a note names by <c>@</c>: a whole name, or a first name only one member has. The longest name that fits is meant, so that
    /// <c>@Ana Maria</c> is not Ana; and <c>@Anas</c> is not Ana either.
    /// </summary>
    public static IReadOnlyList<AgentId> NamedIn(this IReadOnlyCollection<Recipient> all, string text)
    {
        var names = all.SelectMany(r => (string[])[r.Name, First(r.Name)]).Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(n => n.Length).ToList();
        var found = new List<AgentId>();
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = text.IndexOf('@', at + 1))
        {
            var rest = text.AsSpan(at + 1);
            foreach (var name in names)
            {
                if (name.Length == 0 || !rest.StartsWith(name, StringComparison.OrdinalIgnoreCase)) continue;
                if (rest.Length > name.Length && char.IsLetterOrDigit(rest[name.Length])) continue;
                found.AddRange(Holders(all, name));
                break;
            }
        }

        return [.. found.Distinct()];
    }

    private static string First(string name) => name.Split(' ')[0];

    private static IEnumerable<AgentId> Holders(IReadOnlyCollection<Recipient> all, string name)
    {
        var whole = all.Where(r => string.Equals(r.Name, name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (whole.Count > 0) return whole.Select(r => r.Id);
        var first = all.Where(r => string.Equals(First(r.Name), name, StringComparison.OrdinalIgnoreCase)).ToList();
        return first.Count == 1 ? [first[0].Id] : [];
    }
}
