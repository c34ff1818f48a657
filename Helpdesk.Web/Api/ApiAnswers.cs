namespace Helpdesk.Web.Api;

/// <summary>Sees to it that everything under the API's root is answered with a body of its own kind, never with a page or a stack trace, and that nothing is kept by caches.</summary>
public sealed partial class ApiAnswers(RequestDelegate next, ILogger<ApiAnswers> log)
{
    /// <summary>Answers what the rest of the pipeline leaves or throws.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.IsApi())
        {
            await PassAsync(context);
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        try
        {
            await next(context);
            if (IsBare(context.Response)) await ApiProblem.Of(context.Response.StatusCode).ExecuteAsync(context);
        }
        catch (BadHttpRequestException refused) when (!context.Response.HasStarted)
        {
            await ApiProblem.Unreadable(refused).ExecuteAsync(context);
        }
        catch (Exception failure) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            Log.Failed(log, failure, context.Request.Method, context.GetEndpoint()?.DisplayName);
            await ApiProblem.Of(StatusCodes.Status500InternalServerError).ExecuteAsync(context);
        }
    }

    // Elsewhere a request that cannot be read is answered with its bare status, as ever.
    private async Task PassAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException refused) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = refused.StatusCode;
        }
    }

    private static bool IsBare(HttpResponse response) =>
        response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null or 0 };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Endpoint} failed.")]
        public static partial void Failed(ILogger logger, Exception failure, string method, string? endpoint);
    }
}
