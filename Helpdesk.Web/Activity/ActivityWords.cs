using Helpdesk.Core.Activity;
using Helpdesk.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Helpdesk.Web.Activity;

/// <summary>Says the log's names in the reader's language; what has no words yet is shown as it is stored.</summary>
public static class ActivityWords
{
    /// <summary>The sorts to filter by: everything whose action begins like this.</summary>
    public static IReadOnlyList<string> Sorts { get; } =
        ["session.", "permission.", "membership.", "invitation.", "custom-role.", "department.", "tenant.", "calendar.", "api-token.", "channel-account.", "ticket.", "message.", "customer.", "activity."];

    /// <summary>What was done.</summary>
    public static string Action(IStringLocalizer texts, string action) => Said(texts, $"activity.action.{action}", $"activity.verb.{action.Split('.')[^1]}", action);

    /// <summary>What it was done to.</summary>
    public static string Thing(IStringLocalizer texts, ActivityRow row)
    {
        var sort = Said(texts, $"activity.entity.{row.Entity}", null, row.Entity);
        return row.Name.Length > 0 ? $"{sort}: {row.Name}" : sort;
    }

    /// <summary>Which value moved.</summary>
    public static string Property(IStringLocalizer texts, string property) => Said(texts, $"activity.property.{property}", null, property);

    private static string Said(IStringLocalizer texts, string key, string? wider, string asStored)
    {
        if (texts[key] is { ResourceNotFound: false } said) return said;
        return wider is not null && texts[wider] is { ResourceNotFound: false } wide ? wide : asStored;
    }
}
