using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Helpdesk.Tests.Support;

/// <summary>The product as a process of its own, on a fresh folder: what a scenario drives from outside, and may kill.</summary>
public sealed partial class ProductProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);
    private readonly StringBuilder _output = new();
    private readonly Dictionary<string, string> _settings;
    private Process? _process;

    private ProductProcess(Dictionary<string, string> settings, ProductProcess? beside = null)
    {
        _settings = settings;
        Home = beside?.Home ?? Folder;
        Database = beside?.Database ?? TestDatabase.Fresh(Folder);
    }

    /// <summary>The first node's folder: the key lies there, and a database that is a file.</summary>
    private string Home { get; }

    /// <summary>Where it keeps its things.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("helpdesk-scenario-").FullName;

    /// <summary>Made by the product itself.</summary>
    public TestDatabase Database { get; }

    /// <summary>Where it answers; the same after a restart.</summary>
    public string Url { get; } = $"http://127.0.0.1:{FreePort()}";

    /// <summary>The set-up link it printed.</summary>
    public string SetupUrl => SetupLink().Match(Output).Value;

    /// <summary>What it said so far.</summary>
    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>Starts the product; <paramref name="settings"/> in the form of environment variables.</summary>
    public static async Task<ProductProcess> StartAsync(Dictionary<string, string>? settings = null)
    {
        var product = new ProductProcess(settings ?? []);
        await product.RestartAsync();
        return product;
    }

    /// <summary>Another node of the same installation: a folder and a port of its own, the same database and key, and files as a mount would share them.</summary>
    /// <param name="settings">Its settings, as environment variables.</param>
    public async Task<ProductProcess> BesideAsync(Dictionary<string, string>? settings = null)
    {
        var node = new ProductProcess(settings ?? [], this);
        Directory.CreateDirectory(Path.Combine(Home, "files"));
        Directory.CreateSymbolicLink(Path.Combine(node.Folder, "files"), Path.Combine(Home, "files"));
        await node.StartAsync("/healthz");
        return node;
    }

    /// <summary>Starts it (again) on the same folder and port, and waits until it serves; ready it is when it knows the run that was killed for dead.</summary>
    public Task RestartAsync() => StartAsync("/healthz");

    /// <summary>What <c>/readyz</c> says now.</summary>
    public async Task<(bool Ready, string Text)> ReadinessAsync()
    {
        using var http = new HttpClient();
        var answer = await http.GetAsync($"{Url}/readyz");
        return (answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task StartAsync(string until)
    {
        _process = Process.Start(Started("--urls", Url))!;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        using var http = new HttpClient();
        await Eventually.TrueAsync(async () => !_process.HasExited && await AnswersAsync(http, until), $"the product answers {until}; it said:\n{Output}", StartTime);
    }

    /// <summary>Runs a command of the product beside it, in a process of its own.</summary>
    /// <param name="command">Its words.</param>
    /// <param name="settings">Settings of this process only, as environment variables.</param>
    /// <returns>The exit code, and what it said.</returns>
    public async Task<(int Code, string Output, string Errors)> CommandAsync(string[] command, Dictionary<string, string>? settings = null)
    {
        var start = Started(command);
        foreach (var (name, value) in settings ?? []) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var late = new CancellationTokenSource(StartTime, TimeProvider.System);
        await process.WaitForExitAsync(late.Token);
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false }) await KillAsync();
        _process?.Dispose();
        if (Home == Folder) await Database.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private ProcessStartInfo Started(params string[] words)
    {
        var web = WebFolder();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(web, "bin", Configuration(), "net10.0", "Helpdesk.Web.dll"), .. words])
        {
            WorkingDirectory = web,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["Helpdesk__DataFolder"] = Folder;
        start.Environment["Helpdesk__KeyFile"] = Path.Combine(Home, "master.key");
        if (Home != Folder) start.Environment["Helpdesk__Connection"] = $"Data Source={Path.Combine(Home, "helpdesk.db")}";
        foreach (var (name, value) in Database.Settings) start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        foreach (var (name, value) in _settings) start.Environment[name] = value;
        return start;
    }

    private static string WebFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Helpdesk.sln"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("Helpdesk.sln");
        return Path.Combine(folder.FullName, "Helpdesk.Web");
    }

    // …/bin/Debug/net10.0/ of this assembly: the product is taken from the same configuration.
    private static string Configuration() => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>A loopback port that nobody listens on now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> AnswersAsync(HttpClient http, string path)
    {
        try
        {
            return (await http.GetAsync(Url + path)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output) _output.AppendLine(line.Data);
    }

    [GeneratedRegex(@"http://\S+/setup/\S+")]
    private static partial Regex SetupLink();
}
