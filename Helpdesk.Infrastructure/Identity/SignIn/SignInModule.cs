using Helpdesk.Core.Identity.SignIn;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Helpdesk.Infrastructure.Identity.SignIn;

/// <summary>Wires what stands behind the sign-in and the account page.</summary>
internal static class SignInModule
{
    public static IServiceCollection AddSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MailOptions>().Bind(configuration.GetSection("Mail")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<WorkspacesOptions>().Bind(configuration.GetSection("Workspaces"));
        return services
            .AddSingleton<TryLanes>()
            .AddSingleton<SignInRules>()
            .AddSingleton<SignInRecorder>()
            .AddSingleton<Sessions>()
            .AddSingleton<SessionDirectory>()
            .AddSingleton<ResetAdmin>()
            .AddSingleton<ISystemMail, SmtpSystemMail>()
            .AddScoped<SessionWrites>()
            .AddScoped<SessionEnding>()
            .AddScoped<SignInTries>()
            .AddScoped<KnownDevices>()
            .AddScoped<Challenges>()
            .AddScoped<SecondFactors>()
            .AddScoped<Passwords>()
            .AddScoped<ResetLinks>()
            .AddSingleton<RegistrationLimit>()
            .AddScoped<RegistrationLinks>()
            .AddScoped<ResetForMember>()
            .AddScoped<SignOutMember>()
            .AddScoped<AdminLookup>()
            .AddScoped<OwnProof>()
            .AddScoped<OwnPassword>()
            .AddScoped<OwnSecondFactor>()
            .AddScoped<OwnPasskeys>()
            .AddScoped<OwnSessions>()
            .AddScoped<SignInRetention>();
    }
}
