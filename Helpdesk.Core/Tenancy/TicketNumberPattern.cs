using System.Globalization;
using System.Text.RegularExpressions;

namespace Helpdesk.Core.Tenancy;

/// <summary>
/// A ticket number such as <c>TKT-{YYYY}{MM}{DD}-{####}</c> (SEEDS 4.3). The counter belongs to the rendered prefix, so a date in the
/// pattern restarts it by itself; <c>#</c> gives the least width; digits are always Latin (DECISIONS 10).
/// </summary>
public static partial class TicketNumberPattern
{
    /// <summary>A plain running number of at least four digits.</summary>
    public const string Default = "{####}";

    private const int Longest = 40;

    /// <summary>The refusal of a pattern without exactly one counter or with an unknown mark, else null.</summary>
    public static Shared.Error? Check(string pattern)
    {
        var fixedText = CounterMark().Replace(Prefix(pattern, DateTimeOffset.UnixEpoch), "");
        return pattern.Trim().Length is 0 or > Longest || CounterMark().Count(pattern) != 1 || fixedText.Any(c => c is '{' or '}' || char.IsControl(c))
            ? TenantErrors.NumberPattern
            : null;
    }

    /// <summary>Renders everything but the counter, which stays as its <c>{#…}</c> mark: the counter's key.</summary>
    /// <param name="pattern">The workspace's pattern.</param>
    /// <param name="local">Now, in the workspace's zone.</param>
    public static string Prefix(string pattern, DateTimeOffset local) => pattern
        .Replace("{YYYY}", local.ToString("yyyy", CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{YY}", local.ToString("yy", CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{MM}", local.ToString("MM", CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{DD}", local.ToString("dd", CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>Puts the counter into a rendered prefix.</summary>
    public static string Render(string prefix, long counter) => CounterMark().Replace(prefix,
        mark => counter.ToString(CultureInfo.InvariantCulture).PadLeft(mark.Length - 2, '0'));

    [GeneratedRegex(@"\{#+\}")]
    private static partial Regex CounterMark();
}
