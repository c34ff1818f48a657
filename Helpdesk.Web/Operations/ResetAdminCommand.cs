using Helpdesk.Infrastructure.Identity.SignIn;

namespace Helpdesk.Web.Operations;

/// <summary><c>dotnet run --project Helpdesk.Web -- reset-admin [email]</c>: a one-time link for an administrator who is shut out (DECISIONS 29).</summary>
public static class ResetAdminCommand
{
    /// <summary>The command's word.</summary>
    public const string Name = "reset-admin";

    /// <summary>Runs it.</summary>
    public static async Task RunAsync(WebApplication app, string[] args)
    {
        var email = args.SkipWhile(a => a != Name).Skip(1).FirstOrDefault(a => a.Contains('@', StringComparison.Ordinal));
        var made = await app.Services.GetRequiredService<ResetAdmin>().RunAsync(email, CancellationToken.None);
        if (!made.Succeeded)
        {
            Console.Error.WriteLine(email is null ? "There is no active administrator." : "No active administrator signs in with this address.");
            Environment.ExitCode = 1;
            return;
        }

        var address = app.Services.GetRequiredService<PublicAddress>().Url;
        Console.WriteLine($"Within 60 minutes, once, {made.Value.Email} sets a new password here:");
        Console.WriteLine($"  {address}/reset/{made.Value.Token}");
        Console.WriteLine("It also turns the second factor off and ends the lock-out. Every session of this sign-in has ended.");
    }
}
