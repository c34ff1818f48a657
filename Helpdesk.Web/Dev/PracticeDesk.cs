using Helpdesk.Core.Channels;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Channels;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Web.Dev.WppConnect;
using Helpdesk.Web.Doors;
using Helpdesk.Web.Operations;

namespace Helpdesk.Web.Dev;

/// <summary>Connects a workspace to the practice phones, the same way as a real server is connected; in Development only.</summary>
public sealed class PracticeDesk(WppConnectDouble server, ChannelDirectory channels, UseCaseRunner runner, PublicAddress address, IWebHostEnvironment environment)
{
    private const int SendsPerMinute = 600;

    /// <summary>Whether there are practice phones here.</summary>
    public bool IsHere => environment.IsDevelopment();

    /// <summary>Whether a workspace is connected to them.</summary>
    public async Task<bool> IsConnectedAsync(TenantId tenant, CancellationToken ct) => (await channels.AllAsync(ct)).Any(a => a.Tenant == tenant && IsPractice(a));

    /// <summary>Registers the server and its practice number, and gives the server its webhook address.</summary>
    public async Task<Result> ConnectAsync(CircuitUseCases useCases, string name, CancellationToken ct)
    {
        if (!IsHere || await useCases.CurrentAsync(ct) is not { } member) return ChannelErrors.NotFound;
        return await ConnectAsync(member.Actor, name, ct);
    }

    /// <summary>The same for an actor that is no page's.</summary>
    public async Task<Result> ConnectAsync(Actor actor, string name, CancellationToken ct)
    {
        var added = await runner.RunAsync<AddWhatsAppServer, Result<long>>(
            actor, add => add.ExecuteAsync(name, address.Local + DevModule.Prefix, server.SecretKey, ct));
        if (!added.Succeeded) return added.Error;
        var number = await runner.RunAsync<AddWhatsAppNumber, Result<ChannelAccountId>>(
            actor, add => add.ExecuteAsync(added.Value, DevModule.PracticeSession, name, SendsPerMinute, ct));
        if (!number.Succeeded) return number.Error;
        await ResumeAsync(ct);
        return Result.Ok;
    }

    /// <summary>The server, which forgets everything at each start, is told where webhooks go: to who connected last.</summary>
    public async Task ResumeAsync(CancellationToken ct)
    {
        if (!IsHere || (await channels.AllAsync(ct)).Where(IsPractice).MaxBy(a => a.Id.Value) is not { } practice) return;
        var servers = await runner.RunAsync<IChannelQueries, Result<IReadOnlyList<ServerRow>>>(Actor.System(practice.Tenant), q => q.ServersAsync(ct));
        server.WebhookUrl = address.Local + servers.Value.First(s => s.Id == practice.Server.Id).WebhookPath;
    }

    private static bool IsPractice(KnownAccount account) => account.Server.BaseUrl.EndsWith(DevModule.Prefix, StringComparison.Ordinal);
}

/// <summary>Resumes once the product listens.</summary>
internal sealed class PracticeResume(PracticeDesk desk, DemoWorkspace demo, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        await desk.ResumeAsync(stoppingToken);
        if (desk.IsHere && Environment.GetCommandLineArgs().Contains("--demo")) await demo.OpenAsync(Console.Out, stoppingToken);
    }
}
