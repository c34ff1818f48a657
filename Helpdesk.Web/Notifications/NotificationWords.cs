using System.Globalization;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Notifications;
using Helpdesk.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Helpdesk.Web.Notifications;

/// <summary>What notifications are called, drawn as and say.</summary>
public static class NotificationWords
{
    /// <summary>The icon of a kind.</summary>
    public static string Icon(NotificationKind kind) => kind switch
    {
        NotificationKind.NewTicket => "inbox",
        NotificationKind.Assigned => "user-check",
        NotificationKind.Transferred => "arrow-left-right",
        NotificationKind.OfferMade => "hand",
        NotificationKind.Delayed => "timer",
        NotificationKind.CapacityReached => "layers",
        NotificationKind.Mention => "circle-user",
        NotificationKind.CustomerReplied => "message-square",
        NotificationKind.SessionDropped => "unplug",
        NotificationKind.OfferAnswered => "reply",
        _ => "coffee",
    };

    /// <summary>What happened, in the reader's language.</summary>
    public static string Sentence(IStringLocalizer texts, NotificationRow row, AgentId me)
    {
        var name = Isolate.Of(row.AboutName ?? "");
        return row.Kind switch
        {
            NotificationKind.CustomerReplied => Plural.Of(texts, "told.CustomerReplied", (int)(row.Value ?? 1)),
            NotificationKind.CapacityReached => texts["told.CapacityReached", Isolate.Of((row.Value ?? 0).ToString(CultureInfo.InvariantCulture))],
            NotificationKind.BreakOverrun or NotificationKind.Delayed when row.About == me => texts[$"told.{row.Kind}.mine"],
            NotificationKind.OfferAnswered when row is { Value: 1, AboutName: not null } => texts["told.OfferAnswered.declined", name],
            _ when row.AboutName is not null => texts[$"told.{row.Kind}.by", name],
            _ => texts[$"told.{row.Kind}"],
        };
    }

    /// <summary>Where it leads; null when there is nothing to open.</summary>
    public static string? Link(NotificationRow row) =>
        row.Ticket is { } ticket ? string.Create(CultureInfo.InvariantCulture, $"/tickets/{ticket.Value}") : null;

    /// <summary>When, as short as it can be said: the time today, else the day.</summary>
    public static string Time(DateTimeOffset at, DateTimeOffset now) =>
        at.ToString(at.Date == now.Date ? "HH:mm" : at.Year == now.Year ? "MM-dd HH:mm" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
