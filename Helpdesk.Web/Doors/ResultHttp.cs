using Helpdesk.Core.Shared;

namespace Helpdesk.Web.Doors;

/// <summary>Shows a result as HTTP.</summary>
public static class ResultHttp
{
    /// <summary>204, or the refusal as problem details with its code.</summary>
    public static IResult ToHttp(this Result result) => result.Succeeded ? Results.NoContent() : ToProblem(result.Error);

    /// <summary>200 with the value, or the refusal as problem details with its code.</summary>
    public static IResult ToHttp<T>(this Result<T> result) => result.Succeeded ? Results.Ok(result.Value) : ToProblem(result.Error);

    /// <summary>The value as somebody shows it, or the refusal as problem details with its code.</summary>
    public static IResult ToHttp<T>(this Result<T> result, Func<T, IResult> shown) => result.Succeeded ? shown(result.Value) : ToProblem(result.Error);

    private static IResult ToProblem(Error error) => Results.Problem(
        statusCode: error.Kind switch
        {
            ErrorKind.Invalid => StatusCodes.Status422UnprocessableEntity,
            ErrorKind.NotFound => StatusCodes.Status404NotFound,
            ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
            ErrorKind.Conflict => StatusCodes.Status409Conflict,
            _ => throw new ArgumentOutOfRangeException(nameof(error), error.Kind, null),
        },
        title: error.Code,
        detail: error.Detail,
        extensions: new Dictionary<string, object?> { ["code"] = error.Code });
}
