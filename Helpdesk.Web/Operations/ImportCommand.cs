using System.Globalization;
using Helpdesk.Infrastructure.Import;

namespace Helpdesk.Web.Operations;

/// <summary><c>import khalifa|safaridesk &lt;connection or file&gt; [--workspace …] [--files …] [--number …] [--as …] [--dry-run]</c>.</summary>
public static class ImportCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "import";

    private const int Failed = 1;
    private const int Refused = 2;
    private const int Stopped = 130;

    private const string Usage =
        "import khalifa|safaridesk <SQLite file or PostgreSQL connection> [--workspace <slug>] [--files <folder>] [--number <id>] [--as <name>] [--dry-run]";

    /// <summary>Imports, and says on the console how it went.</summary>
    /// <returns>The exit code: 0 done, 1 broken off, 2 refused, 130 interrupted.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, string[] args, CancellationToken ct)
    {
        if (Read(args) is not { } request)
        {
            await Console.Error.WriteLineAsync(Usage);
            return Refused;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        ConsoleCancelEventHandler interrupt = (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        Console.CancelKeyPress += interrupt;
        try
        {
            var progress = new ProgressLine(services.GetRequiredService<TimeProvider>(), Console.IsOutputRedirected ? null : Console.Out);
            var done = await services.GetRequiredService<ImportRun>().ExecuteAsync(request, progress, stop.Token);
            progress.End();
            if (!done.Succeeded)
            {
                await Console.Error.WriteLineAsync(done.Error.Detail ?? done.Error.Code);
                return Refused;
            }

            Tell(done.Value.Report, done.Value.Folder);
            return done.Value.Report switch { { Failure: not null } => Failed, { Interrupted: true } => Stopped, _ => 0 };
        }
        finally
        {
            Console.CancelKeyPress -= interrupt;
        }
    }

    /// <summary>Reads the arguments; null when they make no sense.</summary>
    public static ImportRequest? Read(string[] args)
    {
        var words = args.SkipWhile(a => a != Name).Skip(1).ToList();
        var dryRun = words.Remove("--dry-run");
        var options = new Dictionary<string, string>();
        foreach (var option in new[] { "--workspace", "--files", "--number", "--as" })
        {
            if (words.IndexOf(option) is not (>= 0 and var at)) continue;
            if (at + 1 >= words.Count) return null;
            options[option] = words[at + 1];
            words.RemoveRange(at, 2);
        }

        if (words is not [("khalifa" or "safaridesk") and var system, var from]) return null;
        long? number = null;
        if (options.TryGetValue("--number", out var text))
        {
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return null;
            number = id;
        }

        return options.GetValueOrDefault("--as") is { Length: > 40 } ? null : new ImportRequest(
            system, from, options.GetValueOrDefault("--workspace"), options.GetValueOrDefault("--files"), number, options.GetValueOrDefault("--as"), dryRun);
    }

    private static void Tell(ImportReport report, string folder)
    {
        Console.Write(ImportReportFiles.Table(report));
        if (report.Misfits.Count + report.Remarks.Count > 0)
            Console.WriteLine($"{report.Misfits.Count} rows did not fit, {report.Remarks.Count} remarks: all are in the report.");
        foreach (var (file, rows) in report.KeptAside) Console.WriteLine($"{file}: {rows} rows wait there until the product has a home for them.");
        Console.WriteLine($"Report: {folder}");
        if (report.DryRun) Console.WriteLine("This was a dry run: nothing was imported.");
        if (report.Failure is { } failure) Console.Error.WriteLine($"Broken off: {failure}");
        if (report.Interrupted) Console.WriteLine("Interrupted. The same command continues.");
    }

    /// <summary>One line of plain text that is written over: table, percent, rows, rows per second.</summary>
    private sealed class ProgressLine(TimeProvider clock, TextWriter? console) : IProgress<ImportStep>
    {
        private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
        private string _table = "";
        private long _began;
        private long _shown;

        public void Report(ImportStep value)
        {
            if (console is null) return;
            if (value.Table != _table)
            {
                End();
                (_table, _began, _shown) = (value.Table, clock.GetTimestamp(), 0);
            }
            else if (value.Done < value.Total && _shown != 0 && clock.GetElapsedTime(_shown) < Pause)
            {
                return;
            }

            _shown = clock.GetTimestamp();
            var seconds = Math.Max(clock.GetElapsedTime(_began).TotalSeconds, 0.001);
            var percent = value.Total == 0 ? 100 : Math.Min(100, 100 * value.Done / value.Total);
            console.Write(string.Create(CultureInfo.InvariantCulture, $"\r{value.Table,-28} {percent,3} %  {value.Done}/{value.Total}  {value.Done / seconds:0} rows/s   "));
        }

        public void End()
        {
            if (console is not null && _table.Length > 0) console.WriteLine();
            _table = "";
        }
    }
}
