using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Sla;

/// <summary>The hours of a workspace, or of one of its departments when they differ.</summary>
public sealed class Calendar : Aggregate, ITenantOwned, ILogged
{
    private string _whose = "";

    private Calendar()
    {
    }

    /// <summary>The department's id, or the workspace's: each has at most one, whoever is faster.</summary>
    public long Id { get; private set; }

    public TenantId TenantId { get; private set; }

    /// <summary>Whose hours they are; none for the workspace's.</summary>
    public DepartmentId? DepartmentId { get; private set; }

    /// <summary>The open hours, in order of the week.</summary>
    public IReadOnlyList<WeeklyInterval> Week { get; private set; } = [];

    /// <summary>The days that are not worked, by date.</summary>
    public IReadOnlyList<Holiday> Holidays { get; private set; } = [];

    /// <summary>What is written down.</summary>
    public HoursDefinition Definition => new(Week, Holidays);

    string ILogged.LogName => _whose;

    /// <summary>The first hours of a workspace, or of its department, or what is wrong with them.</summary>
    public static Result<Calendar> Create(TenantId tenant, DepartmentId? department, HoursDefinition hours)
    {
        var calendar = new Calendar { Id = KeyOf(tenant, department), DepartmentId = department };
        return calendar.Write(hours) is { } refused ? refused : calendar;
    }

    /// <summary>The id the calendar of a workspace or department has.</summary>
    public static long KeyOf(TenantId tenant, DepartmentId? department) => department?.Value ?? tenant.Value;

    /// <summary>Names whose hours they are, for the activity log; the calendar itself keeps no name.</summary>
    public void Call(string whose) => _whose = whose;

    /// <summary>Writes other hours down, all or none.</summary>
    public Error? Change(HoursDefinition hours)
    {
        if (Write(hours) is { } refused) return refused;
        Edited();
        return null;
    }

    /// <summary>Says that it goes: what it falls back to holds from now on.</summary>
    public void Leave() => Raise(new HoursChanged(DepartmentId));

    private Error? Write(HoursDefinition hours)
    {
        if (hours.Check() is { } refused) return refused;
        (Week, Holidays) = hours.Tidy();
        Raise(new HoursChanged(DepartmentId));
        return null;
    }
}

/// <summary>The hours of a department, or of the workspace, are others now.</summary>
public sealed record HoursChanged(DepartmentId? Department) : IDomainEvent;
