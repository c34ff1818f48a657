using Microsoft.EntityFrameworkCore.Migrations;

namespace Helpdesk.Infrastructure.Migrations;

/// <summary>What databases from before routing lack: everybody's status, each department's turn, a place in the queue for tickets nobody holds, and a look at customers who wait.</summary>
internal static class RoutingBackfill
{
    /// <summary>Adds the rows; the same words on every provider.</summary>
    public static void Run(MigrationBuilder migration)
    {
        migration.Sql("""
            INSERT INTO "AgentStatuses" ("Id", "TenantId", "State", "Since", "ManualAway", "WaveGiven", "MissedOffers", "Version")
            SELECT "Id", "TenantId", 'Offline', "JoinedAt", 0, 0, 0, 1 FROM "Memberships"
            """);
        migration.Sql("""
            INSERT INTO "RoutingTurns" ("Id", "TenantId", "DepartmentId", "Finished", "DueAt", "Stamp")
            SELECT d."Id", d."TenantId", d."Id", 0, t."CreatedAt", 0 FROM "Departments" d JOIN "Tenants" t ON t."Id" = d."TenantId"
            """);
        migration.Sql("""UPDATE "Tickets" SET "QueuedAt" = "CreatedAt" WHERE "IsActive" = 1 AND "AssigneeId" IS NULL""");
        // Looked at at once, and again when their threshold has passed; a ticket's id is nobody else's.
        migration.Sql("""
            INSERT INTO "Deadlines" ("Id", "TenantId", "Kind", "Subject", "DueAt", "Finished")
            SELECT "Id", "TenantId", 'Delay', "Id", "WaitingSince", 0 FROM "Tickets" WHERE "IsActive" = 1 AND "WaitingSince" IS NOT NULL
            """);
    }
}
