using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Infrastructure.Notifications.Push;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Infrastructure.Presence;
using Helpdesk.Infrastructure.Secrets;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Helpdesk.Tests.Architecture;

/// <summary>Every stored type belongs to a workspace, and nobody looks past the wall but four named places (DECISIONS 26, docs/decisions/0009).</summary>
public sealed class PersistenceRuleTests : IDisposable
{
    private static readonly Type[] OfTheInstallation =
    [
        typeof(Tenant), typeof(TenantDomain), typeof(User), typeof(SetupLink), typeof(DataProtectionKeyRow), typeof(KeyCheck), typeof(SignInAttempt), typeof(UserSession), typeof(KnownDevice),
        typeof(SecondFactor), typeof(RecoveryCode), typeof(SignInChallenge), typeof(NodeLease), typeof(VapidKeyRow),
    ];

    private static readonly string[] MayLiftTheFilter =
    [
        "Helpdesk.Infrastructure/Channels/ChannelDirectory.cs", "Helpdesk.Infrastructure/Identity/MembershipDirectory.cs", "Helpdesk.Infrastructure/Live/LiveHeads.cs",
        "Helpdesk.Infrastructure/Work/WorkClaims.cs",
    ];

    private readonly WriteGate _gate = new(single: false);
    private readonly HelpdeskDb _db;

    public PersistenceRuleTests()
    {
        var options = new DbContextOptionsBuilder<HelpdeskDb>();
        options.UseDatabase("Sqlite", "Data Source=never-opened.db");
        _db = new HelpdeskDb(options.Options, new ActorContext(), _gate);
    }

    public void Dispose()
    {
        _db.Dispose();
        _gate.Dispose();
    }

    [Fact]
    public void Every_stored_type_belongs_to_a_workspace_or_is_on_the_short_list()
    {
        var types = _db.Model.GetEntityTypes().Select(t => t.ClrType).ToList();
        Assert.True(types.Count > 20);
        var open = types.Where(t => !t.IsAssignableTo(typeof(ITenantOwned)) && !t.Namespace!.StartsWith("Microsoft.AspNetCore.Identity", StringComparison.Ordinal));
        Assert.Equal(OfTheInstallation.OrderBy(t => t.Name), open.OrderBy(t => t.Name));
    }

    [Fact]
    public void Every_type_of_a_workspace_is_filtered_by_it()
    {
        var owned = _db.Model.GetEntityTypes().Where(t => t.ClrType.IsAssignableTo(typeof(ITenantOwned))).ToList();
        Assert.NotEmpty(owned);
        Assert.Empty(owned.Where(t => !t.GetDeclaredQueryFilters().Any(f => f.Key == ModelConventions.TenantFilter)).Select(t => t.ClrType.Name));
    }

    [Fact]
    public void Unique_keys_of_a_workspaces_rows_begin_with_the_workspace()
    {
        var owned = _db.Model.GetEntityTypes().Where(t => t.ClrType.IsAssignableTo(typeof(ITenantOwned))).ToList();
        var unique = owned.SelectMany(t => t.GetIndexes()).Where(i => i.IsUnique).ToList();
        Assert.NotEmpty(unique);
        Assert.Empty(unique.Where(i => i.Properties[0].Name != nameof(ITenantOwned.TenantId)).Select(i => i.DisplayName()));
        // A key without the workspace is a drawn id, unique over the installation.
        Assert.Empty(owned.Select(t => t.FindPrimaryKey()!).Where(k => k.Properties[0].Name is not (nameof(ITenantOwned.TenantId) or "Id")).Select(k => k.DeclaringEntityType.DisplayName()));
    }

    [Fact]
    public void Every_aggregate_is_guarded_by_its_version()
    {
        var aggregates = _db.Model.GetEntityTypes().Where(t => t.ClrType.IsAssignableTo(typeof(Aggregate))).ToList();
        Assert.NotEmpty(aggregates);
        Assert.All(aggregates, t => Assert.True(t.FindProperty(nameof(Aggregate.Version))!.IsConcurrencyToken));
    }

    [Fact]
    public void The_workspace_filter_is_lifted_in_four_named_places_only()
    {
        var lifting = Repository.Files(".cs", ".razor").Where(f => !f.StartsWith("Helpdesk.Tests/", StringComparison.Ordinal) && Repository.Read(f).Contains("IgnoreQueryFilters(", StringComparison.Ordinal));
        Assert.Equal(MayLiftTheFilter, lifting);
    }

    [Fact]
    public void No_product_code_writes_its_own_sql()
    {
        string[] raw = ["FromSql", "ExecuteSql", "SqlQuery"];
        string[] besides = ["Helpdesk.Tests/", "Helpdesk.Bench/"];
        var files = Repository.Files(".cs", ".razor").Where(f => !besides.Any(b => f.StartsWith(b, StringComparison.Ordinal)) && !f.Contains("/Migrations/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, f => !f.Contains("/Persistence/", StringComparison.Ordinal) && raw.Any(r => Repository.Read(f).Contains(r, StringComparison.Ordinal)));
    }
}
