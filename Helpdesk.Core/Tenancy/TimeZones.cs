namespace Helpdesk.Core.Tenancy;

/// <summary>The time zones a workspace may choose from.</summary>
public static class TimeZones
{
    /// <summary>Those this machine knows by their region (IANA), in order, and UTC.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).Where(id => id.Contains('/', StringComparison.Ordinal) || id == "UTC").Order(StringComparer.Ordinal)];

    /// <summary>What a form proposes: the machine's own when it is one of them, else UTC.</summary>
    public static string Proposed { get; } = All.Contains(TimeZoneInfo.Local.Id) ? TimeZoneInfo.Local.Id : "UTC";
}
