using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Api;

/// <summary>What a token is: who may make one, what it may do, and how it ends.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    private static readonly Permission[] Reading = [Permission.ViewTickets];
    private TestDesk _desk = null!;
    private TokenDirectory _tokens = null!;

    public async Task InitializeAsync()
    {
        _desk = await TestDesk.StartAsync();
        _tokens = _desk.Services.GetRequiredService<TokenDirectory>();
    }

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task Only_the_hash_of_a_token_is_stored_and_its_beginning_shown()
    {
        var made = await MakeAsync(_desk.Admin, "till");
        Assert.Matches("^hd_[0-9a-f]+_[A-Za-z0-9_-]{43}$", made.Text);
        var stored = await _desk.LookAsync(db => db.ApiTokens.AsNoTracking().SingleAsync());
        Assert.Equal(64, stored.Hash.Length);
        Assert.StartsWith(stored.Prefix, made.Text, StringComparison.Ordinal);
        Assert.Equal(made.Text.Length - 37, stored.Prefix.Length);
        var log = await _desk.LookAsync(db => db.ActivityLog.AsNoTracking().SingleAsync(e => e.Action == "api-token.added"));
        Assert.DoesNotContain(stored.Hash, log.After!, StringComparison.Ordinal);
        Assert.Contains("ViewTickets", log.After!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_personal_token_has_its_members_rights_of_the_moment_within_its_scopes()
    {
        var eve = await _desk.Given.AgentAsync(_desk.Admin, "Eve");
        var made = await MakeAsync(eve, "phone", TokenKind.Personal, null, Permission.ViewTickets, Permission.WorkTickets);
        var token = (await _tokens.FindAsync(made.Text, default))!;
        Assert.Equal((eve.Agent, eve.User, eve.Tenant), (token.Actor.Agent, token.Actor.User, token.Actor.Tenant));
        Assert.Equal([Permission.ViewTickets, Permission.WorkTickets], token.Actor.Granted.Order());
        Assert.Equal(eve.Departments, token.Actor.Departments);

        await BecomeAsync(eve, Role.QA);
        Assert.Equal([Permission.ViewTickets], (await _tokens.FindAsync(made.Text, default))!.Actor.Granted);
    }

    [Fact]
    public async Task A_service_token_has_its_scopes_and_is_nobody()
    {
        var made = await MakeAsync(_desk.Admin, "bridge", TokenKind.Service, null, Permission.ViewTickets, Permission.ViewAllTickets);
        var actor = (await _tokens.FindAsync(made.Text, default))!.Actor;
        Assert.Equal((null, null), (actor.Agent, actor.User));
        Assert.Equal([Permission.ViewTickets, Permission.ViewAllTickets], actor.Granted.Order());
    }

    [Fact]
    public async Task Nobody_makes_a_token_that_can_do_more_than_its_maker()
    {
        var eve = await _desk.Given.AgentAsync(_desk.Admin, "Eve");
        Assert.Equal(PermissionErrors.BeyondYours, (await TryAsync(eve, new TokenRequest(TokenKind.Personal, "x", new HashSet<Permission> { Permission.ManagePeople }))).Error);
        Assert.Equal(PermissionErrors.Denied.Code, (await TryAsync(eve, new TokenRequest(TokenKind.Service, "x", Reading.ToHashSet()))).Error!.Code);
        var limited = eve.Limited(Reading.ToHashSet());
        Assert.Equal(PermissionErrors.Denied.Code, (await TryAsync(limited, new TokenRequest(TokenKind.Personal, "x", Reading.ToHashSet()))).Error!.Code);
    }

    [Theory]
    [InlineData("", "token.name")]
    [InlineData("a\u001b[31mred", "token.name")]
    [InlineData("a\r\nb", "token.name")]
    public async Task A_name_is_one_plain_line(string name, string code) =>
        Assert.Equal(code, (await TryAsync(_desk.Admin, new TokenRequest(TokenKind.Personal, name, Reading.ToHashSet()))).Error!.Code);

    [Fact]
    public async Task A_token_wants_a_scope_a_future_and_seeing_before_seeing_all()
    {
        Assert.Equal(TokenErrors.Scopes, (await TryAsync(_desk.Admin, new TokenRequest(TokenKind.Personal, "x", Permissions.Nothing))).Error);
        Assert.Equal(TokenErrors.Expiry, (await TryAsync(_desk.Admin, new TokenRequest(TokenKind.Personal, "x", Reading.ToHashSet(), _desk.Clock.GetUtcNow()))).Error);
        Assert.Equal(RoleErrors.NeedsViewing, (await TryAsync(_desk.Admin, new TokenRequest(TokenKind.Service, "x", new HashSet<Permission> { Permission.ViewAllTickets }))).Error);
    }

    [Fact]
    public async Task A_token_ends_at_its_time()
    {
        var made = await MakeAsync(_desk.Admin, "short", TokenKind.Service, _desk.Clock.GetUtcNow().AddHours(1), Reading);
        Assert.NotNull(await _tokens.FindAsync(made.Text, default));
        _desk.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(await _tokens.FindAsync(made.Text, default));
    }

    [Fact]
    public async Task A_revoked_token_is_refused_from_then_on()
    {
        var made = await MakeAsync(_desk.Admin, "till");
        Assert.NotNull(await _tokens.FindAsync(made.Text, default));
        Assert.True((await RevokeAsync(_desk.Admin, made.Id)).Succeeded);
        await _desk.Given.LiveSettledAsync(_desk.Tenant);
        Assert.Null(await _tokens.FindAsync(made.Text, default));
        Assert.Equal(TokenErrors.Revoked, (await RevokeAsync(_desk.Admin, made.Id)).Error);
    }

    [Fact]
    public async Task One_revokes_ones_own_and_who_manages_tokens_anybodys()
    {
        var (eve, ben) = (await _desk.Given.AgentAsync(_desk.Admin, "Eve"), await _desk.Given.AgentAsync(_desk.Admin, "Ben"));
        var (hers, service) = (await MakeAsync(eve, "hers"), await MakeAsync(_desk.Admin, "bridge", TokenKind.Service, null, Reading));
        Assert.Equal(TokenErrors.NotFound, (await RevokeAsync(ben, hers.Id)).Error);
        Assert.Equal(TokenErrors.NotFound, (await RevokeAsync(ben, service.Id)).Error);
        Assert.Equal(PermissionErrors.Denied.Code, (await RevokeAsync(ben.Limited(Reading.ToHashSet()), hers.Id)).Error!.Code);
        Assert.True((await RevokeAsync(eve, hers.Id)).Succeeded);
        Assert.True((await RevokeAsync(_desk.Admin, service.Id)).Succeeded);

        Assert.Equal(["hers"], (await ListAsync(eve, (q, ct) => q.OwnAsync(ct))).Value.Select(t => t.Name));
        Assert.Equal(["bridge", "hers"], (await ListAsync(_desk.Admin, (q, ct) => q.AllAsync(ct))).Value.Select(t => t.Name));
        Assert.Equal(["Eve", null], (await ListAsync(_desk.Admin, (q, ct) => q.AllAsync(ct))).Value.Select(t => t.AgentName).OrderDescending());
        Assert.Equal(PermissionErrors.Denied.Code, (await ListAsync(eve, (q, ct) => q.AllAsync(ct))).Error!.Code);
    }

    [Fact]
    public async Task Tokens_end_with_the_membership_with_the_right_to_have_them_and_with_the_workspace()
    {
        var eve = await _desk.Given.AgentAsync(_desk.Admin, "Eve");
        var (hers, service) = (await MakeAsync(eve, "hers"), await MakeAsync(_desk.Admin, "bridge", TokenKind.Service, null, Reading));
        Assert.NotNull(await _tokens.FindAsync(hers.Text, default));

        var without = await _desk.RunAsync<CreateRole, Result<RoleId>>(_desk.Admin, u => u.ExecuteAsync("Reader", Reading.ToHashSet(), default));
        await BecomeAsync(eve, new RoleChoice(Role.Custom, without.Value));
        Assert.Null(await _tokens.FindAsync(hers.Text, default));
        await BecomeAsync(eve, Role.Agent);
        Assert.NotNull(await _tokens.FindAsync(hers.Text, default));

        Assert.True((await _desk.RunAsync<DeactivateMember, Result>(_desk.Admin, u => u.ExecuteAsync(eve.Agent!.Value, default))).Succeeded);
        await _desk.Given.LiveSettledAsync(_desk.Tenant);
        Assert.Null(await _tokens.FindAsync(hers.Text, default));

        Assert.NotNull(await _tokens.FindAsync(service.Text, default));
        var boss = Actor.Operator(_desk.Tenant, _desk.Admin.User);
        Assert.True((await _desk.RunAsync<SuspendWorkspace, Result>(boss, u => u.ExecuteAsync(default))).Succeeded);
        await _desk.Given.LiveSettledAsync(_desk.Tenant);
        Assert.Null(await _tokens.FindAsync(service.Text, default));
        Assert.True((await _desk.RunAsync<SuspendWorkspace, Result>(boss, u => u.ResumeAsync(default))).Succeeded);
        await _desk.Given.LiveSettledAsync(_desk.Tenant);
        Assert.NotNull(await _tokens.FindAsync(service.Text, default));
    }

    [Fact]
    public async Task A_secret_opens_no_other_workspace_and_half_a_token_nothing()
    {
        var other = await _desk.Given.AnotherWorkspaceAsync();
        var made = await MakeAsync(_desk.Admin, "till");
        var (tenant, secret) = TokenText.Split(made.Text)!.Value;
        Assert.Equal(_desk.Tenant, tenant);
        string[] wrong =
        [
            TokenText.Join(other.Tenant, secret), made.Text[..^1], made.Text + "x", secret, "hd_", "hd__", "hd_zz_" + secret, "hd_-1_" + secret, "", "Bearer", new string('h', 9000),
        ];
        foreach (var text in wrong) Assert.Null(await _tokens.FindAsync(text, default));
        Assert.NotNull(await _tokens.FindAsync(made.Text, default));
    }

    [Fact]
    public async Task Its_last_use_is_written_once_a_minute()
    {
        var made = await MakeAsync(_desk.Admin, "till");
        Assert.Null(await UsedAsync());
        var first = _desk.Clock.GetUtcNow();
        await _tokens.FindAsync(made.Text, default);
        Assert.Equal(first, await UsedAsync());
        _desk.Clock.Advance(TimeSpan.FromSeconds(59));
        await _tokens.FindAsync(made.Text, default);
        Assert.Equal(first, await UsedAsync());
        _desk.Clock.Advance(TimeSpan.FromSeconds(1));
        await _tokens.FindAsync(made.Text, default);
        Assert.Equal(first.AddMinutes(1), await UsedAsync());
        Assert.DoesNotContain(await _desk.LookAsync(db => db.ActivityLog.Select(e => e.Action).ToListAsync()), a => a == "api-token.changed");
    }

    private Task<DateTimeOffset?> UsedAsync() => _desk.LookAsync(db => db.ApiTokens.Select(t => t.LastUsedAt).SingleAsync());

    private Task<Result<NewToken>> TryAsync(Actor maker, TokenRequest request) => _desk.RunAsync<CreateToken, Result<NewToken>>(maker, u => u.ExecuteAsync(request, default));

    private async Task<NewToken> MakeAsync(Actor maker, string name, TokenKind kind = TokenKind.Personal, DateTimeOffset? expires = null, params Permission[] scopes)
    {
        var made = await TryAsync(maker, new TokenRequest(kind, name, scopes.Length > 0 ? scopes.ToHashSet() : maker.Granted, expires));
        Assert.Null(made.Error);
        await _desk.Given.LiveSettledAsync(maker.Tenant);
        return made.Value;
    }

    private Task<Result> RevokeAsync(Actor actor, long id) => _desk.RunAsync<RevokeToken, Result>(actor, u => u.ExecuteAsync(id, default));

    private Task<Result<IReadOnlyList<TokenRow>>> ListAsync(Actor actor, Func<ITokenQueries, CancellationToken, Task<Result<IReadOnlyList<TokenRow>>>> list) =>
        _desk.RunAsync<ITokenQueries, Result<IReadOnlyList<TokenRow>>>(actor, q => list(q, default));

    private async Task BecomeAsync(Actor member, RoleChoice role)
    {
        var row = await _desk.LookAsync(db => db.Memberships.AsNoTracking().SingleAsync(m => m.Id == member.Agent));
        var places = row.Departments.Select(d => new DepartmentPlace(d.DepartmentId)).ToList();
        var change = new MemberChange(row.Id, row.Version, row.Name, role, places, WorkProfile.Usual);
        Assert.Null((await _desk.RunAsync<ChangeMember, Result>(_desk.Admin, u => u.ExecuteAsync(change, default))).Error);
        await _desk.Given.LiveSettledAsync(_desk.Tenant);
    }
}
