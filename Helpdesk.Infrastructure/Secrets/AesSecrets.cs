using System.Security.Cryptography;
using System.Text;
using Helpdesk.Core.Shared;

namespace Helpdesk.Infrastructure.Secrets;

/// <summary>AES-256-GCM, stored as <c>version:keyId:nonce:ciphertext</c> with the place as associated data (DECISIONS 31).</summary>
public sealed class AesSecrets(MasterKey key) : ISecrets
{
    private const string Version = "1";

    /// <inheritdoc/>
    public string Protect(SecretPlace place, string value)
    {
        var plain = Encoding.UTF8.GetBytes(value);
        var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        var sealedBytes = new byte[plain.Length + AesGcm.TagByteSizes.MaxSize];
        using var aes = new AesGcm(key.Bytes, AesGcm.TagByteSizes.MaxSize);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(0, plain.Length), sealedBytes.AsSpan(plain.Length), Bound(place));
        return $"{Version}:{key.Id}:{Convert.ToBase64String(nonce)}:{Convert.ToBase64String(sealedBytes)}";
    }

    /// <inheritdoc/>
    public string Reveal(SecretPlace place, string secret)
    {
        if (secret.Split(':') is not [Version, var keyId, var nonce, var text]) throw new CryptographicException("Not a secret of this product.");
        var opens = key.Find(keyId) ?? throw new CryptographicException($"Made with master key {keyId}; this installation runs with {key.Id}.");
        var sealedBytes = Convert.FromBase64String(text);
        var plain = new byte[sealedBytes.Length - AesGcm.TagByteSizes.MaxSize];
        using var aes = new AesGcm(opens, AesGcm.TagByteSizes.MaxSize);
        aes.Decrypt(Convert.FromBase64String(nonce), sealedBytes.AsSpan(0, plain.Length), sealedBytes.AsSpan(plain.Length), plain, Bound(place));
        return Encoding.UTF8.GetString(plain);
    }

    private static byte[] Bound(SecretPlace place) => Encoding.UTF8.GetBytes($"{place.Tenant?.Value}/{place.Table}/{place.Column}/{place.Row}");
}
