using System.Globalization;
using Helpdesk.Web.Dev.WppConnect;

namespace Helpdesk.Web.Dev.Phones;

/// <summary>What the page's buttons do. Bodies are JSON only, which no foreign page can post without asking first.</summary>
internal static class PhonesActions
{
    private const int DuplicateCopies = 3;
    private const int LargestBurst = 500;
    private static readonly TimeSpan SlowSend = TimeSpan.FromSeconds(4);

    public static void Map(RouteGroupBuilder group, WppConnectDouble server)
    {
        group.MapPost("/phones", (NewPhone body) => Add(server, body));
        group.MapPost("/text", (NewText body, CancellationToken cancellationToken) => OnPhone(server, body.Session, body.Chat,
            phone => phone.SendTextAsync(body.Text, body.Quoted, cancellationToken)));
        group.MapPost("/file", (NewFile body, CancellationToken cancellationToken) => OnPhone(server, body.Session, body.Chat,
            phone => SendFileAsync(phone, body, cancellationToken)));
        group.MapPost("/react", (NewReaction body, CancellationToken cancellationToken) => OnPhone(server, body.Session, body.Chat,
            phone => phone.ReactAsync(body.Key, body.Emoji, cancellationToken)));
        group.MapPost("/presence", (NewPresence body, CancellationToken cancellationToken) => OnPhone(server, body.Session, body.Chat,
            phone => SetPresenceAsync(server, phone, body, cancellationToken)));
        group.MapPost("/burst", (Burst body, CancellationToken cancellationToken) => BurstAsync(server, body, cancellationToken));
        group.MapPost("/switches", (SwitchesView body) => Switch(server, body));
        group.MapPost("/sessions", (SessionWish body) => Connect(server, body));
    }

    private static IResult Add(WppConnectDouble server, NewPhone body)
    {
        var digits = new string([.. body.Number.Where(char.IsAsciiDigit)]);
        if (server.Session(body.Session) is not { } session || digits.Length is < 7 or > 20 || string.IsNullOrWhiteSpace(body.Name))
        {
            return Results.BadRequest();
        }

        session.Phone(body.Number.EndsWith("@lid", StringComparison.Ordinal) ? $"{digits}@lid" : digits, body.Name.Trim());
        return Results.NoContent();
    }

    private static async Task<IResult> OnPhone(WppConnectDouble server, string session, string chat, Func<CustomerPhone, Task> act)
    {
        if (server.Session(session)?.FindPhone(chat) is not { } phone)
        {
            return Results.NotFound();
        }

        await act(phone);
        return Results.NoContent();
    }

    private static async Task SendFileAsync(CustomerPhone phone, NewFile body, CancellationToken cancellationToken)
    {
        if (DataUrls.Parse(body.DataUrl, body.Name) is not { } media)
        {
            return;
        }

        await (DataUrls.TypeOf(media) == "image"
            ? phone.SendImageAsync(media.Bytes, media.MimeType, body.Caption, cancellationToken)
            : phone.SendDocumentAsync(media.Bytes, media.MimeType, body.Name, body.Caption, cancellationToken));
    }

    private static async Task SetPresenceAsync(WppConnectDouble server, CustomerPhone phone, NewPresence body, CancellationToken cancellationToken)
    {
        phone.AutoAcks = !body.Online ? AutoAcks.None : body.Reads ? AutoAcks.Read : AutoAcks.Received;
        server.RaiseChanged();
        await (phone.AutoAcks switch
        {
            AutoAcks.None => Task.CompletedTask,
            AutoAcks.Received => phone.ReceiveAsync(cancellationToken),
            _ => phone.ReadAsync(cancellationToken),
        });
    }

    private static async Task<IResult> BurstAsync(WppConnectDouble server, Burst body, CancellationToken cancellationToken)
    {
        var phones = server.Sessions.SelectMany(session => session.Phones).ToList();
        if (phones.Count == 0)
        {
            return Results.BadRequest();
        }

        var count = Math.Clamp(body.Count, 1, LargestBurst);
        var burst = Enumerable.Range(0, count).Select(number =>
        {
            var phone = phones[number % phones.Count];
            var texts = PhonesTexts.SuggestionsFor(phone.PushName);
            var text = string.Create(CultureInfo.InvariantCulture, $"{texts[number / phones.Count % texts.Count]} ({number + 1}/{count})");
            return phone.SendTextAsync(text, cancellationToken: cancellationToken);
        });
        await Task.WhenAll(burst);
        return Results.NoContent();
    }

    private static IResult Switch(WppConnectDouble server, SwitchesView body)
    {
        server.Faults.DropWebhooks = body.Drop;
        server.Faults.DuplicateWebhooks = body.Duplicate ? DuplicateCopies : 0;
        server.Faults.ShuffleWebhooks = body.Shuffle;
        server.Faults.SendLatency = body.Slow ? SlowSend : TimeSpan.Zero;
        server.Faults.InternalError = body.Fail;
        server.Faults.SendThenTimeOut = body.Silent;
        server.RaiseChanged();
        return Results.NoContent();
    }

    private static IResult Connect(WppConnectDouble server, SessionWish body)
    {
        if (server.Session(body.Name) is not { } session)
        {
            return Results.NotFound();
        }

        if (!body.Connected)
        {
            session.Disconnect();
        }
        else if (session.PhoneDigits is null)
        {
            session.Link(string.Create(CultureInfo.InvariantCulture, $"2010000000{server.Sessions.ToList().IndexOf(session) + 1:00}"));
        }
        else
        {
            session.Connect();
        }

        return Results.NoContent();
    }

    private sealed record NewPhone(string Session, string Number, string Name);

    private sealed record NewText(string Session, string Chat, string Text, string? Quoted);

    private sealed record NewFile(string Session, string Chat, string DataUrl, string Name, string Caption);

    private sealed record NewReaction(string Session, string Chat, string Key, string Emoji);

    private sealed record NewPresence(string Session, string Chat, bool Online, bool Reads);

    private sealed record Burst(int Count);

    private sealed record SessionWish(string Name, bool Connected);
}
