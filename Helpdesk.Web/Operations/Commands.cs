using Helpdesk.Infrastructure;
using Helpdesk.Infrastructure.Secrets;
using Microsoft.Extensions.Options;

namespace Helpdesk.Web.Operations;

/// <summary>What <c>dotnet run --project Helpdesk.Web -- …</c> does instead of serving.</summary>
public static class Commands
{
    private const string Rotate = "rotate-key";

    /// <summary>Before anything is read: a rotation puts a new key before the old one in the key file.</summary>
    public static void PrepareCommand(this WebApplication app, string[] args)
    {
        if (!args.Contains(Rotate)) return;
        var options = app.Services.GetRequiredService<IOptions<HelpdeskOptions>>().Value;
        if (options.MasterKey.Length == 0) MasterKey.Load(null, options.KeyFile).WithNew().WriteTo(options.KeyFile);
    }

    /// <summary>Runs the command that was asked for.</summary>
    /// <returns>Whether there was one; then the product does not serve.</returns>
    public static async Task<bool> RunCommandAsync(this WebApplication app, string[] args)
    {
        if (!args.Contains(Rotate)) return false;
        var options = app.Services.GetRequiredService<IOptions<HelpdeskOptions>>().Value;
        var count = await app.Services.GetRequiredService<RotateKey>().RunAsync(CancellationToken.None);
        var key = app.Services.GetRequiredService<MasterKey>();
        if (options.MasterKey.Length == 0) key.OnlyCurrent().WriteTo(options.KeyFile);
        Console.WriteLine($"{count} secrets are sealed with master key {key.Id}.");
        if (options.MasterKey.Length > 0) Console.WriteLine("Now take the older keys out of Helpdesk__MasterKey.");
        return true;
    }
}
