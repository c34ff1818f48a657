using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Infrastructure.Import;

/// <summary>What an operator asks for.</summary>
/// <param name="System"><c>khalifa</c> or <c>safaridesk</c>.</param>
/// <param name="From">A SQLite file, or a PostgreSQL connection string or URL.</param>
/// <param name="Workspace">The workspace's slug; may be left out while there is only one.</param>
/// <param name="Files">The folder with the old system's uploads.</param>
/// <param name="Number">The connected number that goes on with the imported conversations; none to keep them where nothing is sent.</param>
/// <param name="As">Tells two databases of one system apart.</param>
public sealed record ImportRequest(
    string System, string From, string? Workspace = null, string? Files = null, long? Number = null, string? As = null, bool DryRun = false);

/// <summary>How far it has come, for a progress line.</summary>
/// <param name="Total">Rows of the table.</param>
public sealed record ImportStep(string Table, long Done, long Total);

/// <summary>What all batches of one import share.</summary>
internal sealed class ImportJob
{
    public required TenantId Tenant { get; init; }

    public required string WorkspaceSlug { get; init; }

    /// <summary>Keys the imported rows.</summary>
    public required string Source { get; init; }

    public required bool DryRun { get; init; }

    public required FilesFolder Files { get; init; }

    public required DepartmentId Department { get; init; }

    /// <summary>Where the tickets go.</summary>
    public required ChannelAccountId Account { get; init; }

    /// <summary>Number patterns whose counters must go on after what is imported: the workspace's and the old system's.</summary>
    public required IReadOnlyList<string> Patterns { get; init; }

    /// <summary>How long a ticket stays resolved.</summary>
    public required TimeSpan AutoCloseAfter { get; init; }

    /// <summary>In a dry run: what would have been remembered, so that later rows find it.</summary>
    public Dictionary<OldRef, ImportedRow> Pretended { get; } = [];

    /// <summary>In a dry run: whose address it would have become.</summary>
    public Dictionary<CustomerAddress, CustomerId> PretendedAddresses { get; } = [];

    /// <summary>In a dry run: which member an e-mail address would have become.</summary>
    public Dictionary<string, AgentId> PretendedMembers { get; } = [];

    /// <summary>In a dry run: ticket numbers that would have been taken.</summary>
    public HashSet<string> PretendedNumbers { get; } = [];

    /// <summary>The ticket to name when it is all announced.</summary>
    public TicketId? NewestTicket { get; set; }
}
