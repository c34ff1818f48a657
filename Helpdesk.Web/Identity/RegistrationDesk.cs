using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Infrastructure.Identity.SignIn;
using Helpdesk.Web.Operations;
using Helpdesk.Web.Resources;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Helpdesk.Web.Identity;

/// <summary>Where strangers ask for a workspace of their own, when the installation allows it.</summary>
public sealed class RegistrationDesk(
    IOptions<WorkspacesOptions> options, ISystemMail mail, RegistrationLinks links, PublicAddress address, IStringLocalizer<PageTexts> texts)
{
    /// <summary>Whether it is open: allowed, and a proof can be sent. Otherwise its pages are not there.</summary>
    public bool Offered => options.Value.Registration && mail.Configured;

    /// <summary>Sends a link that proves an address; nobody is told whether one left.</summary>
    /// <param name="email">As it was typed.</param>
    /// <param name="network">Where it was asked from.</param>
    /// <param name="ct">Cancels.</param>
    public async Task SendAsync(string email, string network, CancellationToken ct)
    {
        var to = email.Trim();
        if (!Offered || await links.ForAsync(to, network, ct) is not { } token) return;
        await mail.SendAsync(to, texts["mail.register.subject"], texts["mail.register.text", $"{address.Url}/register/{token}"], ct);
    }
}
