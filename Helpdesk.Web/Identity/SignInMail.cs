using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Infrastructure.Identity.SignIn;
using Helpdesk.Web.Operations;
using Helpdesk.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Helpdesk.Web.Identity;

/// <summary>What the product writes to people about their sign-in, in the language of the page they asked on.</summary>
public sealed class SignInMail(ISystemMail mail, ResetLinks links, PublicAddress address, IStringLocalizer<PageTexts> texts)
{
    /// <summary>Whether mail can leave.</summary>
    public bool Configured => mail.Configured;

    /// <summary>A mail with a code.</summary>
    public (string Subject, string Text) Code(string code) => (texts["mail.code.subject"], texts["mail.code.text", code]);

    /// <summary>Sends a reset link, if somebody signs in with the address; nobody is told whether.</summary>
    public async Task SendResetAsync(string email, CancellationToken ct)
    {
        if (!mail.Configured || await links.ForAsync(email, ct) is not { } token) return;
        await mail.SendAsync(email.Trim(), texts["mail.reset.subject"], texts["mail.reset.text", $"{address.Url}/reset/{token}"], ct);
    }
}
