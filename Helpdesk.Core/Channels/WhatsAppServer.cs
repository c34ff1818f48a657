using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Channels;

/// <summary>
/// A WPPConnect server of the workspace. It posts events to one unguessable path (DECISIONS 2): the contract knows no signature, so the path
/// is the secret. Which number an event is for follows from the session it names.
/// </summary>
public sealed class WhatsAppServer : Aggregate, ITenantOwned, ILogged
{
    private WhatsAppServer()
    {
    }

    public long Id { get; private set; }

    public TenantId TenantId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Where its REST interface answers, without a slash at the end.</summary>
    public string BaseUrl { get; private set; } = "";

    /// <summary>The server's SECRET_KEY, encrypted.</summary>
    [NotLogged]
    public string SecretKey { get; private set; } = "";

    /// <summary>The secret part of the webhook path, encrypted so that the admin page can show it.</summary>
    [NotLogged]
    public string WebhookToken { get; private set; } = "";

    /// <summary>SHA-256 of it, lower-case hex: what an arriving webhook is looked up by.</summary>
    [NotLogged]
    public string WebhookTokenHash { get; private set; } = "";

    string ILogged.LogName => Name;

    /// <summary>Registers a server.</summary>
    public static Result<WhatsAppServer> Create(long id, TenantId tenant, string name, string baseUrl, string secretKey, WebhookToken token, ISecrets secrets)
    {
        name = name.Trim();
        if (name.Length is 0 or > 60) return ChannelErrors.Name;
        if (!Uri.TryCreate(baseUrl.Trim(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Query.Length + url.Fragment.Length > 0)
            return ChannelErrors.BaseUrl;
        if (string.IsNullOrWhiteSpace(secretKey)) return ChannelErrors.SecretKey;
        var server = new WhatsAppServer
        {
            Id = id,
            Name = name,
            BaseUrl = url.ToString().TrimEnd('/'),
            SecretKey = secrets.Protect(SecretKeyPlace(tenant, id), secretKey.Trim()),
            WebhookToken = secrets.Protect(WebhookTokenPlace(tenant, id), token.Value),
            WebhookTokenHash = token.Hash,
        };
        server.Raise(new WhatsAppServerAdded(id));
        return server;
    }

    /// <summary>Seals both secrets with the installation's present key.</summary>
    public void SealAgain(TenantId tenant, ISecrets secrets)
    {
        SecretKey = secrets.Protect(SecretKeyPlace(tenant, Id), secrets.Reveal(SecretKeyPlace(tenant, Id), SecretKey));
        WebhookToken = secrets.Protect(WebhookTokenPlace(tenant, Id), secrets.Reveal(WebhookTokenPlace(tenant, Id), WebhookToken));
    }

    /// <summary>Where the secret key is stored.</summary>
    public static SecretPlace SecretKeyPlace(TenantId tenant, long id) => new(tenant, "WhatsAppServers", nameof(SecretKey), id);

    /// <summary>Where the webhook token is stored.</summary>
    public static SecretPlace WebhookTokenPlace(TenantId tenant, long id) => new(tenant, "WhatsAppServers", nameof(WebhookToken), id);
}

/// <summary>A server was registered.</summary>
public sealed record WhatsAppServerAdded(long Server) : IDomainEvent;

/// <summary>The secret part of a webhook path, and its hash.</summary>
public sealed record WebhookToken(string Value, string Hash);
