using Helpdesk.Core.Identity;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Operations;
using Helpdesk.Infrastructure.Persistence;
using Helpdesk.Infrastructure.Presence;
using Helpdesk.Infrastructure.Secrets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Helpdesk.Web.Operations;

/// <summary>What <c>dotnet run --project Helpdesk.Web -- …</c> does instead of serving.</summary>
public static class Commands
{
    private const string Rotate = "rotate-key";
    private const string Remove = "remove-demo";

    /// <summary>Before anything is read: a rotation puts a new key before the old one in the key file.</summary>
    public static void PrepareCommand(this WebApplication app, string[] args)
    {
        if (!args.Contains(Rotate)) return;
        var options = app.Services.GetRequiredService<IOptions<HelpdeskOptions>>().Value;
        if (options.MasterKey.Length == 0) MasterKey.Load(null, options.KeyFile).WithNew().WriteTo(options.KeyFile);
    }

    /// <summary>Runs the command that was asked for. It holds a node's number meanwhile: its ids meet nobody's beside it.</summary>
    /// <returns>Whether there was one; then the product does not serve.</returns>
    public static async Task<bool> RunCommandAsync(this WebApplication app, string[] args)
    {
        if (Find(args) is not { } command) return false;
        var hold = app.Services.GetRequiredService<NodeHold>();
        await hold.StartAsync(CancellationToken.None);
        try
        {
            await command(app, args);
        }
        finally
        {
            await hold.StopAsync(CancellationToken.None);
        }

        return true;
    }

    private static Func<WebApplication, string[], Task>? Find(string[] args) =>
        args.FirstOrDefault() == ImportCommand.Name ? ImportAsync
        : args.FirstOrDefault() == WorkspaceCommands.Name ? WorkspaceAsync
        : args.Contains(ResetAdminCommand.Name) ? ResetAdminCommand.RunAsync
        : args.Contains(Remove) ? RemoveDemoAsync
        : args.Contains(Rotate) ? RotateAsync
        : null;

    private static async Task RotateAsync(WebApplication app, string[] args)
    {
        var options = app.Services.GetRequiredService<IOptions<HelpdeskOptions>>().Value;
        var count = await app.Services.GetRequiredService<RotateKey>().RunAsync(CancellationToken.None);
        var key = app.Services.GetRequiredService<MasterKey>();
        if (options.MasterKey.Length == 0) key.OnlyCurrent().WriteTo(options.KeyFile);
        Console.WriteLine($"{count} secrets are sealed with master key {key.Id}.");
        if (options.MasterKey.Length > 0) Console.WriteLine("Now take the older keys out of Helpdesk__MasterKey.");
    }

    private static async Task ImportAsync(WebApplication app, string[] args) =>
        Environment.ExitCode = await ImportCommand.RunAsync(app.Services, args, CancellationToken.None);

    private static async Task WorkspaceAsync(WebApplication app, string[] args) =>
        Environment.ExitCode = await new WorkspaceCommands(app.Services, Console.Out, Console.Error).RunAsync(args, CancellationToken.None);

    private static async Task RemoveDemoAsync(WebApplication app, string[] args)
    {
        var runner = app.Services.GetRequiredService<UseCaseRunner>();
        var demos = await runner.RunAsync<HelpdeskDb, List<TenantId>>(
            Actor.Installation, db => db.Tenants.Where(t => t.IsDemo).Select(t => t.Id).ToListAsync());
        foreach (var demo in demos)
            await runner.RunAsync<IWorkspaceEraser, int>(Actor.System(demo), eraser => eraser.EraseAsync(CancellationToken.None));
        Console.WriteLine(demos.Count == 0 ? "There is no demo workspace." : "The demo workspace is gone.");
    }
}
