using Helpdesk.Core.Live;
using Helpdesk.Infrastructure.Live.Redis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Helpdesk.Infrastructure.Live;

/// <summary>What carries live updates and signals: through Redis where it is set, else within the process.</summary>
internal static class LiveModule
{
    /// <summary>Adds it; the workers that drive it are started with the others.</summary>
    public static IServiceCollection AddLive(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LiveOptions>().Bind(configuration.GetSection("Live")).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<LiveFeed>()
            .AddSingleton<ILiveFeed>(s => s.GetRequiredService<LiveFeed>())
            .AddSingleton<LiveHealth>()
            .AddSingleton<ILiveHealth>(s => s.GetRequiredService<LiveHealth>())
            .AddSingleton<InProcessBackplane>()
            .AddSingleton<LiveSignals>()
            .AddSingleton<RedisNames>()
            .AddSingleton<RedisLinks>()
            .AddSingleton<RedisPublisher>()
            .AddSingleton<RedisBackplane>()
            .AddSingleton<RedisSignals>()
            .AddSingleton<ILiveBackplane>(s => OverRedis(s) ? s.GetRequiredService<RedisBackplane>() : s.GetRequiredService<InProcessBackplane>())
            .AddSingleton<ILiveSignals>(s => OverRedis(s) ? s.GetRequiredService<RedisSignals>() : s.GetRequiredService<LiveSignals>())
            .AddScoped<LiveHeads>()
            .AddScoped<LiveHistory>()
            .AddScoped<LiveWriter>()
            .AddScoped<ILiveAnnouncements>(s => s.GetRequiredService<LiveWriter>());
    }

    private static bool OverRedis(IServiceProvider services) => services.GetRequiredService<IOptions<HelpdeskOptions>>().Value.Redis.Length > 0;
}
