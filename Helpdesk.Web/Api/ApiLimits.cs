using System.Globalization;
using System.Threading.RateLimiting;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Web.Doors;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Helpdesk.Web.Api;

/// <summary>How often somebody may call in a minute: counted per token or member, and per network address for who is neither.</summary>
public sealed class ApiLimits(IOptionsMonitor<ApiOptions> options) : IRateLimiterPolicy<string>
{
    /// <summary>The policy's name.</summary>
    public const string Policy = "api";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected { get; } = async (rejected, _) =>
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window;
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await ApiProblem.Of(StatusCodes.Status429TooManyRequests, "rate.limited", $"Too many requests in a minute. Try again in {seconds} s.").ExecuteAsync(rejected.HttpContext);
    };

    /// <inheritdoc/>
    public RateLimitPartition<string> GetPartition(HttpContext httpContext)
    {
        var now = options.CurrentValue;
        var (who, limit) = httpContext.Features.Get<CurrentToken>() is { } token ? ($"token/{token.Id}", now.PerMinute)
            : SignedIn.Read(httpContext.User) is { } member ? ($"member/{member.Tenant.Value}/{member.User.Value}", now.PerMinute)
            : ($"address/{httpContext.Connection.RemoteIpAddress}", now.StrangersPerMinute);
        // The limit is part of the name, so that a changed setting counts from its first request on.
        return RateLimitPartition.GetFixedWindowLimiter(
            $"{who}/{limit}", _ => new FixedWindowRateLimiterOptions { PermitLimit = limit, Window = Window, QueueLimit = 0 });
    }
}
