using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Shared;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Helpdesk.Infrastructure.Channels;

/// <summary>Events the database could not take, as flushed files, one each, named by their id (DECISIONS 1).</summary>
public sealed class InboundSpool(string folder)
{
    private readonly Channel<bool> _kept = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>How many events wait.</summary>
    public int Count => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.json").Count() : 0;

    /// <summary>Keeps an event: written aside, flushed, renamed.</summary>
    public void Keep(JournalItem item)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, item.Id.ToString("D20", CultureInfo.InvariantCulture) + ".json");
        using (var file = new FileStream(path + ".part", FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, item);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".part", path, overwrite: true);
        _kept.Writer.TryWrite(true);
    }

    /// <summary>The files, oldest first.</summary>
    public IReadOnlyList<string> Files() =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)] : [];

    /// <summary>Reads one.</summary>
    public static JournalItem Read(string file)
    {
        using var stream = File.OpenRead(file);
        return JsonSerializer.Deserialize<JournalItem>(stream) ?? throw new InvalidDataException($"{Path.GetFileName(file)} is empty.");
    }

    /// <summary>Completes when something was kept.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken ct) => _kept.Reader.ReadAsync(ct);
}

/// <summary>Moves spooled events into the journal as soon as it takes them again.</summary>
public sealed partial class SpoolDrain(InboundSpool spool, JournalWriter journal, TimeProvider clock, ILogger<SpoolDrain> log) : BackgroundService
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            foreach (var file in spool.Files())
            {
                if (await DrainAsync(file, stoppingToken)) continue;
                break;
            }

            if (spool.Files().Count == 0) await spool.WaitAsync(stoppingToken);
            else await Task.Delay(TryAgain, clock, stoppingToken);
        }
    }

    private async Task<bool> DrainAsync(string file, CancellationToken ct)
    {
        try
        {
            var item = InboundSpool.Read(file);
            // A duplicate was stored just before a crash kept its file from being deleted.
            var stored = await journal.StoreAsync(item.Tenant, [item], ct);
            if (!stored.Succeeded && stored.Error != SaveErrors.Duplicate) return false;
            File.Delete(file);
            return true;
        }
        catch (JsonException unreadable)
        {
            // A file cut short by the crash that wrote it was never answered; it is kept aside for a person to look at.
            Log.Unreadable(log, unreadable, Path.GetFileName(file));
            File.Move(file, file + ".unreadable", overwrite: true);
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.StillAway(log, failure);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The journal does not take spooled events yet.")]
        public static partial void StillAway(ILogger logger, Exception failure);

        [LoggerMessage(Level = LogLevel.Error, Message = "Spooled event {File} cannot be read.")]
        public static partial void Unreadable(ILogger logger, Exception failure, string file);
    }
}
