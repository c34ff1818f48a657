using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Notifications.Push;

/// <summary>The key by which push services know this installation (RFC 8292); one row, made when the first device asks for it.</summary>
public sealed class VapidKeyRow
{
    /// <summary>The id of the installation's one row.</summary>
    public const long Only = 1;

    public long Id { get; init; }

    /// <summary>What browsers subscribe for: an uncompressed point of P-256 in base64url.</summary>
    public string PublicKey { get; init; } = "";

    /// <summary>The private key, PKCS#8 in base64, sealed.</summary>
    public string Secret { get; set; } = "";

    /// <summary>Where it is stored.</summary>
    public static SecretPlace Place(long id) => new(null, "VapidKeys", nameof(Secret), id);
}

/// <summary>Names this installation to push services.</summary>
public sealed class VapidKeys(UseCaseRunner runner, ISecrets secrets, TimeProvider clock) : IDisposable
{
    // RFC 8292 2: at most 24 hours; services with a clock of their own refuse what is too near.
    private static readonly TimeSpan Valid = TimeSpan.FromHours(12);

    private readonly SemaphoreSlim _once = new(1, 1);
    private (string Public, ECDsa Private)? _key;

    /// <summary>The public key, for the browser to subscribe with.</summary>
    public async Task<string> PublicKeyAsync(CancellationToken ct) => (await KeyAsync(ct)).Public;

    /// <summary>The <c>Authorization</c> of one request to a push service.</summary>
    /// <param name="address">The push resource; the token is good for its origin alone.</param>
    /// <param name="contact">Whom the service may ask about us: a <c>mailto:</c> or <c>https:</c> address, or none.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<string> AuthorizeAsync(Uri address, string? contact, CancellationToken ct)
    {
        var (known, secret) = await KeyAsync(ct);
        var claims = new Dictionary<string, object> { ["aud"] = address.GetLeftPart(UriPartial.Authority), ["exp"] = (clock.GetUtcNow() + Valid).ToUnixTimeSeconds() };
        if (contact is not null) claims["sub"] = contact;
        var signed = $"{Part("{\"typ\":\"JWT\",\"alg\":\"ES256\"}"u8)}.{Part(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        byte[] signature;
        lock (secret) signature = secret.SignData(System.Text.Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"vapid t={signed}.{Part(signature)}, k={known}";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _key?.Private.Dispose();
        _once.Dispose();
    }

    private static string Part(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    private async Task<(string Public, ECDsa Private)> KeyAsync(CancellationToken ct)
    {
        if (_key is { } known) return known;
        await _once.WaitAsync(ct);
        try
        {
            if (_key is { } made) return made;
            var row = await runner.RunAsync<HelpdeskDb, VapidKeyRow>(Actor.Installation, db => FindOrMakeAsync(db, ct));
            var secret = ECDsa.Create();
            secret.ImportPkcs8PrivateKey(Convert.FromBase64String(secrets.Reveal(VapidKeyRow.Place(row.Id), row.Secret)), out _);
            _key = (row.PublicKey, secret);
            return _key.Value;
        }
        finally
        {
            _once.Release();
        }
    }

    private async Task<VapidKeyRow> FindOrMakeAsync(HelpdeskDb db, CancellationToken ct)
    {
        if (await db.VapidKeys.AsNoTracking().SingleOrDefaultAsync(ct) is { } kept) return kept;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var row = new VapidKeyRow
        {
            Id = VapidKeyRow.Only,
            PublicKey = Part(WebPushMessage.PointOf(key.ExportParameters(includePrivateParameters: false))),
            Secret = secrets.Protect(VapidKeyRow.Place(VapidKeyRow.Only), Convert.ToBase64String(key.ExportPkcs8PrivateKey())),
        };
        db.Add(row);
        try
        {
            await db.SaveChangesAsync(ct);
            return row;
        }
        catch (DbUpdateException taken) when (DatabaseRefusals.IsDuplicate(taken))
        {
            // Another node was faster: its key is everybody's.
            return await db.VapidKeys.AsNoTracking().SingleAsync(ct);
        }
    }
}
