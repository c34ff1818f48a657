using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Helpdesk.Web.Dev.WppConnect;

/// <summary>How the server turns a request's <c>phone</c> into chat ids (contract: "Any endpoint behind statusConnection").</summary>
internal static partial class ChatIds
{
    private const int LongestPhone = 14;

    /// <summary>Null where the server trips over the value's type: a JSON number, or anything in the list that is not a string.</summary>
    public static IReadOnlyList<string>? FromBody(JsonNode? phone, bool isGroup, bool isNewsletter, bool isLid)
    {
        if (phone is null)
        {
            return [];
        }

        if (phone is JsonArray many)
        {
            return many.All(one => one?.GetValueKind() == JsonValueKind.String)
                ? ToChatIds(many.Select(one => one!.GetValue<string>()), isGroup, isNewsletter, isLid)
                : null;
        }

        return phone.GetValueKind() == JsonValueKind.String
            ? ToChatIds(Separators().Split(phone.GetValue<string>()), isGroup, isNewsletter, isLid)
            : null;
    }

    public static IReadOnlyList<string> ToChatIds(IEnumerable<string> contacts, bool isGroup, bool isNewsletter, bool isLid) =>
        [.. contacts.Select(contact => ToChatId(contact, isGroup, isNewsletter, isLid)).OfType<string>().Distinct()];

    /// <summary>The id of one contact as a phone or a test names it: an address with its suffix stays, digits get one.</summary>
    public static string Of(string address) => address.Contains('@', StringComparison.Ordinal) ? address : ToChatId(address, false, false, false) ?? "@c.us";

    public static string User(string chatId) => chatId.Split('@')[0];

    public static string Server(string chatId) => chatId.Split('@')[^1];

    public static bool IsGroup(string chatId) => Server(chatId) == "g.us";

    public static bool IsLid(string chatId) => Server(chatId) == "lid";

    private static string? ToChatId(string contact, bool isGroup, bool isNewsletter, bool isLid)
    {
        var user = User(contact);
        if (!isGroup && !isNewsletter)
        {
            user = NotWordOrSpace().Replace(user, "");
        }

        return user.Length == 0 ? null
            : isGroup ? $"{user}@g.us"
            : isNewsletter ? $"{user}@newsletter"
            : isLid || user.Length > LongestPhone ? $"{user}@lid"
            : $"{user}@c.us";
    }

    [GeneratedRegex(@"[^\w ]", RegexOptions.ECMAScript)]
    private static partial Regex NotWordOrSpace();

    [GeneratedRegex(@"\s*[,;]\s*")]
    private static partial Regex Separators();
}
