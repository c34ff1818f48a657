using System.Diagnostics;
using System.Text.Json;

namespace Helpdesk.Bench.Live;

/// <summary>The other process, as the measuring one sees it: an order goes out, an answer comes back.</summary>
public sealed class CrowdProcess : IAsyncDisposable
{
    /// <summary>What the other process is started with.</summary>
    public const string Command = "live-clients";

    private readonly Process _process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. Host(), Command]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    /// <summary>What it has used since it started, as of its last answer.</summary>
    public double CpuMilliseconds { get; private set; }

    /// <summary>Gives an order and waits for the answer.</summary>
    public async Task<CrowdAnswer> DoAsync(CrowdOrder order)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(order));
        await _process.StandardInput.FlushAsync();
        var line = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The clients' process is gone; what it said is above.");
        var answer = JsonSerializer.Deserialize<CrowdAnswer>(line)!;
        CpuMilliseconds = answer.CpuMilliseconds;
        return answer;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    // Started by "dotnet Helpdesk.Bench.dll", the other one must be, too.
    private static string[] Host() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Path.Combine(AppContext.BaseDirectory, "Helpdesk.Bench.dll")] : [];
}
