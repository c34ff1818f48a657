using Helpdesk.Core.Identity;

namespace Helpdesk.Web.Doors;

/// <summary>Where requests come from, for the activity log.</summary>
public static class Origins
{
    /// <summary>Of a request.</summary>
    public static RequestOrigin Origin(this HttpContext context, string via = RequestOrigin.Console) =>
        RequestOrigin.Of(context.Connection.RemoteIpAddress?.ToString(), context.Request.Headers.UserAgent, via);

    /// <summary>Of a circuit: as the page that opened it came.</summary>
    public static RequestOrigin Of(string? address, string? agent) => RequestOrigin.Of(address, agent);
}

/// <summary>The origin of a circuit, known from the page that opened it.</summary>
public sealed class CircuitOrigin
{
    /// <summary>Where its calls come from.</summary>
    public RequestOrigin? Current { get; set; }
}
