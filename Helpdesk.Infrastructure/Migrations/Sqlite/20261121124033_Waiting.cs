using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Helpdesk.Infrastructure.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Waiting : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "DelayedSince",
                table: "Tickets",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "HandlingSeconds",
                table: "Tickets",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "WaitEndedBySequence",
                table: "Tickets",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "DelayEvents",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    TenantId = table.Column<long>(type: "INTEGER", nullable: false),
                    TicketId = table.Column<long>(type: "INTEGER", nullable: false),
                    AgentId = table.Column<long>(type: "INTEGER", nullable: true),
                    DepartmentId = table.Column<long>(type: "INTEGER", nullable: false),
                    WaitingSince = table.Column<long>(type: "INTEGER", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    End = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    Seconds = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DelayEvents", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DelayEvents_Tickets_TicketId",
                        column: x => x.TicketId,
                        principalTable: "Tickets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ReplyTimes",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    TenantId = table.Column<long>(type: "INTEGER", nullable: false),
                    TicketId = table.Column<long>(type: "INTEGER", nullable: false),
                    AgentId = table.Column<long>(type: "INTEGER", nullable: true),
                    DepartmentId = table.Column<long>(type: "INTEGER", nullable: false),
                    IsFirst = table.Column<int>(type: "INTEGER", nullable: false),
                    WaitedFrom = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Seconds = table.Column<long>(type: "INTEGER", nullable: false),
                    BusinessSeconds = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReplyTimes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ReplyTimes_Messages_Id",
                        column: x => x.Id,
                        principalTable: "Messages",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_TenantId_DelayedSince",
                table: "Tickets",
                columns: new[] { "TenantId", "DelayedSince" });

            migrationBuilder.CreateIndex(
                name: "IX_DelayEvents_TenantId_AgentId_StartedAt",
                table: "DelayEvents",
                columns: new[] { "TenantId", "AgentId", "StartedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_DelayEvents_TenantId_TicketId_StartedAt",
                table: "DelayEvents",
                columns: new[] { "TenantId", "TicketId", "StartedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_DelayEvents_TicketId",
                table: "DelayEvents",
                column: "TicketId");

            migrationBuilder.CreateIndex(
                name: "IX_ReplyTimes_TenantId_AgentId_At",
                table: "ReplyTimes",
                columns: new[] { "TenantId", "AgentId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_ReplyTimes_TenantId_TicketId_At",
                table: "ReplyTimes",
                columns: new[] { "TenantId", "TicketId", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DelayEvents");

            migrationBuilder.DropTable(
                name: "ReplyTimes");

            migrationBuilder.DropIndex(
                name: "IX_Tickets_TenantId_DelayedSince",
                table: "Tickets");

            migrationBuilder.DropColumn(
                name: "DelayedSince",
                table: "Tickets");

            migrationBuilder.DropColumn(
                name: "HandlingSeconds",
                table: "Tickets");

            migrationBuilder.DropColumn(
                name: "WaitEndedBySequence",
                table: "Tickets");
        }
    }
}
