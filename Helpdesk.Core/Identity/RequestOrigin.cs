using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Helpdesk.Core.Identity;

/// <summary>Where a request comes from, safe to store and show: one line each, nothing that is not printed (ABUSE 51).</summary>
/// <param name="Address">The client's network address; null for a command.</param>
/// <param name="Agent">What the client calls itself: the User-Agent header, cut.</param>
/// <param name="Via">What carried it: <c>console</c>, <c>command</c>, or <c>token:</c> and the token's name.</param>
public sealed record RequestOrigin(string? Address, string? Agent, string Via)
{
    /// <summary>A person at a browser.</summary>
    public const string Console = "console";

    /// <summary>The longest description of a client that is kept.</summary>
    public const int Longest = 256;

    /// <summary>Whether a program came with an access token.</summary>
    public bool IsToken => Via.StartsWith("token:", StringComparison.Ordinal);

    /// <summary>The address as limits count it.</summary>
    public string Network => ClientNetwork.Of(Address);

    /// <summary>Cleans what came from outside.</summary>
    public static RequestOrigin Of(string? address, string? agent, string via = Console) => new(Clean(address), Clean(agent), via);

    private static string? Clean(string? text)
    {
        if (text is null) return null;
        var printed = text.Where(c => !char.IsControl(c) && char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator));
        return string.Concat(printed.Take(Longest)) is { Length: > 0 } clean ? clean : null;
    }
}

/// <summary>One address for the limits: all of IPv4, the first 64 bits of IPv6, since a home is given a whole /64.</summary>
public static class ClientNetwork
{
    /// <summary>The network in text, which is its own network again; <c>unknown</c> for what is no address.</summary>
    public static string Of(string? address)
    {
        if (address is not null && address.EndsWith("/64", StringComparison.Ordinal)) return Of(IPAddress.TryParse(address[..^3], out var network) ? network : null);
        return Of(IPAddress.TryParse(address, out var one) ? one : null);
    }

    private static string Of(IPAddress? address)
    {
        if (address is null) return "unknown";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address) || address.AddressFamily != AddressFamily.InterNetworkV6) return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
