using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Execution;

namespace Helpdesk.Web.Operations;

/// <summary><c>workspace list|create|suspend|resume|erase …</c>: what the operator's page does, for who runs the machine.</summary>
public static class WorkspaceCommands
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

    /// <summary>Runs it; the process ends with 0 when it is done and 2 when it was refused.</summary>
    /// <returns>Always that it was run.</returns>
    public static async Task<bool> RunAsync(IServiceProvider services, string[] args, CancellationToken ct)
    {
        var runner = services.GetRequiredService<UseCaseRunner>();
        string[] words = [.. args.SkipWhile(a => a != Name).Skip(1)];
        var refused = words switch
        {
            ["list"] => await ListAsync(runner, ct),
            ["create", var name, var email, .. var options] => await CreateAsync(services, runner, name, email, options, ct),
            ["suspend", var slug] => await WithAsync(runner, slug, id => ActAsync<SuspendWorkspace, Result>(runner, id, use => use.ExecuteAsync(ct)), "is suspended.", ct),
            ["resume", var slug] => await WithAsync(runner, slug, id => ActAsync<SuspendWorkspace, Result>(runner, id, use => use.ResumeAsync(ct)), "works again.", ct),
            ["erase", var slug] => await WithAsync(runner, slug, async id => new Result((await ActAsync<EraseWorkspace, Result<int>>(runner, id, use => use.ExecuteAsync(slug, ct))).Error), "is erased.", ct),
            _ => Usage,
        };
        if (refused is null) return true;
        await Console.Error.WriteLineAsync(refused);
        Environment.ExitCode = Refused;
        return true;
    }

    private static async Task<string?> ListAsync(UseCaseRunner runner, CancellationToken ct)
    {
        foreach (var row in await AllAsync(runner, ct))
            Console.WriteLine($"{row.Slug}\t{row.Name}\t{row.CreatedAt:yyyy-MM-dd}\t{(row.SuspendedAt is null ? "open" : "suspended")}{(row.IsDemo ? ", demo" : "")}");
        return null;
    }

    private static async Task<string?> CreateAsync(IServiceProvider services, UseCaseRunner runner, string name, string email, string[] options, CancellationToken ct)
    {
        var (zone, language, department) = ("UTC", "en", "Support");
        for (var rest = options.AsSpan(); rest.Length > 0; rest = rest[2..])
        {
            switch (rest)
            {
                case ["--zone", var value, ..]: zone = value; break;
                case ["--language", var value, ..]: language = value; break;
                case ["--department", var value, ..]: department = value; break;
                default: return Usage;
            }
        }

        var request = new NewWorkspace(name, zone, language, department, email);
        var made = await ActAsync<CreateWorkspace, Result<string>>(runner, new TenantId(services.GetRequiredService<IIdSource>().Next()), use => use.ExecuteAsync(request, ct));
        if (!made.Succeeded) return Said(made.Error);
        Console.WriteLine("Within 72 hours, once, the administrator joins here:");
        Console.WriteLine($"  {services.GetRequiredService<PublicAddress>().Url}/join/{made.Value}");
        return null;
    }

    private static async Task<string?> WithAsync(UseCaseRunner runner, string slug, Func<TenantId, Task<Result>> act, string done, CancellationToken ct)
    {
        if ((await AllAsync(runner, ct)).FirstOrDefault(row => row.Slug == slug) is not { } workspace) return Said(TenantErrors.NotFound);
        if ((await act(workspace.Id)).Error is { } refused) return Said(refused);
        Console.WriteLine($"{workspace.Name} {done}");
        return null;
    }

    // No workspace in particular: only the operator's reading of all of them.
    private static async Task<IReadOnlyList<WorkspaceRow>> AllAsync(UseCaseRunner runner, CancellationToken ct) =>
        (await ActAsync<IWorkspaceQueries, Result<IReadOnlyList<WorkspaceRow>>>(runner, default, q => q.AllAsync(ct))).Value;

    private static Task<TResult> ActAsync<TService, TResult>(UseCaseRunner runner, TenantId tenant, Func<TService, Task<TResult>> call)
        where TService : notnull => runner.RunAsync(Actor.Operator(tenant, null).From(new RequestOrigin(null, null, "command")), call);

    private static string Said(Error error) => error.Detail is { } detail ? $"{error.Code}: {detail}" : error.Code;
}
