using System.Globalization;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Web.Resources;
using Microsoft.AspNetCore.Components;

namespace Helpdesk.Web.Identity;

/// <summary>Keys for programs: one's own, and for who manages them everybody's.</summary>
public sealed partial class TokensPage
{
    // Days; 0 is for ever.
    private static readonly IReadOnlyList<int> Lifetimes = [30, 90, 365, 0];

    private readonly HashSet<Permission> _scopes = [];
    private IReadOnlyList<TokenRow> _own = [];
    private IReadOnlyList<TokenRow> _everybodys = [];
    private bool _all;
    private bool _making;
    private string _name = "";
    private TokenKind _kind;
    private int _days = Lifetimes[1];
    private string? _text;

    [Inject] private TimeProvider Clock { get; set; } = default!;

    /// <inheritdoc/>
    protected override IReadOnlyList<Permission> Opens => [Permission.UseApi, Permission.ManageTokens];

    private IReadOnlyList<TokenKind> Kinds =>
        [.. Enum.GetValues<TokenKind>().Where(kind => Me.Can(kind == TokenKind.Personal ? Permission.UseApi : Permission.ManageTokens))];

    private IReadOnlyList<TokenRow> Shown => _all || !Me.Can(Permission.UseApi) ? _everybodys : _own;

    /// <inheritdoc/>
    protected override async Task ReadAsync()
    {
        _own = await RowsAsync(Permission.UseApi, (q, ct) => q.OwnAsync(ct));
        _everybodys = await RowsAsync(Permission.ManageTokens, (q, ct) => q.AllAsync(ct));
    }

    private async Task<IReadOnlyList<TokenRow>> RowsAsync(Permission needed, Func<ITokenQueries, CancellationToken, Task<Result<IReadOnlyList<TokenRow>>>> read)
    {
        if (!Me.Can(needed)) return [];
        var rows = await UseCases.RunAsync(read, Gone);
        return rows.Succeeded ? rows.Value : [];
    }

    private void Open()
    {
        (_making, _text, _name, _kind) = (!_making, null, "", Kinds[0]);
        _scopes.Clear();
        if (Me.Can(Permission.ViewTickets)) _scopes.Add(Permission.ViewTickets);
    }

    private async Task MakeAsync()
    {
        var until = _days == 0 ? (DateTimeOffset?)null : Clock.GetUtcNow().AddDays(_days);
        var wish = new TokenRequest(_kind, _name, _scopes.ToHashSet(), until);
        var made = await UseCases.RunAsync<CreateToken, Result<NewToken>>((create, ct) => create.ExecuteAsync(wish, ct), Gone);
        if (!Tell(made.Error)) return;
        (_making, _text, _all) = (false, made.Value.Text, _kind == TokenKind.Service);
        await ReadAsync();
    }

    private async Task RevokeAsync(long token)
    {
        if (await DoAsync<RevokeToken>((revoke, ct) => revoke.ExecuteAsync(token, ct), A["tokens.revoked"])) await ReadAsync();
    }

    private void Allow(Permission permission, bool yes)
    {
        if (yes) _scopes.Add(permission);
        else _scopes.Remove(permission);
    }

    private bool HasEnded(TokenRow token) => token.RevokedAt is not null || token.ExpiresAt <= Clock.GetUtcNow();

    private string EndOf(TokenRow token) => token switch
    {
        { RevokedAt: { } revoked } => A["tokens.revoked.on", Isolate.Of(Day(revoked))],
        { ExpiresAt: { } end } when end <= Clock.GetUtcNow() => A["tokens.expired.on", Isolate.Of(Day(end))],
        { ExpiresAt: { } end } => Isolate.Of(Day(end)),
        _ => A["tokens.never"],
    };

    private string ScopesOf(TokenRow token) => string.Join(A["list.comma"], token.Scopes.Order().Select(scope => A[$"permission.{scope}"].Value));

    private string Day(DateTimeOffset at) => Shell.Local(at).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
