using System.Diagnostics;
using Helpdesk.Infrastructure.Live.Redis;
using Xunit;

namespace Helpdesk.Tests.Support;

/// <summary>A Redis of a test's own, on a free loopback port and in a temporary folder: to be stopped, restarted and robbed of its data. Without redis-server on the machine the test fails (build/ensure-redis.sh).</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);
    private readonly string _folder = Directory.CreateTempSubdirectory("desk-redis-").FullName;
    private readonly string[] _options;
    private Process _process = null!;

    private RedisServer(string password, string[] options) => (Password, _options) = (password, options);

    /// <summary>Empty when none is asked for; changed by <see cref="ChangePasswordAsync"/>.</summary>
    public string Password { get; private set; }

    /// <summary>The same after a restart.</summary>
    public int Port { get; } = ProductProcess.FreePort();

    /// <summary>As the product's setting names it.</summary>
    public string Url => UrlAt(Port);

    /// <summary>Starts one.</summary>
    /// <param name="password">What it asks for.</param>
    /// <param name="options">More of redis-server's options.</param>
    public static async Task<RedisServer> StartAsync(string password = "", params string[] options)
    {
        var server = new RedisServer(password, options);
        await server.RestartAsync();
        return server;
    }

    /// <summary>The setting for somebody who goes through another port.</summary>
    public string UrlAt(int port) => $"redis://{(Password.Length > 0 ? $":{Uri.EscapeDataString(Password)}@" : "")}127.0.0.1:{port}/0";

    /// <summary>Starts it again, with the data it had.</summary>
    public async Task RestartAsync()
    {
        // Every entry is on the disk before it is answered: a kill loses nothing.
        string[] options = ["--port", $"{Port}", "--bind", "127.0.0.1", "--dir", _folder, "--save", "", "--appendonly", "yes", "--appendfsync", "always", "--requirepass", Password, .. _options];
        _process = Process.Start(new ProcessStartInfo("redis-server", options) { RedirectStandardOutput = true })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        await Eventually.TrueAsync(AnswersAsync, "Redis answers");
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>What it has on the disk is gone; only while it is dead.</summary>
    public void LoseData()
    {
        foreach (var folder in Directory.GetDirectories(_folder)) Directory.Delete(folder, recursive: true);
    }

    /// <summary>Asks for another password from now on, of those who are connected, too.</summary>
    public async Task ChangePasswordAsync(string password)
    {
        await AskAsync("CONFIG", "SET", "requirepass", password);
        Password = password;
        await AskAsync("CLIENT", "KILL", "TYPE", "normal");
        await AskAsync("CLIENT", "KILL", "TYPE", "pubsub");
    }

    /// <summary>Gives it a command beside the product.</summary>
    internal async Task<RespValue> AskAsync(params string[] command)
    {
        Assert.True(RedisAddress.TryParse(Url, out var address, out _));
        await using var redis = await RedisConnection.OpenAsync(address, Silence, TimeProvider.System, default);
        return await redis.AskAsync(command, default);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        if (_process.HasExited) throw new InvalidOperationException($"redis-server ended with code {_process.ExitCode}.");
        try
        {
            return (await AskAsync("PING")).Text == "PONG";
        }
        catch (Exception notYet) when (notYet is System.Net.Sockets.SocketException or RedisRefusedException)
        {
            return false;
        }
    }
}
