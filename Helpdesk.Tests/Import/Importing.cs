using Helpdesk.Core.Conversations;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Import;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Import;

/// <summary>Runs imports into a desk and looks at what came of them.</summary>
internal static class Importing
{
    public static Task<Result<(ImportReport Report, string Folder)>> TryImportAsync(
        this TestDesk desk, ImportRequest request, IProgress<ImportStep>? progress = null, CancellationToken ct = default) =>
        desk.Services.GetRequiredService<ImportRun>().ExecuteAsync(request, progress ?? new Watching(_ => { }), ct);

    public static async Task<ImportReport> ImportAsync(this TestDesk desk, ImportRequest request)
    {
        var done = await desk.TryImportAsync(request);
        Assert.Null(done.Error);
        return done.Value.Report;
    }

    public static ImportRequest Khalifa(OldDatabase old) => new("khalifa", old.File, Files: old.Uploads);

    public static ImportRequest SafariDesk(OldDatabase old) => new("safaridesk", old.File, Files: old.Uploads);

    /// <summary>A ticket by its number.</summary>
    public static Task<Ticket> TicketAsync(this TestDesk desk, string number) => desk.LookAsync(db => db.Tickets.AsNoTracking().SingleAsync(t => t.Number == number));

    /// <summary>A ticket's thread as it is shown.</summary>
    public static Task<ThreadPage> ThreadAsync(this TestDesk desk, TicketId ticket) =>
        desk.RunAsync<IConversationQueries, ThreadPage>(desk.Admin, async q => (await q.ThreadAsync(ticket, null, 200, default))!);

    /// <summary>How many rows of everything an import writes.</summary>
    public static Task<int> RowsAsync(this TestDesk desk) => desk.LookAsync(async db =>
        await db.Users.CountAsync() + await db.Memberships.CountAsync() + await db.Departments.CountAsync() + await db.Customers.CountAsync()
        + await db.CustomerIdentities.CountAsync() + await db.Tickets.CountAsync() + await db.TicketCounters.CountAsync() + await db.Deadlines.CountAsync()
        + await db.Messages.CountAsync() + await db.Attachments.CountAsync() + await db.ChannelAccounts.CountAsync() + await db.ImportedRows.CountAsync());

    /// <summary>The ids the report names for a table and a reason.</summary>
    public static IEnumerable<string> Ids(this IEnumerable<ImportRemark> remarks, string table, string reason) =>
        remarks.Where(r => r.Table == table && r.Reason.Contains(reason, StringComparison.Ordinal)).Select(r => r.Id);

    /// <summary>Calls back at once, on the importing thread.</summary>
    public sealed class Watching(Action<ImportStep> onStep) : IProgress<ImportStep>
    {
        public void Report(ImportStep value) => onStep(value);
    }
}
