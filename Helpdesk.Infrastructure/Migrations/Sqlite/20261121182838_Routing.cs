using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Helpdesk.Infrastructure.Migrations.Sqlite
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
                type: "INTEGER",
                nullable: true);

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
                name: "OfferEndsAt",
                table: "Tickets",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "OfferedTo",
                table: "Tickets",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "QueuedAt",
                table: "Tickets",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "WaitEndedBySequence",
                table: "Tickets",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "WhisperTo",
                table: "Messages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "BreakPlaces",
                table: "Departments",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "AgentBreaks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    TenantId = table.Column<long>(type: "INTEGER", nullable: false),
                    AgentId = table.Column<long>(type: "INTEGER", nullable: false),
                    ReasonId = table.Column<long>(type: "INTEGER", nullable: false),
                    Minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    AskedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedBy = table.Column<long>(type: "INTEGER", nullable: true),
                    OverrunAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgentBreaks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AgentConnections",
                columns: table => new
                {
                    TenantId = table.Column<long>(type: "INTEGER", nullable: false),
                    AgentId = table.Column<long>(type: "INTEGER", nullable: false),
                    Node = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    WaitUntil = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgentConnections", x => new { x.TenantId, x.AgentId, x.Node });
                });

            migrationBuilder.CreateTable(
                name: "AgentStatuses",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    TenantId = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Since = table.Column<long>(type: "INTEGER", nullable: false),
                    ManualAway = table.Column<int>(type: "INTEGER", nullable: false),
                    BreakId = table.Column<long>(type: "INTEGER", nullable: true),
                    AvailableSince = table.Column<long>(type: "INTEGER", nullable: true),
                    LastGivenAt = table.Column<long>(type: "INTEGER", nullable: true),
                    WaveAt = table.Column<long>(type: "INTEGER", nullable: true),
                    WaveGiven = table.Column<int>(type: "INTEGER", nullable: false),
                    MissedOffers = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgentStatuses", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "BreakReasons",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    TenantId = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    Active = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BreakReasons", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Calendars",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    TenantId = table.Column<long>(type: "INTEGER", nullable: false),
                    DepartmentId = table.Column<long>(type: "INTEGER", nullable: true),
                    Week = table.Column<string>(type: "TEXT", nullable: false),
                    Holidays = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Calendars", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Categories",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    TenantId = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Skills = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Active = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Categories", x => x.Id);
                });

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
                name: "DepartmentRules",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    TenantId = table.Column<long>(type: "INTEGER", nullable: false),
                    Values_DelayAfter = table.Column<TimeSpan>(type: "TEXT", nullable: true),
                    Values_HoursOnly = table.Column<int>(type: "INTEGER", nullable: false),
                    Values_Language = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Values_OfferFor = table.Column<TimeSpan>(type: "TEXT", nullable: false),
                    Values_PreviousFirst = table.Column<int>(type: "INTEGER", nullable: false),
                    Values_Strategy = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DepartmentRules", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DeskRules",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    TenantId = table.Column<long>(type: "INTEGER", nullable: false),
                    Values_AwayAfter = table.Column<TimeSpan>(type: "TEXT", nullable: false),
                    Values_DelayAfter = table.Column<TimeSpan>(type: "TEXT", nullable: false),
                    Values_DelayInHours = table.Column<int>(type: "INTEGER", nullable: false),
                    Values_IdleAfter = table.Column<TimeSpan>(type: "TEXT", nullable: false),
                    Values_MissedOffers = table.Column<int>(type: "INTEGER", nullable: false),
                    Values_OnBreak = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Values_OnConnectionLost = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Values_OnSignOut = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Values_WavePause = table.Column<TimeSpan>(type: "TEXT", nullable: false),
                    Values_WaveSize = table.Column<int>(type: "INTEGER", nullable: false),
                    Values_WhatsAppWeight = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeskRules", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "NodeLeases",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LeasedUntil = table.Column<long>(type: "INTEGER", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: true),
                    HasBackplane = table.Column<int>(type: "INTEGER", nullable: false),
                    Machine = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Grounds = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Serves = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NodeLeases", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "NotificationChoices",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    TenantId = table.Column<long>(type: "INTEGER", nullable: false),
                    Chosen = table.Column<long>(type: "INTEGER", nullable: false),
                    On = table.Column<long>(type: "INTEGER", nullable: false),
                    QuietOn = table.Column<int>(type: "INTEGER", nullable: false),
                    QuietFrom = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    QuietUntil = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    QuietZone = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    CriticalAnyway = table.Column<int>(type: "INTEGER", nullable: false),
                    MutedUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NotificationChoices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "NotificationDefaults",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    TenantId = table.Column<long>(type: "INTEGER", nullable: false),
                    On = table.Column<long>(type: "INTEGER", nullable: false),
                    Locked = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NotificationDefaults", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Notifications",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    TenantId = table.Column<long>(type: "INTEGER", nullable: false),
                    AgentId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    TicketId = table.Column<long>(type: "INTEGER", nullable: true),
                    AboutId = table.Column<long>(type: "INTEGER", nullable: true),
                    Value = table.Column<long>(type: "INTEGER", nullable: true),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    ReadAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Channels = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Notifications", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Notifications_Tickets_TicketId",
                        column: x => x.TicketId,
                        principalTable: "Tickets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PushSubscriptions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    TenantId = table.Column<long>(type: "INTEGER", nullable: false),
                    AgentId = table.Column<long>(type: "INTEGER", nullable: false),
                    Address = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    AddressHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    PublicKey = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    Auth = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Browser = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    AddedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastSentAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PushSubscriptions", x => x.Id);
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

            migrationBuilder.CreateTable(
                name: "RoutingTurns",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    TenantId = table.Column<long>(type: "INTEGER", nullable: false),
                    DepartmentId = table.Column<long>(type: "INTEGER", nullable: false),
                    Finished = table.Column<int>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Stamp = table.Column<long>(type: "INTEGER", nullable: false),
                    LeaseId = table.Column<long>(type: "INTEGER", nullable: true),
                    LeasedUntil = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RoutingTurns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StateSpans",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    TenantId = table.Column<long>(type: "INTEGER", nullable: false),
                    AgentId = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: false),
                    To = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StateSpans", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TicketMoves",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    TenantId = table.Column<long>(type: "INTEGER", nullable: false),
                    TicketId = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Cause = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: true),
                    To = table.Column<long>(type: "INTEGER", nullable: true),
                    Queue = table.Column<long>(type: "INTEGER", nullable: true),
                    By = table.Column<long>(type: "INTEGER", nullable: true),
                    Why = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true)
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
                name: "TicketMutes",
                columns: table => new
                {
                    TenantId = table.Column<long>(type: "INTEGER", nullable: false),
                    AgentId = table.Column<long>(type: "INTEGER", nullable: false),
                    TicketId = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TicketMutes", x => new { x.TenantId, x.AgentId, x.TicketId });
                    table.ForeignKey(
                        name: "FK_TicketMutes_Tickets_TicketId",
                        column: x => x.TicketId,
                        principalTable: "Tickets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "TicketOffers",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    TenantId = table.Column<long>(type: "INTEGER", nullable: false),
                    TicketId = table.Column<long>(type: "INTEGER", nullable: false),
                    AgentId = table.Column<long>(type: "INTEGER", nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: true),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    EndsAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Why = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true)
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

            migrationBuilder.CreateTable(
                name: "VapidKeys",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    PublicKey = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    Secret = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_VapidKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PushSends",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    TenantId = table.Column<long>(type: "INTEGER", nullable: false),
                    NotificationId = table.Column<long>(type: "INTEGER", nullable: false),
                    SubscriptionId = table.Column<long>(type: "INTEGER", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    Finished = table.Column<int>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LeaseId = table.Column<long>(type: "INTEGER", nullable: true),
                    LeasedUntil = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PushSends", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PushSends_Notifications_NotificationId",
                        column: x => x.NotificationId,
                        principalTable: "Notifications",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_PushSends_PushSubscriptions_SubscriptionId",
                        column: x => x.SubscriptionId,
                        principalTable: "PushSubscriptions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_TenantId_DelayedSince",
                table: "Tickets",
                columns: new[] { "TenantId", "DelayedSince" });

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
                name: "IX_DeskRules_TenantId",
                table: "DeskRules",
                column: "TenantId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_NodeLeases_Number",
                table: "NodeLeases",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_NotificationChoices_TenantId",
                table: "NotificationChoices",
                column: "TenantId");

            migrationBuilder.CreateIndex(
                name: "IX_NotificationDefaults_TenantId",
                table: "NotificationDefaults",
                column: "TenantId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Notifications_TenantId_AgentId_At",
                table: "Notifications",
                columns: new[] { "TenantId", "AgentId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Notifications_TenantId_AgentId_ReadAt",
                table: "Notifications",
                columns: new[] { "TenantId", "AgentId", "ReadAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Notifications_TenantId_At",
                table: "Notifications",
                columns: new[] { "TenantId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Notifications_TicketId",
                table: "Notifications",
                column: "TicketId");

            migrationBuilder.CreateIndex(
                name: "IX_PushSends_Finished_DueAt",
                table: "PushSends",
                columns: new[] { "Finished", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_PushSends_NotificationId",
                table: "PushSends",
                column: "NotificationId");

            migrationBuilder.CreateIndex(
                name: "IX_PushSends_SubscriptionId",
                table: "PushSends",
                column: "SubscriptionId");

            migrationBuilder.CreateIndex(
                name: "IX_PushSubscriptions_TenantId_AddressHash",
                table: "PushSubscriptions",
                columns: new[] { "TenantId", "AddressHash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PushSubscriptions_TenantId_AgentId",
                table: "PushSubscriptions",
                columns: new[] { "TenantId", "AgentId" });

            migrationBuilder.CreateIndex(
                name: "IX_ReplyTimes_TenantId_AgentId_At",
                table: "ReplyTimes",
                columns: new[] { "TenantId", "AgentId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_ReplyTimes_TenantId_TicketId_At",
                table: "ReplyTimes",
                columns: new[] { "TenantId", "TicketId", "At" });

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
                name: "IX_TicketMutes_TicketId",
                table: "TicketMutes",
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
            RoutingBackfill.Run(migrationBuilder);
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
                name: "DelayEvents");

            migrationBuilder.DropTable(
                name: "DepartmentRules");

            migrationBuilder.DropTable(
                name: "DeskRules");

            migrationBuilder.DropTable(
                name: "NodeLeases");

            migrationBuilder.DropTable(
                name: "NotificationChoices");

            migrationBuilder.DropTable(
                name: "NotificationDefaults");

            migrationBuilder.DropTable(
                name: "PushSends");

            migrationBuilder.DropTable(
                name: "ReplyTimes");

            migrationBuilder.DropTable(
                name: "RoutingTurns");

            migrationBuilder.DropTable(
                name: "StateSpans");

            migrationBuilder.DropTable(
                name: "TicketMoves");

            migrationBuilder.DropTable(
                name: "TicketMutes");

            migrationBuilder.DropTable(
                name: "TicketOffers");

            migrationBuilder.DropTable(
                name: "VapidKeys");

            migrationBuilder.DropTable(
                name: "Notifications");

            migrationBuilder.DropTable(
                name: "PushSubscriptions");

            migrationBuilder.DropIndex(
                name: "IX_Tickets_TenantId_DelayedSince",
                table: "Tickets");

            migrationBuilder.DropIndex(
                name: "IX_Tickets_TenantId_DepartmentId_QueuedAt",
                table: "Tickets");

            migrationBuilder.DropColumn(
                name: "CategoryId",
                table: "Tickets");

            migrationBuilder.DropColumn(
                name: "DelayedSince",
                table: "Tickets");

            migrationBuilder.DropColumn(
                name: "HandlingSeconds",
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
                name: "WaitEndedBySequence",
                table: "Tickets");

            migrationBuilder.DropColumn(
                name: "WhisperTo",
                table: "Messages");

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
