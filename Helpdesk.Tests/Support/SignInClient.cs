using System.Net;
using System.Text.RegularExpressions;

namespace Helpdesk.Tests.Support;

/// <summary>A browser without scripts, below Playwright: keeps cookies, fills the forms it is shown, and says where it was sent.</summary>
public sealed partial class SignInClient : IDisposable
{
    private readonly SocketsHttpHandler _handler;

    public SignInClient(HttpClient stranger)
    {
        _handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, CookieContainer = Cookies };
        Http = new HttpClient(_handler) { BaseAddress = stranger.BaseAddress, Timeout = TimeSpan.FromMinutes(5) };
        stranger.Dispose();
        Http.DefaultRequestHeaders.Add("Origin", Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        Http.DefaultRequestHeaders.Add("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0");
        Http.DefaultRequestHeaders.Add("Accept", "text/html");
    }

    public HttpClient Http { get; }

    public CookieContainer Cookies { get; } = new();

    /// <summary>The last page.</summary>
    public string Page { get; private set; } = "";

    /// <summary>Where the last answer sent to; null when it was a page.</summary>
    public string? SentTo { get; private set; }

    /// <summary>The Set-Cookie lines of the last answer.</summary>
    public IReadOnlyList<string> SetCookies { get; private set; } = [];

    public async Task<HttpStatusCode> GetAsync(string path) => await TakeAsync(await Http.GetAsync(path));

    /// <summary>Signs in by password.</summary>
    public async Task SignInAsync(string email, string password, bool remember = false)
    {
        await GetAsync("/signin");
        await SubmitAsync("/signin", "signin", new() { ["Input.Email"] = email, ["Input.Password"] = password, ["Input.Remember"] = remember ? "true" : "false" });
    }

    /// <summary>Gives a code on the code page.</summary>
    public Task CodeAsync(string code, string kind = "App", bool trust = false) =>
        SubmitAsync("/signin", "code", new() { ["proof"] = Field("proof"), ["kind"] = kind, ["code"] = code, ["trust"] = trust ? "true" : "false" });

    /// <summary>Sends a form of the page.</summary>
    public async Task<HttpStatusCode> SubmitAsync(string path, string? handler, Dictionary<string, string> fields)
    {
        if (handler is not null) fields["_handler"] = handler;
        fields.TryAdd("__RequestVerificationToken", Field("__RequestVerificationToken"));
        using var form = new FormUrlEncodedContent(fields);
        return await TakeAsync(await Http.PostAsync(path, form));
    }

    /// <summary>The value of a hidden field.</summary>
    public string Field(string name) =>
        WebUtility.HtmlDecode(Regex.Match(Page, $"name=\"{Regex.Escape(name)}\"[^>]*value=\"([^\"]*)\"").Groups[1].Value);

    /// <summary>What the page says went wrong.</summary>
    public string Problem => WebUtility.HtmlDecode(ProblemText().Match(Page).Groups[1].Value).Trim();

    public void Dispose()
    {
        Http.Dispose();
        _handler.Dispose();
    }

    private async Task<HttpStatusCode> TakeAsync(HttpResponseMessage reply)
    {
        using (reply)
        {
            Page = await reply.Content.ReadAsStringAsync();
            SentTo = reply.Headers.Location is { IsAbsoluteUri: true } to && Http.BaseAddress!.IsBaseOf(to) ? to.PathAndQuery : reply.Headers.Location?.OriginalString;
            SetCookies = reply.Headers.TryGetValues("Set-Cookie", out var set) ? [.. set] : [];
            return reply.StatusCode;
        }
    }

    [GeneratedRegex("class=\"form-error\"[^>]*role=\"alert\"[^>]*>(?:<svg.*?</svg>)?([^<]+)</p>", RegexOptions.Singleline)]
    private static partial Regex ProblemText();
}
