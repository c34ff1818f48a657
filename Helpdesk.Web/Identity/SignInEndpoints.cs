using System.Text.Json;
using Helpdesk.Web.Doors;
using Helpdesk.Web.Operations;

namespace Helpdesk.Web.Identity;

/// <summary>What js/passkeys.js talks to: two calls to sign in, two to register.</summary>
public static class SignInEndpoints
{
    private const int LargestAnswer = 64 * 1024;

    /// <summary>The browser's answer to a request for a passkey.</summary>
    public sealed record PasskeyAnswer(string Proof, JsonElement Credential, bool Remember, string? ReturnUrl);

    /// <summary>A new passkey, and what its owner calls it.</summary>
    public sealed record NewPasskey(string Proof, JsonElement Credential, string Name);

    /// <summary>Maps them.</summary>
    public static void MapPasskeys(this IEndpointRouteBuilder routes)
    {
        var small = new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(LargestAnswer);
        routes.MapPost("/signin/passkey/options", AskAsync).AllowAnonymous().AddEndpointFilter<AntiforgeryFilter>().WithMetadata(small);
        routes.MapPost("/signin/passkey", SignInAsync).AllowAnonymous().AddEndpointFilter<AntiforgeryFilter>().WithMetadata(small);
        routes.MapPost("/account/passkeys/options", AskNewAsync).AddEndpointFilter<AntiforgeryFilter>().WithMetadata(small);
        routes.MapPost("/account/passkeys", AddAsync).AddEndpointFilter<AntiforgeryFilter>().WithMetadata(small);
    }

    private static async Task<IResult> AskAsync(SignInPasskeys passkeys, CancellationToken ct) => Results.Ok(await passkeys.AskAsync(ct));

    private static async Task<IResult> SignInAsync(PasskeyAnswer answer, SignInPasskeys passkeys, CancellationToken ct)
    {
        var step = await passkeys.SignInAsync(answer.Proof, answer.Credential.GetRawText(), answer.Remember, ct);
        return step.Answer switch
        {
            SignInAnswer.SignedIn => Results.Ok(new { to = LocalPath.Of(answer.ReturnUrl) }),
            SignInAnswer.Choose => Results.Ok(new { to = "/signin", proof = step.Proof }),
            _ => Results.Problem(statusCode: StatusCodes.Status400BadRequest, title: step.Answer.ToString()),
        };
    }

    private static async Task<IResult> AskNewAsync(HttpContext context, SignInPasskeys passkeys, CancellationToken ct) =>
        (await passkeys.AskNewAsync(SignedIn.Read(context.User)!.Session, ct)).ToHttp();

    private static async Task<IResult> AddAsync(HttpContext context, NewPasskey made, SignInPasskeys passkeys, CancellationToken ct) =>
        (await passkeys.AddAsync(SignedIn.Read(context.User)!.Session, made.Proof, made.Credential.GetRawText(), made.Name, ct)).ToHttp();
}
