using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Helpdesk.Infrastructure.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Routing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "TicketId",
                table: "Deadlines",
                newName: "Subject");

            migrationBuilder.AddColumn<long>(
                name: "CategoryId",
                table: "Tickets",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "OfferEndsAt",
                table: "Tickets",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "OfferedTo",
                table: "Tickets",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "QueuedAt",
                table: "Tickets",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "BreakPlaces",
                table: "Departments",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "AgentBreaks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    TenantId = table.Column<long>(type: "bigint", nullable: false),
                    AgentId = table.Column<long>(type: "bigint", nullable: false),
                    ReasonId = table.Column<long>(type: "bigint", nullable: false),
                    Minutes = table.Column<int>(type: "int", nullable: false),
                    State = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    AskedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    StartedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    EndedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    EndedBy = table.Column<long>(type: "bigint", nullable: true),
                    OverrunAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgentBreaks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AgentConnections",
                columns: table => new
                {
                    TenantId = table.Column<long>(type: "bigint", nullable: false),
                    AgentId = table.Column<long>(type: "bigint", nullable: false),
                    Node = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    WaitUntil = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgentConnections", x => new { x.TenantId, x.AgentId, x.Node });
                });

            migrationBuilder.CreateTable(
                name: "AgentStatuses",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    TenantId = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Since = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    ManualAway = table.Column<int>(type: "int", nullable: false),
                    BreakId = table.Column<long>(type: "bigint", nullable: true),
                    AvailableSince = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    LastGivenAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    WaveAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    WaveGiven = table.Column<int>(type: "int", nullable: false),
                    MissedOffers = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgentStatuses", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "BreakReasons",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    TenantId = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Minutes = table.Column<int>(type: "int", nullable: false),
                    Active = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BreakReasons", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Calendars",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    TenantId = table.Column<long>(type: "bigint", nullable: false),
                    DepartmentId = table.Column<long>(type: "bigint", nullable: true),
                    Week = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Holidays = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Calendars", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Categories",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    TenantId = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Skills = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    Active = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Categories", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DepartmentRules",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    TenantId = table.Column<long>(type: "bigint", nullable: false),
                    Values_DelayAfter = table.Column<long>(type: "bigint", nullable: true),
                    Values_HoursOnly = table.Column<int>(type: "int", nullable: false),
                    Values_Language = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Values_OfferFor = table.Column<long>(type: "bigint", nullable: false),
                    Values_PreviousFirst = table.Column<int>(type: "int", nullable: false),
                    Values_Strategy = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DepartmentRules", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DeskRules",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    TenantId = table.Column<long>(type: "bigint", nullable: false),
                    Values_AwayAfter = table.Column<long>(type: "bigint", nullable: false),
                    Values_DelayAfter = table.Column<long>(type: "bigint", nullable: false),
                    Values_DelayInHours = table.Column<int>(type: "int", nullable: false),
                    Values_IdleAfter = table.Column<long>(type: "bigint", nullable: false),
                    Values_MissedOffers = table.Column<int>(type: "int", nullable: false),
                    Values_OnBreak = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Values_OnConnectionLost = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Values_OnSignOut = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Values_WavePause = table.Column<long>(type: "bigint", nullable: false),
                    Values_WaveSize = table.Column<int>(type: "int", nullable: false),
                    Values_WhatsAppWeight = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeskRules", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "NodeLeases",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    StartedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    LeasedUntil = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NodeLeases", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RoutingTurns",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    TenantId = table.Column<long>(type: "bigint", nullable: false),
                    DepartmentId = table.Column<long>(type: "bigint", nullable: false),
                    Finished = table.Column<int>(type: "int", nullable: false),
                    DueAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Stamp = table.Column<long>(type: "bigint", nullable: false),
                    LeaseId = table.Column<long>(type: "bigint", nullable: true),
                    LeasedUntil = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RoutingTurns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StateSpans",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    TenantId = table.Column<long>(type: "bigint", nullable: false),
                    AgentId = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    From = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    To = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StateSpans", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TicketMoves",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    TenantId = table.Column<long>(type: "bigint", nullable: false),
                    TicketId = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Cause = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    From = table.Column<long>(type: "bigint", nullable: true),
                    To = table.Column<long>(type: "bigint", nullable: true),
                    Queue = table.Column<long>(type: "bigint", nullable: true),
                    By = table.Column<long>(type: "bigint", nullable: true),
                    Why = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TicketMoves", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TicketMoves_Tickets_TicketId",
                        column: x => x.TicketId,
                        principalTable: "Tickets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "TicketOffers",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    TenantId = table.Column<long>(type: "bigint", nullable: false),
                    TicketId = table.Column<long>(type: "bigint", nullable: false),
                    AgentId = table.Column<long>(type: "bigint", nullable: false),
                    From = table.Column<long>(type: "bigint", nullable: true),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    EndsAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Outcome = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Why = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TicketOffers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TicketOffers_Tickets_TicketId",
                        column: x => x.TicketId,
                        principalTable: "Tickets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_TenantId_DepartmentId_QueuedAt",
                table: "Tickets",
                columns: new[] { "TenantId", "DepartmentId", "QueuedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_AgentBreaks_TenantId_StartedAt",
                table: "AgentBreaks",
                columns: new[] { "TenantId", "StartedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_AgentBreaks_TenantId_State_AgentId",
                table: "AgentBreaks",
                columns: new[] { "TenantId", "State", "AgentId" });

            migrationBuilder.CreateIndex(
                name: "IX_BreakReasons_TenantId_Name",
                table: "BreakReasons",
                columns: new[] { "TenantId", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Calendars_TenantId",
                table: "Calendars",
                column: "TenantId");

            migrationBuilder.CreateIndex(
                name: "IX_Categories_TenantId_Name",
                table: "Categories",
                columns: new[] { "TenantId", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DeskRules_TenantId",
                table: "DeskRules",
                column: "TenantId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RoutingTurns_Finished_DueAt",
                table: "RoutingTurns",
                columns: new[] { "Finished", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_StateSpans_TenantId_AgentId_From",
                table: "StateSpans",
                columns: new[] { "TenantId", "AgentId", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_StateSpans_TenantId_From",
                table: "StateSpans",
                columns: new[] { "TenantId", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_TicketMoves_TenantId_At",
                table: "TicketMoves",
                columns: new[] { "TenantId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_TicketMoves_TenantId_TicketId_Id",
                table: "TicketMoves",
                columns: new[] { "TenantId", "TicketId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_TicketMoves_TicketId",
                table: "TicketMoves",
                column: "TicketId");

            migrationBuilder.CreateIndex(
                name: "IX_TicketOffers_TenantId_Outcome_AgentId",
                table: "TicketOffers",
                columns: new[] { "TenantId", "Outcome", "AgentId" });

            migrationBuilder.CreateIndex(
                name: "IX_TicketOffers_TenantId_TicketId",
                table: "TicketOffers",
                columns: new[] { "TenantId", "TicketId" });

            migrationBuilder.CreateIndex(
                name: "IX_TicketOffers_TicketId",
                table: "TicketOffers",
                column: "TicketId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AgentBreaks");

            migrationBuilder.DropTable(
                name: "AgentConnections");

            migrationBuilder.DropTable(
                name: "AgentStatuses");

            migrationBuilder.DropTable(
                name: "BreakReasons");

            migrationBuilder.DropTable(
                name: "Calendars");

            migrationBuilder.DropTable(
                name: "Categories");

            migrationBuilder.DropTable(
                name: "DepartmentRules");

            migrationBuilder.DropTable(
                name: "DeskRules");

            migrationBuilder.DropTable(
                name: "NodeLeases");

            migrationBuilder.DropTable(
                name: "RoutingTurns");

            migrationBuilder.DropTable(
                name: "StateSpans");

            migrationBuilder.DropTable(
                name: "TicketMoves");

            migrationBuilder.DropTable(
                name: "TicketOffers");

            migrationBuilder.DropIndex(
                name: "IX_Tickets_TenantId_DepartmentId_QueuedAt",
                table: "Tickets");

            migrationBuilder.DropColumn(
                name: "CategoryId",
                table: "Tickets");

            migrationBuilder.DropColumn(
                name: "OfferEndsAt",
                table: "Tickets");

            migrationBuilder.DropColumn(
                name: "OfferedTo",
                table: "Tickets");

            migrationBuilder.DropColumn(
                name: "QueuedAt",
                table: "Tickets");

            migrationBuilder.DropColumn(
                name: "BreakPlaces",
                table: "Departments");

            migrationBuilder.RenameColumn(
                name: "Subject",
                table: "Deadlines",
                newName: "TicketId");
        }
    }
}
