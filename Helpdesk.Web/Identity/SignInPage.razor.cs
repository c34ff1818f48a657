using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Web.Doors;
using Helpdesk.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Helpdesk.Web.Identity;

/// <summary>The sign-in, step by step: password or passkey, the code of a second factor, the workspace. Between steps only a proof travels.</summary>
public sealed partial class SignInPage
{
    private bool _stale;
    private string? _problem;
    private string? _note;
    private string? _proof;
    private CodeOffer? _offer;
    private CodeKind _kind;
    private IReadOnlyList<CurrentMembership>? _choices;

    [SupplyParameterFromForm(FormName = "signin")] private Form Input { get; set; } = default!;

    [SupplyParameterFromForm(Name = "proof")] private string? Proof { get; set; }

    [SupplyParameterFromForm(Name = "code")] private string? Code { get; set; }

    [SupplyParameterFromForm(Name = "kind")] private CodeKind? Kind { get; set; }

    [SupplyParameterFromForm(Name = "trust")] private bool Trust { get; set; }

    [SupplyParameterFromForm(Name = "tenant")] private long Chosen { get; set; }

    [SupplyParameterFromQuery] private string? ReturnUrl { get; set; }

    [SupplyParameterFromQuery] private string? Why { get; set; }

    [CascadingParameter] private HttpContext Context { get; set; } = default!;

    [Inject] private SignInDesk Desk { get; set; } = default!;

    [Inject] private SignInEntry Entry { get; set; } = default!;

    [Inject] private PublicPlace Place { get; set; } = default!;

    [Inject] private SignInMail Mail { get; set; } = default!;

    [Inject] private RegistrationDesk Registration { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private IStringLocalizer<PageTexts> P { get; set; } = default!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Input ??= new Form();
        if (Context.User.Identity?.IsAuthenticated == true && HttpMethods.IsGet(Context.Request.Method))
        {
            Go();
            return;
        }

        if (Why is "ended" or "idle" or "reset" or "lost") _note = P[$"signin.why.{Why}"];
        if (Proof is null) return;
        await ResumeAsync(Proof, Kind);
        _stale = _offer is null && _choices is not { Count: > 0 };
        if (_stale) StartOver();
    }

    private void StartOver() => _problem = P["signin.StartOver"];

    private async Task SignInAsync() => await ShowAsync(await Desk.TryAsync(Input.Email.Trim(), Input.Password, Input.Remember, Context.RequestAborted));

    private async Task CodeAsync() => await ShowAsync(await Desk.CodeAsync(Proof ?? "", _kind, Code ?? "", Trust, Context.RequestAborted));

    private async Task MailAsync()
    {
        if (!await Desk.SendCodeAsync(Proof ?? "", Mail.Code, Context.RequestAborted)) _problem = P["signin.mail.problem"];
        await ResumeAsync(Proof ?? "", CodeKind.Mail);
    }

    private async Task ChooseAsync()
    {
        if (await Entry.ChooseAsync(Proof ?? "", new TenantId(Chosen), Context.RequestAborted)) Go();
        else (_choices, _problem) = (null, P["signin.StartOver"]);
    }

    private async Task ShowAsync(SignInStep step)
    {
        if (step.Answer == SignInAnswer.SignedIn)
        {
            Go();
            return;
        }

        // The answer never carries the password back.
        Input.Password = "";
        if (step.Answer is not (SignInAnswer.Code or SignInAnswer.Choose)) _problem = P[$"signin.{step.Answer}"];
        (_offer, _choices) = (null, null);
        if (step.Proof is null) return;
        await ResumeAsync(step.Proof, Kind);
        // A workspace's own address has chosen already.
        if (_choices is not { Count: > 0 } || await Place.FindAsync() is not { } place || _choices.All(c => c.Tenant != place.Id)) return;
        if (await Entry.ChooseAsync(step.Proof, place.Id, Context.RequestAborted)) Go();
    }

    // A proof is for one kind of step only, so at most one of the two finds something.
    private async Task ResumeAsync(string proof, CodeKind? kind)
    {
        _proof = proof;
        _choices = await Entry.ChoicesAsync(proof, Context.RequestAborted);
        _offer = await Desk.OfferAsync(proof, Context.RequestAborted);
        _kind = kind ?? (_offer is { App: false } ? CodeKind.Mail : CodeKind.App);
    }

    private void Go() => Navigation.NavigateTo(LocalPath.Of(ReturnUrl), forceLoad: true);

    private sealed class Form
    {
        public string Email { get; set; } = "";

        public string Password { get; set; } = "";

        public bool Remember { get; set; }
    }
}
