using System.Text.Json.Nodes;

namespace Helpdesk.Web.Dev.WppConnect;

/// <summary>Numbers, names, pictures and privacy ids (contract: "Contacts").</summary>
internal static class ContactRoutes
{
    public static Task CheckNumber(WppCall call)
    {
        var asked = ChatIds.Of(call.Route("phone"));
        var found = call.Session.Resolve(asked);
        return call.SucceedAsync(200, new JsonObject
        {
            ["id"] = found is null ? asked : Shapes.Wid(found),
            ["isBusiness"] = false,
            ["canReceiveMessage"] = found is not null,
            ["numberExists"] = found is not null,
            ["status"] = found is null ? 404 : 200,
        });
    }

    public static Task Contact(WppCall call)
    {
        var found = call.Session.Resolve(ChatIds.Of(call.Route("phone")));
        return call.SucceedAsync(200, found is null ? null : Shapes.Contact(call.Session, found, call.Session.NameOf(found)));
    }

    /// <summary>The picture's address leads back to the double: nothing in development needs the internet.</summary>
    public static Task ProfilePicture(WppCall call)
    {
        var found = call.Session.Resolve(ChatIds.Of(call.Route("phone")));
        if (found is null || call.Session.FindPhone(found)?.Picture is null)
        {
            return call.SucceedAsync(200, null);
        }

        var request = call.Http.Request;
        var own = request.Path.Value!.IndexOf("/api/", StringComparison.Ordinal);
        var address = $"{request.Scheme}://{request.Host}{request.PathBase}{request.Path.Value[..own]}/pictures/{call.SessionName}/{ChatIds.User(found)}";
        return call.SucceedAsync(200, new JsonObject
        {
            ["eurl"] = address,
            ["id"] = Shapes.Wid(found),
            ["img"] = $"{address}?stp=dst-jpg_s96x96",
            ["imgFull"] = address,
            ["raw"] = null,
            ["tag"] = "1700000000",
        });
    }

    public static Task Picture(WppCall call)
    {
        var phone = call.Server.Session(call.Route("session"))?.Phones.FirstOrDefault(phone => ChatIds.User(phone.ChatId) == call.Route("chat"));
        return phone?.Picture is { } picture ? WppCall.PngAsync(call.Http, picture) : WppCall.HtmlAsync(call.Http, 404, "Not Found");
    }

    /// <summary>Unwrapped, and with only the parts WhatsApp would tell.</summary>
    public static Task PhoneOfLid(WppCall call)
    {
        var asked = ChatIds.Of(call.Route("id"));
        var found = call.Session.Resolve(asked) is { } chat ? call.Session.FindPhone(chat) : null;
        var entry = new JsonObject();
        if (found is not null)
        {
            var isLid = ChatIds.IsLid(found.ChatId);
            var number = isLid ? found.KnownNumber : ChatIds.User(found.ChatId);
            if (isLid)
            {
                entry["lid"] = Shapes.Wid(found.ChatId);
            }

            if (number is not null)
            {
                entry["phoneNumber"] = Shapes.Wid($"{number}@c.us");
            }

            entry["contact"] = Shapes.Contact(call.Session, found.ChatId, found.PushName);
        }

        return call.ReplyAsync(200, entry);
    }
}
