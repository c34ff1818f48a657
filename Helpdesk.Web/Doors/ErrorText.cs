using Helpdesk.Core.Shared;
using Helpdesk.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Helpdesk.Web.Doors;

/// <summary>Shows a refusal in the reader's language, by its code.</summary>
public sealed class ErrorText(IStringLocalizer<Texts> texts)
{
    /// <summary>The text; one that is missing shows the code itself.</summary>
    public string For(Error error)
    {
        var text = texts["error." + error.Code, error.Detail ?? ""];
        return text.ResourceNotFound ? texts["error.unknown", error.Code] : text;
    }
}
