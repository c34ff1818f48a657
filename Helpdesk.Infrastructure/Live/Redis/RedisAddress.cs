using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.Options;

namespace Helpdesk.Infrastructure.Live.Redis;

/// <summary>Where Redis is and how to get in, as <c>Helpdesk:Redis</c> says: <c>redis[s]://[[user]:password@]host[:port][/database]</c>.</summary>
internal sealed class RedisAddress
{
    private const int UsualPort = 6379;

    private RedisAddress(Uri url, int database)
    {
        (Host, Port, Database, Tls) = (url.IdnHost.Trim('[', ']'), url.Port < 0 ? UsualPort : url.Port, database, url.Scheme == "rediss");
        var colon = url.UserInfo.IndexOf(':', StringComparison.Ordinal);
        User = Uri.UnescapeDataString(colon < 0 ? url.UserInfo : url.UserInfo[..colon]);
        Password = colon < 0 ? "" : Uri.UnescapeDataString(url.UserInfo[(colon + 1)..]);
    }

    public string Host { get; }

    public int Port { get; }

    public int Database { get; }

    public bool Tls { get; }

    /// <summary>Empty for Redis's default user.</summary>
    public string User { get; }

    /// <summary>Empty when none is asked for.</summary>
    public string Password { get; }

    /// <summary>Reads the setting.</summary>
    /// <param name="text">The setting.</param>
    /// <param name="address">The address, when it is one.</param>
    /// <param name="complaint">Else what is wrong with it. It never repeats the text: a password may stand there.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out RedisAddress? address, [NotNullWhen(false)] out string? complaint)
    {
        (address, complaint) = (null, null);
        var database = 0;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("redis" or "rediss") || url.Host.Length == 0)
            complaint = "is no redis:// or rediss:// address with a host";
        else if (url.Query.Length > 0 || url.Fragment.Length > 0)
            complaint = "has a ? or a # after the database: inside a password these are written %3F and %23";
        else if (url.UserInfo.Length > 0 && !url.UserInfo.Contains(':', StringComparison.Ordinal))
            complaint = "has a user without a password: write user:password@host, or :password@host";
        else if (url.AbsolutePath is not ("" or "/") && !int.TryParse(url.AbsolutePath.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out database))
            complaint = "ends with a database that is no number";
        else
            address = new RedisAddress(url, database);
        return address is not null;
    }

    /// <summary>Without user and password.</summary>
    public override string ToString() => $"{Host}:{Port}";
}

/// <summary>Refuses a start with a Redis setting that cannot be read, naming it.</summary>
internal sealed class RedisChoice : IValidateOptions<HelpdeskOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, HelpdeskOptions options) =>
        options.Redis.Length == 0 || RedisAddress.TryParse(options.Redis, out _, out var complaint)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Helpdesk__Redis {complaint}. It looks like redis://user:password@host:6379/0, or rediss:// for TLS.");
}
