using System.Collections.Concurrent;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Helpdesk.Infrastructure.Tenancy;

/// <summary>A workspace as people see it who are not signed in: name and branding only.</summary>
public sealed record PublicWorkspace(TenantId Id, string Name, string Slug, string Language, string BrandColor, string? LogoKey);

/// <summary>
/// Whose public pages an address shows: by a proven domain of the company's own, by a sub-domain of <see cref="HelpdeskOptions.PublicUrl"/>, or by
/// slug (SEEDS 16). Cached on the node until a workspace changes; unknown names are remembered briefly, so that guessing costs the database little.
/// </summary>
public sealed class PublicWorkspaces : IDisposable
{
    private const int Most = 10_000;
    private readonly ConcurrentDictionary<string, PublicWorkspace?> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly UseCaseRunner _runner;
    private readonly string? _baseHost;
    private readonly IDisposable _subscription;

    /// <summary>Starts watching for changes.</summary>
    public PublicWorkspaces(UseCaseRunner runner, ILiveFeed feed, IOptions<HelpdeskOptions> options)
    {
        _runner = runner;
        _baseHost = Uri.TryCreate(options.Value.PublicUrl, UriKind.Absolute, out var url) ? url.Host : null;
        _subscription = feed.SubscribeAll(update =>
        {
            if (update.Kind == LiveKind.WorkspaceChanged) _known.Clear();
        });
    }

    /// <summary>The workspace a host name stands for; null for the installation's own name and unknown ones.</summary>
    public async ValueTask<PublicWorkspace?> OfHostAsync(string host, CancellationToken ct)
    {
        host = host.ToLowerInvariant();
        if (string.Equals(host, _baseHost, StringComparison.OrdinalIgnoreCase)) return null;
        if (_baseHost is not null && host.EndsWith("." + _baseHost, StringComparison.OrdinalIgnoreCase))
            return await OfSlugAsync(host[..^(_baseHost.Length + 1)], ct);
        return Uri.CheckHostName(host) == UriHostNameType.Dns && host.Contains('.', StringComparison.Ordinal)
            ? await KnownAsync("host:" + host, tenants => tenants.Where(t => t.Domains.Any(d => d.Domain == host && d.State == DomainState.Verified)), ct)
            : null;
    }

    /// <summary>The workspace with a slug.</summary>
    public async ValueTask<PublicWorkspace?> OfSlugAsync(string slug, CancellationToken ct)
    {
        slug = slug.ToLowerInvariant();
        return Slugs.IsValid(slug) ? await KnownAsync("slug:" + slug, tenants => tenants.Where(t => t.Slug == slug), ct) : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();

    private async ValueTask<PublicWorkspace?> KnownAsync(string key, Func<IQueryable<Tenant>, IQueryable<Tenant>> which, CancellationToken ct)
    {
        if (_known.TryGetValue(key, out var known)) return known;
        if (_known.Count >= Most) _known.Clear();
        var found = await _runner.RunAsync<HelpdeskDb, PublicWorkspace?>(Actor.Installation, db => which(db.Tenants.AsNoTracking())
            .Where(t => t.SuspendedAt == null).OrderBy(t => t.Id)
            .Select(t => new PublicWorkspace(t.Id, t.Name, t.Slug, t.Language, t.BrandColor, t.LogoKey)).FirstOrDefaultAsync(ct));
        _known[key] = found;
        return found;
    }
}
