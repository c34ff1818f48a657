using Helpdesk.Core.Identity;
using Helpdesk.Core.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Helpdesk.Infrastructure.Persistence;

/// <summary>Stamps what is inserted with the acting workspace, and refuses to write another one's rows.</summary>
internal static class TenantStamp
{
    public static void Apply(ChangeTracker tracker, IActorAccessor actor)
    {
        foreach (var entry in tracker.Entries<ITenantOwned>())
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached) continue;
            var acting = actor.Current.Tenant;
            var stamped = entry.Entity.TenantId;
            if (entry.State == EntityState.Added && stamped == default) entry.Property(nameof(ITenantOwned.TenantId)).CurrentValue = acting;
            else if (stamped != acting)
                throw new InvalidOperationException($"A {entry.Metadata.ClrType.Name} of workspace {stamped.Value} was about to be written by workspace {acting.Value}.");
        }
    }
}
