using System.Globalization;
using Helpdesk.Core.Notifications;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Notifications.Push;
using Helpdesk.Web.Doors;
using Helpdesk.Web.Layout;
using Helpdesk.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Helpdesk.Web.Notifications;

/// <summary>Whether this browser is notified while its agent is not here. The words are given to the browser's worker: what is sent holds ids only.</summary>
public sealed partial class PushCard : IAsyncDisposable
{
    private IJSObjectReference? _push;
    private Answer? _answer;
    private string? _problem;
    private bool _busy;

    /// <summary>The member's devices.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<PushDevice> Devices { get; set; } = [];

    [CascadingParameter] private Shell Shell { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    [Inject] private CurrentAgent Me { get; set; } = default!;

    [Inject] private CircuitUseCases UseCases { get; set; } = default!;

    [Inject] private VapidKeys Keys { get; set; } = default!;

    [Inject] private ErrorText Errors { get; set; } = default!;

    [Inject] private IStringLocalizer<Texts> T { get; set; } = default!;

    // The push service may have ended what the browser still takes for a subscription: it is on when both ends know it.
    private string? State => _answer is { State: "on", Address: { } address } && !Devices.Any(d => d.AddressHash == PushSubscription.HashOf(address)) ? "off" : _answer?.State;

    private object Words => new
    {
        title = Me.Workspace.Name,
        lang = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName,
        dir = CultureInfo.CurrentUICulture.TextInfo.IsRightToLeft ? "rtl" : "ltr",
        kinds = NotificationMatrix.Kinds.ToDictionary(kind => kind.ToString(), kind => T[$"notify.kind.{kind}"].Value),
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_push is not null) await _push.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the module with it.
        }
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        _push = await Js.InvokeAsync<IJSObjectReference>("import", "/js/push.js");
        _answer = await _push.InvokeAsync<Answer>("state", Words);
        StateHasChanged();
    }

    private Task TurnOnAsync() => DoAsync(async () =>
    {
        var answer = await _push!.InvokeAsync<Answer>("subscribe", await Keys.PublicKeyAsync(CancellationToken.None), Words);
        if (answer is { Address: { } address, PublicKey: { } key, Auth: { } auth })
        {
            var done = await UseCases.RunAsync<SubscribePush, Result>((use, ct) => use.ExecuteAsync(new PushKeys(address, key, auth), answer.Browser ?? "", ct));
            _problem = done.Error is null ? null : Errors.For(done.Error);
            if (!done.Succeeded) await _push!.InvokeVoidAsync("unsubscribe");
        }
        else if (answer.State == "failed")
        {
            _problem = T["notify.push.failed"];
        }
    });

    private Task TurnOffAsync() => DoAsync(async () =>
    {
        if (await _push!.InvokeAsync<string?>("unsubscribe") is { } address)
            await UseCases.RunAsync<SubscribePush, Result>((use, ct) => use.EndAsync(address, ct));
    });

    private Task ForgetAsync(long device) => UseCases.RunAsync<SubscribePush, Result>((use, ct) => use.ForgetAsync(device, ct));

    private async Task DoAsync(Func<Task> work)
    {
        (_busy, _problem) = (true, null);
        await work();
        _answer = await _push!.InvokeAsync<Answer>("state", Words);
        _busy = false;
    }

    private sealed record Answer(string State, string? Address, string? PublicKey, string? Auth, string? Browser);
}
