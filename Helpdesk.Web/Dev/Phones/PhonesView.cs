using System.Globalization;
using Helpdesk.Web.Dev.WppConnect;

namespace Helpdesk.Web.Dev.Phones;

/// <summary>What the page shows, read fresh from the double: the strip and one value for each phone.</summary>
internal static class PhonesView
{
    private const int ShownMessages = 200;

    public static StripView Strip(WppConnectDouble server) => new(
        server.WebhookUrl,
        server.PostedWebhooks,
        server.FailedWebhooks,
        server.Received.Count,
        Switches(server),
        [.. server.Sessions.Select(session => new SessionView(session.Name, session.PhoneDigits, session.State.ToString()))]);

    public static IReadOnlyList<PhoneView> Phones(WppConnectDouble server) =>
        [.. server.Sessions.SelectMany(session => session.Phones.Select(phone => Phone(session, phone)))];

    private static SwitchesView Switches(WppConnectDouble server) => new(
        server.Faults.DropWebhooks,
        server.Faults.DuplicateWebhooks > 1,
        server.Faults.ShuffleWebhooks,
        server.Faults.SendLatency > TimeSpan.Zero,
        server.Faults.InternalError,
        server.Faults.SendThenTimeOut);

    private static PhoneView Phone(DoubleSession session, CustomerPhone phone) => new(
        session.Name,
        phone.ChatId,
        phone.PushName,
        session.PushName,
        phone.AutoAcks != AutoAcks.None,
        phone.AutoAcks == AutoAcks.Read,
        phone.BusinessIsTyping,
        [.. phone.History.TakeLast(ShownMessages).Select(Bubble)]);

    private static BubbleView Bubble(DoubleMessage message) => new(
        message.Key,
        message.FromBusiness,
        message.Type,
        message.Text,
        message.Time.ToUnixTimeMilliseconds(),
        message.Ack,
        message.Reaction,
        message.Revoked,
        message.Edited,
        message.QuotedId is { } quoted ? quoted.Split('_').ElementAtOrDefault(2) ?? quoted : null,
        message.Media is { } media ? new FileView(media.MimeType, media.FileName, media.Bytes.Length) : null,
        message.Place is { } place ? string.Create(CultureInfo.InvariantCulture, $"{place.Title} {place.Latitude:0.####}, {place.Longitude:0.####}") : null);
}

internal sealed record StripView(string? WebhookUrl, int Posted, int Failed, int Delivered, SwitchesView Switches, IReadOnlyList<SessionView> Sessions);

internal sealed record SwitchesView(bool Drop, bool Duplicate, bool Shuffle, bool Slow, bool Fail, bool Silent);

internal sealed record SessionView(string Name, string? Number, string State);

internal sealed record PhoneView(string Session, string Chat, string Name, string Business, bool Online, bool Reads, bool Typing, IReadOnlyList<BubbleView> Messages);

internal sealed record BubbleView(
    string Key, bool FromBusiness, string Type, string Text, long Time, int Ack, string Reaction, bool Revoked, bool Edited, string? Quoted, FileView? File, string? Place);

internal sealed record FileView(string Mime, string? Name, int Size);
