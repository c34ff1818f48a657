using Helpdesk.Infrastructure;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Helpdesk.Web.Operations;

/// <summary>How the product is reached: the configured address, else the one it listens on.</summary>
public sealed class PublicAddress(IOptions<HelpdeskOptions> options, IServer server)
{
    /// <summary>Without a slash at the end.</summary>
    public string Url => options.Value.PublicUrl is { Length: > 0 } configured ? configured.TrimEnd('/') : Local;

    /// <summary>The address this process listens on, as itself reaches it.</summary>
    public string Local => (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost:5000")
        .Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal)
        .Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal).TrimEnd('/');
}
