namespace Helpdesk.Web.Doors;

/// <summary>Which requests concern the sign-in itself.</summary>
public static class SignInGate
{
    /// <summary>Where a second factor is enrolled.</summary>
    public const string Enrolment = "/account";

    private static readonly string[] ForEnrolment = [Enrolment, "/signout", "/_blazor", "/_framework"];

    /// <summary>Whether an address is open to somebody who must enrol first: the account page, its circuit and the way out.</summary>
    public static bool IsForEnrolment(PathString path) => ForEnrolment.Any(open => path.StartsWithSegments(open, StringComparison.Ordinal));

    /// <summary>Whether a person asked for a page, rather than a page for its parts: only that counts as work.</summary>
    public static bool IsByHand(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && (request.Headers.TryGetValue("Sec-Fetch-Mode", out var mode) ? mode == "navigate" : request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal));
}
