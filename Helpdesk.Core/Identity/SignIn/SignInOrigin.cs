using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Helpdesk.Core.Identity.SignIn;

/// <summary>Where a sign-in comes from, safe to store and show: one line each, no control characters (ABUSE 51).</summary>
/// <param name="Network">The address as limits count it (<see cref="ClientNetwork"/>).</param>
/// <param name="Agent">The browser's description.</param>
public sealed record SignInOrigin(string Network, string Agent)
{
    /// <summary>Takes what a request says about itself.</summary>
    public static SignInOrigin Of(IPAddress? address, string? agent) => new(ClientNetwork.Of(address), Clean(agent));

    private static string Clean(string? agent)
    {
        if (agent is null) return "";
        var printable = agent.Where(c => !char.IsControl(c) && char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator));
        return string.Concat(printable.Take(SignInAttempt.LongestAgent));
    }
}

/// <summary>One address for the limits: all of IPv4, the first 64 bits of IPv6, since a home is given a whole /64.</summary>
public static class ClientNetwork
{
    /// <summary>The network in text; <c>unknown</c> without an address.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null) return "unknown";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address) || address.AddressFamily != AddressFamily.InterNetworkV6) return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
