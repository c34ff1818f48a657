using System.Text.Json;
using System.Text.Json.Serialization;
using Helpdesk.Web.Doors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.RateLimiting;

namespace Helpdesk.Web.Api;

/// <summary>Wires the door of programs: tokens, limits, strict JSON, and the API's description.</summary>
public static class ApiModule
{
    private const string Door = "Door";

    /// <summary>Adds it; after the sign-in of people, whose cookie stays the way in everywhere but under the API's root.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddOptions<ApiOptions>().BindConfiguration(ApiOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddAuthentication(Door)
            .AddPolicyScheme(Door, null, options =>
            {
                options.ForwardDefaultSelector = context => context.IsApi() ? TokenAuthentication.Name
                    : HubTicketAuthentication.Has(context.Request) ? HubTicketAuthentication.Name
                    : CookieAuthenticationDefaults.AuthenticationScheme;
                options.ForwardSignIn = options.ForwardSignOut = CookieAuthenticationDefaults.AuthenticationScheme;
            })
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.Name, null)
            .AddScheme<AuthenticationSchemeOptions, HubTicketAuthentication>(HubTicketAuthentication.Name, null);
        services.AddRateLimiter(options => options.AddPolicy<string, ApiLimits>(ApiLimits.Policy));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.BeStrict());
        services.AddOpenApi(options => options.Describe());
        return services.AddSingleton<PageCursors>();
    }

    /// <summary>What a caller sends is taken as it is meant or not at all: no unknown or doubled member, no null where there must be something, no 7 for a name.</summary>
    internal static void BeStrict(this JsonSerializerOptions json)
    {
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.AllowDuplicateProperties = false;
        json.RespectNullableAnnotations = true;
        json.RespectRequiredConstructorParameters = true;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }
}
