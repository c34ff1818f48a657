using System.Globalization;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Execution;

namespace Helpdesk.Web.Operations;

/// <summary><c>workspace list|create|suspend|resume|erase …</c>: what the operator's page does, for who runs the machine.</summary>
public sealed class WorkspaceCommands(IServiceProvider services, TextWriter output, TextWriter errors)
{
    /// <summary>The command's word.</summary>
    public const string Name = "workspace";

    private const int Refused = 2;

    private const string Usage =
        """
        workspace list
        workspace create <name> <administrator's e-mail> [--zone <time zone>] [--language en|ar] [--department <name>]
        workspace suspend|resume|erase <slug>
        """;

    /// <summary>Does what the words ask for, and says how it went.</summary>
    /// <returns>The exit code: 0 done, 2 refused.</returns>
    public async Task<int> RunAsync(string[] args, CancellationToken ct)
    {
        var refused = args[1..] switch
        {
            ["list"] => await ListAsync(ct),
            ["create", var name, var email, .. var options] => await CreateAsync(name, email, options, ct),
            ["suspend", var slug] => await ChangeAsync<SuspendWorkspace>(slug, use => use.ExecuteAsync(ct), "is suspended.", ct),
            ["resume", var slug] => await ChangeAsync<SuspendWorkspace>(slug, use => use.ResumeAsync(ct), "works again.", ct),
            ["erase", var slug] => await ChangeAsync<EraseWorkspace>(slug, async use => new Result((await use.ExecuteAsync(slug, ct)).Error), "is erased.", ct),
            _ => Usage,
        };
        if (refused is null) return 0;
        await errors.WriteLineAsync(refused);
        return Refused;
    }

    private async Task<string?> ListAsync(CancellationToken ct)
    {
        foreach (var row in await AllAsync(ct))
        {
            var state = (row.SuspendedAt is null ? "open" : "suspended") + (row.IsDemo ? ", demo" : "");
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{row.Slug}\t{row.Name}\t{row.CreatedAt:yyyy-MM-dd}\t{state}"));
        }

        return null;
    }

    private async Task<string?> CreateAsync(string name, string email, string[] options, CancellationToken ct)
    {
        var request = new NewWorkspace(name, "UTC", "en", "Support", email);
        for (var rest = options; rest.Length > 0; rest = rest[2..])
        {
            switch (rest)
            {
                case ["--zone", var zone, ..]: request = request with { TimeZone = zone }; break;
                case ["--language", var language, ..]: request = request with { Language = language }; break;
                case ["--department", var department, ..]: request = request with { DepartmentName = department }; break;
                default: return Usage;
            }
        }

        var tenant = new TenantId(services.GetRequiredService<IIdSource>().Next());
        var made = await ActAsync<CreateWorkspace, Result<string>>(tenant, use => use.ExecuteAsync(request, ct));
        if (!made.Succeeded) return Said(made.Error);
        await output.WriteLineAsync("Within 72 hours, once, the administrator joins here:");
        await output.WriteLineAsync($"  {services.GetRequiredService<PublicAddress>().Url}/join/{made.Value}");
        return null;
    }

    private async Task<string?> ChangeAsync<TUseCase>(string slug, Func<TUseCase, Task<Result>> change, string done, CancellationToken ct)
        where TUseCase : notnull
    {
        if ((await AllAsync(ct)).FirstOrDefault(row => row.Slug == slug) is not { } workspace) return Said(TenantErrors.NotFound);
        if ((await ActAsync(workspace.Id, change)).Error is { } refused) return Said(refused);
        await output.WriteLineAsync($"{workspace.Name} {done}");
        return null;
    }

    // About no workspace in particular.
    private async Task<IReadOnlyList<WorkspaceRow>> AllAsync(CancellationToken ct) =>
        (await ActAsync<IWorkspaceQueries, Result<IReadOnlyList<WorkspaceRow>>>(default, q => q.AllAsync(ct))).Value;

    private Task<TResult> ActAsync<TService, TResult>(TenantId tenant, Func<TService, Task<TResult>> call)
        where TService : notnull =>
        services.GetRequiredService<UseCaseRunner>().RunAsync(Actor.Operator(tenant, null).From(new RequestOrigin(null, null, "command")), call);

    private static string Said(Error error) => error.Detail is { } detail ? $"{error.Code}: {detail}" : error.Code;
}
