using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Identity;

/// <summary>Changes the workspace's settings.</summary>
public sealed class ChangeWorkspace(ITenantStore tenants, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Changes all of them together, or says which one is wrong.</summary>
    /// <param name="profile">What they are to be.</param>
    /// <param name="version">The version the editor had on screen; a newer one is a conflict.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Result> ExecuteAsync(TenantProfile profile, long version, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageWorkspace) is { } denied) return denied;
        if (await tenants.FindCurrentAsync(ct) is not { } tenant) return TenantErrors.NotFound;
        if (tenant.Version != version) return SaveErrors.Conflict;
        if (tenant.Change(profile) is { } refused) return refused;
        var saved = await work.SaveAsync(ct);
        return saved.Error == SaveErrors.Duplicate ? TenantErrors.SlugTaken : saved;
    }
}

/// <summary>Shows the company's own logo, or ours again.</summary>
public sealed class ChangeLogo(ITenantStore tenants, IFileStore files, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>The largest logo, in bytes.</summary>
    public const int Largest = 512 * 1024;

    // What browsers draw without running anything (ABUSE 17: an SVG may hold a script).
    private static readonly string[] Pictures = ["image/png", "image/jpeg", "image/webp"];

    /// <summary>Takes a picture's bytes; none for ours.</summary>
    public async Task<Result> ExecuteAsync(byte[]? picture, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageWorkspace) is { } denied) return denied;
        if (await tenants.FindCurrentAsync(ct) is not { } tenant) return TenantErrors.NotFound;
        string? key = null;
        if (picture is not null)
        {
            if (picture.Length is 0 or > Largest) return TenantErrors.Logo;
            var stored = await files.SaveAsync(tenant.Id, new MemoryStream(picture), ct);
            if (!Pictures.Contains(stored.ContentType)) return TenantErrors.Logo;
            key = stored.Key;
        }

        tenant.ShowLogo(key);
        return await work.SaveAsync(ct);
    }
}
