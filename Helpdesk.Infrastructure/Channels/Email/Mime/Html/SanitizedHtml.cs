namespace Helpdesk.Infrastructure.Channels.Email.Mime.Html;

/// <summary>
/// HTML fit for a sandboxed frame (<c>&lt;iframe sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="…"&gt;</c>).
/// </summary>
/// <param name="Html">The markup, a fragment for a body.</param>
/// <param name="RemoteImages">Images that would be fetched from elsewhere: their address waits in <c>data-remote-src</c>, a page sets <c>src</c> when its reader agrees.</param>
/// <param name="IsReduced">Whether the mail was too large or too deep to be shown as HTML, so that it is its text.</param>
public sealed record SanitizedHtml(string Html, int RemoteImages, bool IsReduced);
