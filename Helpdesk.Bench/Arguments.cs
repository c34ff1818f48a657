using System.Globalization;

namespace Helpdesk.Bench;

/// <summary>What was asked for cannot be done; the message says why, to who typed it.</summary>
public sealed class UsageException(string message) : Exception(message);

/// <summary>Options of a command, <c>--name value</c> each.</summary>
public sealed class Arguments
{
    private readonly Dictionary<string, string> _given = [];

    /// <summary>Reads them.</summary>
    /// <param name="args">As typed, without the command.</param>
    /// <param name="known">The command's options.</param>
    /// <exception cref="UsageException">There is one nobody knows, or one without its value.</exception>
    public Arguments(string[] args, params string[] known)
    {
        for (var i = 0; i < args.Length; i += 2)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal) || !known.Contains(args[i][2..]))
                throw new UsageException($"'{args[i]}' is not an option here; there are {string.Join(", ", known.Select(k => "--" + k))}.");
            _given[args[i][2..]] = i + 1 < args.Length ? args[i + 1] : throw new UsageException($"{args[i]} needs a value.");
        }
    }

    /// <summary>A text; none when it was not given.</summary>
    public string? Text(string name) => _given.GetValueOrDefault(name);

    /// <summary>A number from 1 on.</summary>
    public int Number(string name, int usual) => Numbers(name, usual) is [var one] ? one : throw new UsageException($"--{name} takes one number.");

    /// <summary>Numbers from 1 on, with commas between.</summary>
    public IReadOnlyList<int> Numbers(string name, params int[] usual) => Text(name) is not { } text ? usual : [.. text.Split(',').Select(part =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : throw new UsageException($"--{name}: '{part}' is not a number from 1 on."))];
}
