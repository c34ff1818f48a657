using System.Globalization;
using System.Text.RegularExpressions;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Infrastructure.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Import;

/// <summary>
/// Keeps imported ticket numbers unique (SafariDesk's are not, SEEDS 4.3), and moves the counters past them so that no new ticket is given
/// one of them.
/// </summary>
internal sealed class ImportedNumbers(HelpdeskDb db, WriteGate gate)
{
    private const int Longest = 40;
    private const int MostCopies = 8;
    private readonly Dictionary<string, long> _highest = [];
    private HashSet<string> _taken = [];

    /// <summary>Looks up which of the batch's numbers are taken.</summary>
    public async Task LookAsync(ImportJob job, IReadOnlyList<OldTicket> records, CancellationToken ct)
    {
        var wanted = records.Select(r => r.Number).OfType<string>().ToList();
        var stored = await StoredAsync(wanted, ct);
        // A doubled number was perhaps stored before, with a mark of its own.
        var doubled = wanted.CountBy(n => n, StringComparer.OrdinalIgnoreCase).Where(n => n.Value > 1).Select(n => n.Key).Union(stored).ToList();
        stored.UnionWith(await StoredAsync(doubled.SelectMany(n => Enumerable.Range(2, MostCopies).Select(i => Marked(n, i))), ct));
        stored.UnionWith(job.PretendedNumbers);
        _taken = stored;
    }

    /// <summary>The number for a ticket, and why it is not the one it had.</summary>
    public (string Number, string? Changed) Take(ImportJob job, OldTicket old)
    {
        var (number, changed) = old.Number switch
        {
            null => (Own(job, old), "had no number"),
            { Length: > Longest } => (Own(job, old), "its number was longer than 40 characters"),
            var kept => (kept, null),
        };
        if (_taken.Contains(number))
        {
            var free = Enumerable.Range(2, MostCopies).Select(i => Marked(number, i)).FirstOrDefault(n => n.Length <= Longest && !_taken.Contains(n)) ?? Own(job, old);
            (number, changed) = (free, "its number was taken");
        }

        _taken.Add(number);
        if (job.DryRun) job.PretendedNumbers.Add(number);
        foreach (var pattern in job.Patterns)
            if (Read(pattern, number) is var (prefix, count)) _highest[prefix] = Math.Max(count, _highest.GetValueOrDefault(prefix));
        return (number, changed is null ? null : $"{changed}: it is {number} here");
    }

    /// <summary>Moves the counters to the highest numbers taken; a number drawn meanwhile is higher still.</summary>
    public async Task MoveCountersAsync(ImportJob job, CancellationToken ct)
    {
        var prefixes = _highest.Keys.ToList();
        var here = await db.TicketCounters.AsNoTracking().Where(c => prefixes.Contains(c.Prefix)).ToDictionaryAsync(c => c.Prefix, c => c.Last, ct);
        foreach (var (prefix, last) in _highest)
        {
            if (!here.TryGetValue(prefix, out var counter))
            {
                db.TicketCounters.Add(new TicketCounter { TenantId = job.Tenant, Prefix = prefix, Last = last });
            }
            else if (counter < last)
            {
                using var turn = await gate.EnterAsync(ct);
                await db.TicketCounters.Where(c => c.Prefix == prefix && c.Last < last).ExecuteUpdateAsync(set => set.SetProperty(c => c.Last, last), ct);
            }
        }
    }

    /// <summary>Reads a number by a pattern.</summary>
    /// <returns>The counter's key, as <see cref="Core.Tenancy.TicketNumberPattern.Prefix"/> renders it, and the count; null when it does not fit.</returns>
    public static (string Prefix, long Count)? Read(string pattern, string number)
    {
        var mark = Regex.Match(pattern, @"\{#+\}");
        if (!mark.Success) return null;
        string Part(string text) => Regex.Escape(text)
            .Replace(@"\{YYYY}", @"\d{4}", StringComparison.Ordinal).Replace(@"\{YY}", @"\d\d", StringComparison.Ordinal)
            .Replace(@"\{MM}", @"\d\d", StringComparison.Ordinal).Replace(@"\{DD}", @"\d\d", StringComparison.Ordinal);
        var read = Regex.Match(number, $"^({Part(pattern[..mark.Index])})([0-9]{{{mark.Length - 2},18}})({Part(pattern[(mark.Index + mark.Length)..])})$");
        if (!read.Success) return null;
        return (read.Groups[1].Value + mark.Value + read.Groups[3].Value, long.Parse(read.Groups[2].Value, CultureInfo.InvariantCulture));
    }

    private async Task<HashSet<string>> StoredAsync(IEnumerable<string> numbers, CancellationToken ct)
    {
        var stored = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var some in numbers.Distinct().Chunk(200))
            stored.UnionWith(await db.Tickets.Where(t => some.Contains(t.Number)).Select(t => t.Number).ToListAsync(ct));
        return stored;
    }

    private static string Marked(string number, int copy) => string.Create(CultureInfo.InvariantCulture, $"{number}/{copy}");

    private static string Own(ImportJob job, OldTicket old)
    {
        var number = $"{job.Source}/{old.Ref.Id}";
        return number.Length > Longest ? number[^Longest..] : number;
    }
}
