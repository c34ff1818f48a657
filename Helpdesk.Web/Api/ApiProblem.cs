using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Helpdesk.Web.Api;

/// <summary>Refusals of the door itself, as problem details with a code (RFC 9457); those of use cases come through <c>ResultHttp</c>.</summary>
public static partial class ApiProblem
{
    /// <summary>A refusal.</summary>
    public static IResult Of(int status, string code, string? detail = null) =>
        Results.Problem(statusCode: status, title: code, detail: detail, extensions: new Dictionary<string, object?> { ["code"] = code });

    /// <summary>The query has something this operation does not take.</summary>
    public static IResult Query(string name, string detail) => Of(StatusCodes.Status400BadRequest, $"request.{name}", detail);

    /// <summary>What stands for a status nobody said more about.</summary>
    public static IResult Of(int status) => status switch
    {
        StatusCodes.Status404NotFound => Of(status, "route.not-found", "There is no such address in this API."),
        StatusCodes.Status405MethodNotAllowed => Of(status, "route.method", "This address does not take this method; the Allow header names those it does."),
        StatusCodes.Status413PayloadTooLarge => Of(status, "request.too-large", $"A body may have up to {ApiRoutes.LargestBody} bytes."),
        StatusCodes.Status415UnsupportedMediaType => Of(status, "request.media-type", "Send the body as application/json."),
        >= 500 => Of(status, "server.failed", "This failed on our side. Trying again may help."),
        _ => Of(status, "request.malformed"),
    };

    /// <summary>A request that could not be read. Says where, never by what of ours.</summary>
    public static IResult Unreadable(BadHttpRequestException refused) => refused.StatusCode == StatusCodes.Status400BadRequest
        ? Of(refused.StatusCode, "request.malformed", Where(refused))
        : Of(refused.StatusCode);

    private static string Where(BadHttpRequestException refused)
    {
        if (refused.InnerException is JsonException json)
            return string.Create(CultureInfo.InvariantCulture, $"The body is not what this operation takes: look at {json.Path ?? "$"}, line {json.LineNumber + 1 ?? 1}. Unknown members are refused.");
        return Parameter().Match(refused.Message) is { Success: true } named
            ? $"The value of {named.Groups[1].Value} is missing or not what this operation takes."
            : "The request is not what this operation takes.";
    }

    // Such as: Failed to bind parameter "Nullable<int> limit" from "ten".
    [GeneratedRegex(@"parameter ""(?:[^""]* )?(\w+)""")]
    private static partial Regex Parameter();
}
