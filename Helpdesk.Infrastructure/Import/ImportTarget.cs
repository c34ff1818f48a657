using Helpdesk.Core.Channels;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Import;

/// <summary>Finds the workspace an import goes into, and the account its conversations belong to.</summary>
public sealed class ImportTarget(UseCaseRunner runner)
{
    /// <summary>The workspace that is named, or the only one.</summary>
    internal async Task<Result<Tenant>> FindAsync(ImportRequest request, CancellationToken ct)
    {
        var all = await runner.RunAsync<HelpdeskDb, List<Tenant>>(Actor.Installation, db => db.Tenants.AsNoTracking().OrderBy(t => t.Slug).ToListAsync(ct));
        if (all.Count == 0) return ImportErrors.Workspace.With("There is no workspace yet: set one up first.");
        if (request.Workspace is null && all.Count == 1) return all[0];
        var slugs = string.Join(", ", all.Select(t => t.Slug));
        if (request.Workspace is null) return ImportErrors.Workspace.With($"There are several workspaces: choose one with --workspace: {slugs}.");
        return all.Find(t => t.Slug == request.Workspace) is { } named ? named : ImportErrors.Workspace.With($"There is no workspace '{request.Workspace}'. There are: {slugs}.");
    }

    /// <summary>What all batches share; makes the account for imported conversations when none was chosen.</summary>
    internal async Task<Result<ImportJob>> OpenAsync(Tenant workspace, ImportRequest request, IImportSource source, CancellationToken ct)
    {
        var account = await runner.RunAsync<ImportAccount, Result<ChannelAccountId>>(
            Actor.System(workspace.Id), a => a.FindOrMakeAsync(request.Number, source.Name, request.DryRun, ct));
        if (!account.Succeeded) return account.Error;
        var departments = await runner.RunAsync<IDepartmentStore, IReadOnlyList<DepartmentId>>(Actor.System(workspace.Id), d => d.OpenAsync(ct));
        return new ImportJob
        {
            Tenant = workspace.Id,
            WorkspaceSlug = workspace.Slug,
            Source = request.As ?? request.System,
            DryRun = request.DryRun,
            Files = new FilesFolder(request.Files),
            Department = departments[0],
            Account = account.Value,
            Patterns = [.. new[] { workspace.NumberPattern, source.NumberPattern }.Distinct()],
            AutoCloseAfter = workspace.AutoCloseAfter,
        };
    }
}

/// <summary>The account of imported conversations: a connected number that goes on with them, or an archive on which nothing is sent.</summary>
internal sealed class ImportAccount(HelpdeskDb db, IDepartmentStore departments, IUnitOfWork work, IIdSource ids, TimeProvider clock)
{
    public async Task<Result<ChannelAccountId>> FindOrMakeAsync(long? number, string system, bool dryRun, CancellationToken ct)
    {
        var all = await db.ChannelAccounts.AsNoTracking().OrderBy(a => a.Name).ToListAsync(ct);
        if (number is { } wanted)
        {
            if (all.Find(a => a.Id.Value == wanted && !a.IsArchive) is { } chosen) return chosen.Id;
            var there = string.Join(", ", all.Where(a => !a.IsArchive).Select(a => $"{a.Id.Value} ({a.Name})"));
            return ImportErrors.Number.With($"There is no number {wanted} in this workspace. There are: {(there.Length == 0 ? "none" : there)}.");
        }

        var name = $"{system} (imported)";
        if (all.Find(a => a.IsArchive && a.Name == name) is { } here) return here.Id;
        var made = ChannelAccount.Archive(new ChannelAccountId(ids.Next()), name, (await departments.OpenAsync(ct))[0], clock.GetUtcNow());
        if (dryRun) return made.Id;
        db.ChannelAccounts.Add(made);
        var saved = await work.SaveAsync(ct);
        return saved.Succeeded ? made.Id : saved.Error;
    }
}
