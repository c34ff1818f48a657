using Helpdesk.Infrastructure.Presence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Helpdesk.Infrastructure.Files;

/// <summary>
/// Tells the folder of files from any other by the name of an empty file in it, which the first node to come makes. It is looked at again and
/// again: a mount may go away under a running node. Not part of the lease's renewal, which must not wait for a network's disk.
/// </summary>
public sealed partial class FilesGround(CommonGrounds grounds, IOptions<HelpdeskOptions> options, TimeProvider clock, ILogger<FilesGround> log) : BackgroundService
{
    private const string Mark = ".identity-";

    /// <summary>
    /// The identity of a folder; made when it has none. Two who come to a new one at once may make two, as no file system can be trusted to
    /// prevent: the first in order holds, and whoever has missed it sees it at the next look.
    /// </summary>
    /// <exception cref="IOException">The folder can be neither read nor written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be.</exception>
    public static string Of(string folder)
    {
        Directory.CreateDirectory(folder);
        if (First() is { } known) return known;
        File.Create(Path.Combine(folder, Mark + Guid.NewGuid().ToString("N"))).Dispose();
        return First() ?? throw new IOException($"What is written to {folder} is not there afterwards.");

        string? First() => Directory.EnumerateFiles(folder, Mark + "*").Select(path => Path.GetFileName(path)[Mark.Length..]).Min(StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Look();
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(NodeLeases.RenewEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken)) Look();
    }

    private void Look()
    {
        try
        {
            grounds.See(CommonGround.Files, Of(options.Value.FilesFolder));
        }
        catch (Exception away) when (away is IOException or UnauthorizedAccessException)
        {
            Log.Away(log, away);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The folder of files cannot be looked at; trying again. It is 'files' in Helpdesk__DataFolder.")]
        public static partial void Away(ILogger logger, Exception away);
    }
}
