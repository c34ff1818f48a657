using System.Net.Mail;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Identity;

/// <summary>Makes a one-use link for a colleague; it is shown once, to copy (DECISIONS 29).</summary>
public sealed class InviteColleague(
    IPeopleStore people, IDepartmentStore departments, RoleGrants grants, InvitationTools tools, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Invites.</summary>
    /// <param name="email">The colleague's address: the sign-in.</param>
    /// <param name="role">What the colleague will be.</param>
    /// <param name="places">Where the colleague will work; none means the oldest department.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The link's token: the workspace and the secret, joined by a dot.</returns>
    public async Task<Result<string>> ExecuteAsync(string email, RoleChoice role, IReadOnlyList<DepartmentId> places, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManagePeople) is { } denied) return denied;
        if (!MailAddress.TryCreate(email.Trim(), out var address)) return PeopleErrors.Email;
        if (await grants.CheckAsync(role, ct) is { } beyond) return beyond;
        var open = await departments.OpenAsync(ct);
        if (places.Except(open).Any()) return PeopleErrors.Department;
        var (token, hash) = tools.Links.Create();
        people.Add(Invitation.Create(tools.Ids.Next(), hash, address.Address, role, places.Count > 0 ? places : [open[0]], tools.Clock.GetUtcNow()));
        var saved = await work.SaveAsync(ct);
        return saved.Succeeded ? JoinToken.Join(actor.Current.Tenant, token) : saved.Error;
    }
}

/// <summary>What making a link takes.</summary>
public sealed record InvitationTools(ILinkTokens Links, IIdSource Ids, TimeProvider Clock);

/// <summary>Takes an invitation back before anybody uses it.</summary>
public sealed class RevokeInvitation(IMemberStore members, IUnitOfWork work, IActorAccessor actor, TimeProvider clock)
{
    /// <summary>Revokes.</summary>
    public async Task<Result> ExecuteAsync(long id, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManagePeople) is { } denied) return denied;
        if (await members.FindInvitationAsync(id, ct) is not { } invitation) return PeopleErrors.NoSuchInvitation;
        if (invitation.Revoke(clock.GetUtcNow()) is { } refused) return refused;
        return await work.SaveAsync(ct);
    }
}

/// <summary>A colleague follows the link: a sign-in of their own, and a membership.</summary>
public sealed class JoinWorkspace(IPeopleStore people, ILinkTokens links, IIdSource ids, IUnitOfWork work, TimeProvider clock)
{
    /// <summary>The address a usable link was made for; null when it is used up, taken back, late or unknown.</summary>
    public async Task<string?> InvitedAsync(string secret, CancellationToken ct) =>
        await people.FindInvitationAsync(links.HashOf(secret), ct) is { } invitation && invitation.IsUsable(clock.GetUtcNow()) ? invitation.Email : null;

    /// <summary>Joins; who has a sign-in already gives its password.</summary>
    public async Task<Result<UserId>> ExecuteAsync(string secret, string name, string password, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (PersonName.Check(name) is { } badName) return badName;
        if (await people.FindInvitationAsync(links.HashOf(secret), ct) is not { } invitation) return PeopleErrors.Link;
        if (invitation.Use(now) is { } refused) return refused;
        var user = await people.AddUserAsync(new UserId(ids.Next()), invitation.Email, name, password, mayExist: true, ct);
        if (!user.Succeeded) return user.Error;
        var role = new RoleChoice(invitation.Role, invitation.CustomRoleId);
        people.Add(Membership.Create(new AgentId(ids.Next()), user.Value, name, role, invitation.Departments, now));
        var saved = await work.SaveAsync(ct);
        return saved.Succeeded ? user : saved.Error == SaveErrors.Conflict ? PeopleErrors.Link : saved.Error;
    }
}

/// <summary>The token in an invitation's address names its workspace, so that it is looked up inside that workspace only.</summary>
public static class JoinToken
{
    /// <summary>Joins workspace and secret.</summary>
    public static string Join(TenantId tenant, string secret) => $"{tenant.Value:x}.{secret}";

    /// <summary>Takes a token apart; null when it is not one.</summary>
    public static (TenantId Tenant, string Secret)? Split(string token)
    {
        var dot = token.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && long.TryParse(token.AsSpan(0, dot), System.Globalization.NumberStyles.HexNumber, null, out var tenant)
            ? (new TenantId(tenant), token[(dot + 1)..])
            : null;
    }
}
