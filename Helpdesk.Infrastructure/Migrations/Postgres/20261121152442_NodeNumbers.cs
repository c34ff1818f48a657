using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Helpdesk.Infrastructure.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class NodeNumbers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "HasBackplane",
                table: "NodeLeases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Number",
                table: "NodeLeases",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Serves",
                table: "NodeLeases",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateIndex(
                name: "IX_NodeLeases_Number",
                table: "NodeLeases",
                column: "Number",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_NodeLeases_Number",
                table: "NodeLeases");

            migrationBuilder.DropColumn(
                name: "HasBackplane",
                table: "NodeLeases");

            migrationBuilder.DropColumn(
                name: "Number",
                table: "NodeLeases");

            migrationBuilder.DropColumn(
                name: "Serves",
                table: "NodeLeases");
        }
    }
}
