using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Helpdesk.Infrastructure.Api;
using Helpdesk.Infrastructure.Identity;

namespace Helpdesk.Web.Api;

/// <summary>Marks an operation whose answers are never kept: they are secrets, and a new one does no harm.</summary>
public sealed record NeverKept;

/// <summary>
/// A call with an <c>Idempotency-Key</c> happens once however often it is sent: whoever comes first carries it out, everybody after that gets the same
/// answer. Kept in the database, so it holds over restarts and nodes.
/// </summary>
public sealed class Idempotency(RequestDelegate next)
{
    /// <summary>The header with the caller's key.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>The header that marks an answer given before.</summary>
    public const string Replayed = "Idempotency-Replayed";

    /// <summary>Carries out, or repeats the answer.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!context.IsApi() || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            || context.GetEndpoint()?.Metadata.GetMetadata<NeverKept>() is not null || context.Features.Get<CurrentToken>() is not { } token || !request.Headers.TryGetValue(Header, out var header))
        {
            await next(context);
            return;
        }

        var key = header.ToString();
        if (key.Length is 0 or > IdempotentCalls.LongestKey || !key.All(c => c is > ' ' and <= '~'))
        {
            await ApiProblem.Of(StatusCodes.Status400BadRequest, "idempotency.key", $"A key has 1 to {IdempotentCalls.LongestKey} visible ASCII characters.").ExecuteAsync(context);
            return;
        }

        var calls = context.RequestServices.GetRequiredService<IdempotentCalls>();
        var (fate, call) = await calls.BeginAsync(token.Id, key, await FingerprintAsync(request), context.RequestAborted);
        if (fate == CallFate.Ours) await CarryOutAsync(context, calls, call);
        else await AnswerAsync(context, fate, call);
    }

    private async Task CarryOutAsync(HttpContext context, IdempotentCalls calls, IdempotentCall call)
    {
        var wire = context.Response.Body;
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        try
        {
            calls.CarryOutWith(call);
            await next(context);
        }
        catch
        {
            await calls.GiveBackAsync(call);
            throw;
        }
        finally
        {
            context.Response.Body = wire;
        }

        var response = context.Response;
        // A missing right may be given and a fault mended: such an answer is not the call's last.
        if (response.StatusCode is >= 500 or StatusCodes.Status403Forbidden) await calls.GiveBackAsync(call);
        else await calls.AnswerAsync(call, response.StatusCode, response.ContentType, response.Headers.Location, Encoding.UTF8.GetString(answer.GetBuffer(), 0, (int)answer.Length));
        answer.Position = 0;
        await answer.CopyToAsync(wire, context.RequestAborted);
    }

    private static Task AnswerAsync(HttpContext context, CallFate fate, IdempotentCall call)
    {
        switch (fate)
        {
            case CallFate.Mismatch:
                return ApiProblem.Of(StatusCodes.Status422UnprocessableEntity, "idempotency.mismatch", "The key was used for another call.").ExecuteAsync(context);
            case CallFate.Running:
                context.Response.Headers.RetryAfter = "1";
                return ApiProblem.Of(StatusCodes.Status409Conflict, "idempotency.running", "The same call is being carried out.").ExecuteAsync(context);
            case CallFate.AnswerLost:
                return ApiProblem.Of(StatusCodes.Status409Conflict, "idempotency.answer-lost", "The call was carried out, but its answer was lost.").ExecuteAsync(context);
            default:
                context.Response.StatusCode = call.Status!.Value;
                context.Response.ContentType = call.ContentType;
                if (call.Location is not null) context.Response.Headers.Location = call.Location;
                context.Response.Headers[Replayed] = "true";
                return call.Answer is { Length: > 0 } answer ? context.Response.WriteAsync(answer, context.RequestAborted) : Task.CompletedTask;
        }
    }

    private static async Task<string> FingerprintAsync(HttpRequest request)
    {
        request.EnableBuffering(ApiRoutes.LargestBody);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{request.Method} {request.Path}{request.QueryString}\n")));
        hash.AppendData(await SHA256.HashDataAsync(request.Body, request.HttpContext.RequestAborted));
        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
