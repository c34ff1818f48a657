using Helpdesk.Core.Presence;
using Helpdesk.Core.Routing;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Web.Routing;

/// <summary>The workspace's rules as somebody edits them: times in minutes or seconds, zero for never.</summary>
public sealed class DeskRulesFields
{
    public double AwayAfter { get; set; }

    public LeavePolicy OnBreak { get; set; }

    public LeavePolicy OnSignOut { get; set; }

    public LeavePolicy OnConnectionLost { get; set; }

    public double IdleAfter { get; set; }

    public int WaveSize { get; set; }

    public int WavePause { get; set; }

    public int MissedOffers { get; set; }

    public double DelayAfter { get; set; }

    public bool DelayInHours { get; set; }

    public int WhatsAppWeight { get; set; }

    /// <summary>Shows what holds.</summary>
    public static DeskRulesFields Of(DeskRuleValues values) => new()
    {
        AwayAfter = values.AwayAfter.TotalMinutes,
        OnBreak = values.OnBreak,
        OnSignOut = values.OnSignOut,
        OnConnectionLost = values.OnConnectionLost,
        IdleAfter = values.IdleAfter.TotalMinutes,
        WaveSize = values.WaveSize,
        WavePause = (int)values.WavePause.TotalSeconds,
        MissedOffers = values.MissedOffers,
        DelayAfter = values.DelayAfter.TotalMinutes,
        DelayInHours = values.DelayInHours,
        WhatsAppWeight = values.WhatsAppWeight,
    };

    /// <summary>What the fields say; what has no field stays.</summary>
    public DeskRuleValues Over(DeskRuleValues values) => values with
    {
        AwayAfter = TimeSpan.FromMinutes(AwayAfter),
        OnBreak = OnBreak,
        OnSignOut = OnSignOut,
        OnConnectionLost = OnConnectionLost,
        IdleAfter = TimeSpan.FromMinutes(IdleAfter),
        WaveSize = WaveSize,
        WavePause = TimeSpan.FromSeconds(WavePause),
        MissedOffers = MissedOffers,
        DelayAfter = TimeSpan.FromMinutes(DelayAfter),
        DelayInHours = DelayInHours,
        WhatsAppWeight = WhatsAppWeight,
    };
}

/// <summary>A department's rules as somebody edits them.</summary>
public sealed class DepartmentRulesFields
{
    public RoutingStrategy Strategy { get; set; }

    public bool PreviousFirst { get; set; }

    public LanguageRule Language { get; set; }

    public bool HoursOnly { get; set; }

    /// <summary>Seconds; zero for giving without asking.</summary>
    public int OfferFor { get; set; }

    /// <summary>Minutes; none for the workspace's.</summary>
    public double? DelayAfter { get; set; }

    /// <summary>Shows what holds.</summary>
    public static DepartmentRulesFields Of(DepartmentRuleValues values) => new()
    {
        Strategy = values.Strategy,
        PreviousFirst = values.PreviousFirst,
        Language = values.Language,
        HoursOnly = values.HoursOnly,
        OfferFor = (int)values.OfferFor.TotalSeconds,
        DelayAfter = values.DelayAfter?.TotalMinutes,
    };

    /// <summary>What the fields say; what has no field stays.</summary>
    public DepartmentRuleValues Over(DepartmentRuleValues values) => values with
    {
        Strategy = Strategy,
        PreviousFirst = PreviousFirst,
        Language = Language,
        HoursOnly = HoursOnly,
        OfferFor = TimeSpan.FromSeconds(OfferFor),
        DelayAfter = DelayAfter is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
    };
}

/// <summary>One reason for breaks, new or changed.</summary>
public sealed class BreakReasonForm
{
    /// <summary>None for a new one.</summary>
    public long? Id { get; init; }

    public string Name { get; set; } = "";

    public int Minutes { get; set; } = 15;

    public bool Active { get; init; } = true;

    /// <summary>One there is, offered or not.</summary>
    public static BreakReasonForm Of(BreakReasonRow row, bool active) => new() { Id = row.Id, Name = row.Name, Minutes = row.Minutes, Active = active };
}

/// <summary>One category, new or changed.</summary>
public sealed class CategoryForm
{
    /// <summary>None for a new one.</summary>
    public CategoryId? Id { get; init; }

    public string Name { get; set; } = "";

    /// <summary>As typed, between commas.</summary>
    public string Skills { get; set; } = "";

    public bool Active { get; init; } = true;

    /// <summary>The skills, one by one; both commas, as people write in both languages.</summary>
    public IReadOnlyList<string> Words => Skills.Split([',', '،'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>One there is, offered or not.</summary>
    public static CategoryForm Of(CategoryRow row, bool active) => new() { Id = row.Id, Name = row.Name, Skills = string.Join(", ", row.Skills), Active = active };
}
