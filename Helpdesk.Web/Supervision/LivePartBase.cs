using Helpdesk.Core.Shared;
using Helpdesk.Web.Doors;
using Helpdesk.Web.Layout;
using Helpdesk.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Helpdesk.Web.Supervision;

/// <summary>What the parts of the live page share: who looks, the texts, and how something is done and its refusal told.</summary>
public abstract class LivePartBase : ComponentBase
{
    [CascadingParameter] protected Shell Shell { get; set; } = default!;

    [Inject] protected CurrentAgent Me { get; set; } = default!;

    [Inject] protected CircuitUseCases UseCases { get; set; } = default!;

    [Inject] protected ErrorText Errors { get; set; } = default!;

    [Inject] protected IStringLocalizer<Texts> T { get; set; } = default!;

    [Inject] protected IStringLocalizer<LiveTexts> L { get; set; } = default!;

    /// <summary>Whether something is being done; its buttons wait.</summary>
    protected bool Busy { get; private set; }

    /// <summary>Calls a use case and tells its refusal, or that it is done.</summary>
    /// <returns>Whether it was done.</returns>
    protected async Task<bool> DoAsync<TUseCase>(Func<TUseCase, CancellationToken, Task<Result>> call, string? done = null)
        where TUseCase : notnull
    {
        if (Busy) return false;
        Busy = true;
        try
        {
            var result = await UseCases.RunAsync(call);
            if (!result.Succeeded) Shell.Toasts.Refused(Errors.For(result.Error));
            else if (done is not null) Shell.Toasts.Done(done);
            return result.Succeeded;
        }
        finally
        {
            Busy = false;
        }
    }
}
