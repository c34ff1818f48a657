using System.Text.RegularExpressions;
using Helpdesk.Core.Live;
using Helpdesk.Tests.Support;
using Xunit;

namespace Helpdesk.Tests.Specifications;

/// <summary>
/// The real Redis of a test class, and nodes that meet there: as a user who may do no more than docs/operations.md asks for, with a password that
/// needs care in an address.
/// </summary>
public sealed partial class RedisNodes : IAsyncLifetime
{
    private const string Password = "p@ss/word:50%?#";
    private readonly string _folder = Directory.CreateTempSubdirectory("desk-redis-nodes-").FullName;
    private readonly List<LiveNode> _nodes = [];
    private RedisServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await RedisServer.StartAsync("open sesame");
        var guide = Repository.Read("docs/operations.md");
        var rights = Rights().Match(guide);
        Assert.True(rights.Success, "docs/operations.md does not say what the user needs.");
        string[] words = [.. rights.Groups["commands"].Value.Split(' '), rights.Groups["keys"].Value, rights.Groups["channels"].Value];
        await _server.AskAsync(["ACL", "SETUSER", "desk", "on", $">{Password}", .. words]);
        var url = $"redis://desk:{Uri.EscapeDataString(Password)}@127.0.0.1:{_server.Port}";
        for (var i = 0; i < 3; i++) _nodes.Add(await LiveNode.LinkedAsync(_folder, new() { ["Helpdesk:Redis"] = url }));
    }

    public IReadOnlyList<LiveNode> All => _nodes;

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes) await node.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [GeneratedRegex(@"Its user needs `(?<commands>[^`]+)` on `(?<keys>[^`]+)` and `(?<channels>[^`]+)`")]
    private static partial Regex Rights();
}

/// <summary>Pulses by a stream in Redis.</summary>
public sealed class RedisBackplaneTests(RedisNodes nodes) : LiveBackplaneSpecification, IClassFixture<RedisNodes>
{
    /// <inheritdoc/>
    protected override Task<IReadOnlyList<ILiveBackplane>> NodesAsync() => Task.FromResult<IReadOnlyList<ILiveBackplane>>([.. nodes.All.Select(n => n.Backplane)]);
}

/// <summary>Signals by Redis's pub/sub.</summary>
public sealed class RedisSignalsTests(RedisNodes nodes) : LiveSignalsSpecification, IClassFixture<RedisNodes>
{
    /// <inheritdoc/>
    protected override Task<IReadOnlyList<ILiveSignals>> NodesAsync() => Task.FromResult<IReadOnlyList<ILiveSignals>>([.. nodes.All.Select(n => n.Signals)]);
}
