using System.Net;
using Helpdesk.Infrastructure;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Helpdesk.Web.Operations;

/// <summary>Believes the proxies that are named, and nobody else, about where a request comes from (ABUSE 31).</summary>
public static class KnownProxies
{
    /// <summary>Takes the client's address and scheme from a known proxy's headers; without known proxies headers change nothing.</summary>
    /// <exception cref="FormatException">A configured address is none.</exception>
    public static void UseKnownProxies(this WebApplication app)
    {
        var named = app.Services.GetRequiredService<IOptions<HelpdeskOptions>>().Value.KnownProxies;
        if (named.Length == 0) return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var address in named.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            options.KnownProxies.Add(IPAddress.TryParse(address, out var known) ? known : throw new FormatException($"Helpdesk:KnownProxies holds '{address}', which is no address."));
        app.UseForwardedHeaders(options);
    }
}
