using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Shared;
using Helpdesk.Web.Doors;
using Helpdesk.Web.Realtime;
using Helpdesk.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Helpdesk.Web.Layout;

/// <summary>What the settings pages share: who looks, reading again when people or the workspace change, and how a refusal is told.</summary>
public abstract class SettingsPageBase : LiveComponentBase
{
    [CascadingParameter] protected Shell Shell { get; set; } = default!;

    [Inject] protected CurrentAgent Me { get; set; } = default!;

    [Inject] protected CircuitUseCases UseCases { get; set; } = default!;

    [Inject] protected ErrorText Errors { get; set; } = default!;

    [Inject] protected IStringLocalizer<AdminTexts> A { get; set; } = default!;

    [Inject] protected IStringLocalizer<Texts> T { get; set; } = default!;

    /// <summary>Why the last thing was refused; null when it was not.</summary>
    protected string? Problem { get; private set; }

    /// <summary>Whether the page has been read once.</summary>
    protected bool Loaded { get; private set; }

    /// <summary>Any one of these opens the page.</summary>
    protected abstract IReadOnlyList<Permission> Opens { get; }

    /// <summary>Whether the member may be here.</summary>
    protected virtual bool Denied => !Opens.Any(Me.Can);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (Denied) return;
        Listen(LiveTopic.People(Me.Tenant), _ => ReadAsync());
        Shell.OnReturn(ReadAsync, Gone);
        await ReadAsync();
        Loaded = true;
    }

    /// <summary>Reads what the page shows.</summary>
    protected abstract Task ReadAsync();

    /// <summary>Calls a use case, and tells its refusal or <paramref name="done"/>.</summary>
    /// <returns>Whether it was done.</returns>
    protected async Task<bool> DoAsync<TUseCase>(Func<TUseCase, CancellationToken, Task<Result>> call, string? done = null)
        where TUseCase : notnull
    {
        var result = await UseCases.RunAsync(call, Gone);
        return Tell(result.Error, done);
    }

    /// <summary>Shows a refusal, or that it is done.</summary>
    protected bool Tell(Error? error, string? done = null)
    {
        Problem = error is null ? null : Errors.For(error);
        if (error is null && done is not null) Shell.Toasts.Done(done);
        return error is null;
    }

    /// <summary>What a role is called.</summary>
    protected string RoleName(Role role, string? own) => own ?? T[$"{nameof(Role)}.{role}"];
}
