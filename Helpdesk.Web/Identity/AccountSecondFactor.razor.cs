using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Identity.SignIn;
using Helpdesk.Web.Doors;
using Helpdesk.Web.Layout;
using Helpdesk.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Helpdesk.Web.Identity;

/// <summary>The second factor on the account page: enrol an app, keep recovery codes, take codes by e-mail.</summary>
public sealed partial class AccountSecondFactor
{
    private SecondFactorState? _state;
    private AppOffer? _offer;
    private QrPath _qr = QrPath.None;
    private IReadOnlyList<string>? _codes;
    private string _code = "";
    private string? _problem;

    [CascadingParameter] private AccountGuard Guard { get; set; } = default!;

    [CascadingParameter] private IJSObjectReference Browser { get; set; } = default!;

    [CascadingParameter] private Shell Shell { get; set; } = default!;

    [Inject] private CircuitUseCases UseCases { get; set; } = default!;

    [Inject] private CurrentAgent Me { get; set; } = default!;

    [Inject] private ErrorText Errors { get; set; } = default!;

    [Inject] private IStringLocalizer<PageTexts> P { get; set; } = default!;

    private RenderFragment? ProblemText => _problem is null
        ? null
        : builder =>
        {
            builder.OpenElement(0, "p");
            builder.AddAttribute(1, "class", "form-error");
            builder.AddAttribute(2, "role", "alert");
            builder.AddContent(3, _problem);
            builder.CloseElement();
        };

    /// <inheritdoc/>
    public void Dispose() => Guard.Done -= ReadAsync;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Guard.Done += ReadAsync;
        await ReadAsync();
    }

    private static string Grouped(string secret) => string.Join(' ', secret.Chunk(4).Select(four => new string(four)));

    private async Task ReadAsync()
    {
        _state = await UseCases.RunAsync<OwnSecondFactor, SecondFactorState>((own, ct) => own.StateAsync(ct));
        StateHasChanged();
    }

    private Task OfferAsync() => Guard.RunAsync(
        async () =>
        {
            var offered = await UseCases.RunAsync<OwnSecondFactor, Result<AppOffer>>((own, ct) => own.OfferAsync(Me.Session, ct));
            if (!offered.Succeeded) return offered.Error;
            (_offer, _qr, _code) = (offered.Value, QrPath.Of(offered.Value.Uri), "");
            return null;
        },
        Show);

    private Task EnableAsync() => Guard.RunAsync(() => CodesAsync((own, ct) => own.EnableAsync(Me.Session, _code, ct)), Show);

    private Task NewCodesAsync() => Guard.RunAsync(() => CodesAsync((own, ct) => own.NewCodesAsync(Me.Session, ct)), Show);

    private Task RemoveAsync() => Guard.RunAsync(
        async () => (await UseCases.RunAsync<OwnSecondFactor, Result>((own, ct) => own.RemoveAppAsync(Me.Session, ct))).Error, Show);

    private Task UseMailAsync(bool on) => Guard.RunAsync(
        async () => (await UseCases.RunAsync<OwnSecondFactor, Result>((own, ct) => own.UseMailAsync(Me.Session, on, ct))).Error, Show);

    private async Task<Error?> CodesAsync(Func<OwnSecondFactor, CancellationToken, Task<Result<IReadOnlyList<string>>>> make)
    {
        var made = await UseCases.RunAsync(make);
        if (!made.Succeeded) return made.Error;
        (_codes, _offer) = (made.Value, null);
        return null;
    }

    // The codes are noted: what this sign-in may do has changed, so it goes on under a new id.
    private async Task FinishAsync()
    {
        _codes = null;
        await Browser.InvokeVoidAsync("renew", "");
    }

    private void Show(Error? refused)
    {
        _problem = refused is null ? null : Errors.For(refused);
        StateHasChanged();
    }
}
