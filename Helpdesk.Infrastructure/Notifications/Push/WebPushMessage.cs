using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Helpdesk.Infrastructure.Notifications.Push;

/// <summary>Encrypts a push message for one browser: RFC 8291 (keys) over RFC 8188 (<c>aes128gcm</c>), always in one record.</summary>
internal static class WebPushMessage
{
    /// <summary>An uncompressed point of P-256: 0x04, x, y.</summary>
    public const int PointBytes = 65;

    private const int SaltBytes = 16;
    private const int TagBytes = 16;
    private const int HeaderBytes = SaltBytes + sizeof(int) + 1 + PointBytes;

    // RFC 8291 4: one record of at most 4096 bytes, which is what every push service takes.
    private const int RecordSize = 4096;

    // RFC 8188 2: the delimiter of the last record.
    private const byte LastRecord = 2;

    /// <summary>Encrypts with a key and a salt made for this message alone.</summary>
    /// <param name="plain">What to send; shorter than a record.</param>
    /// <param name="reader">The browser's public key (<c>p256dh</c>).</param>
    /// <param name="auth">The secret shared with the browser.</param>
    public static byte[] Encrypt(ReadOnlySpan<byte> plain, byte[] reader, byte[] auth)
    {
        using var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Encrypt(plain, reader, auth, own, RandomNumberGenerator.GetBytes(SaltBytes));
    }

    /// <summary>The same with a given key and salt, as the RFC's example has them.</summary>
    internal static byte[] Encrypt(ReadOnlySpan<byte> plain, byte[] reader, byte[] auth, ECDiffieHellman own, byte[] salt)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plain.Length, RecordSize - TagBytes - 1);
        var writer = PointOf(own.ExportParameters(includePrivateParameters: false));
        var (key, nonce) = Keys(own, reader, Info(reader, writer), auth, salt);

        var message = new byte[HeaderBytes + plain.Length + 1 + TagBytes];
        salt.CopyTo(message, 0);
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(SaltBytes), RecordSize);
        message[SaltBytes + sizeof(int)] = PointBytes;
        writer.CopyTo(message, SaltBytes + sizeof(int) + 1);

        Span<byte> padded = [.. plain, LastRecord];
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(nonce, padded, message.AsSpan(HeaderBytes, padded.Length), message.AsSpan(HeaderBytes + padded.Length));
        return message;
    }

    /// <summary>RFC 8291 3.4: the shared secret, salted first by the browser's secret, then by the message's own salt.</summary>
    internal static (byte[] Key, byte[] Nonce) Keys(ECDiffieHellman own, byte[] other, byte[] info, byte[] auth, byte[] salt)
    {
        using var theirs = ECDiffieHellman.Create(Point(other));
        var shared = own.DeriveRawSecretAgreement(theirs.PublicKey);
        var input = HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, 32, auth, info);
        return (HKDF.DeriveKey(HashAlgorithmName.SHA256, input, 16, salt, "Content-Encoding: aes128gcm\0"u8.ToArray()),
            HKDF.DeriveKey(HashAlgorithmName.SHA256, input, 12, salt, "Content-Encoding: nonce\0"u8.ToArray()));
    }

    /// <summary>What the keys are bound to: both ends, the reader first.</summary>
    internal static byte[] Info(byte[] reader, byte[] writer) => [.. Encoding.ASCII.GetBytes("WebPush: info\0"), .. reader, .. writer];

    /// <summary>A public key as it travels.</summary>
    internal static byte[] PointOf(ECParameters key) => [4, .. key.Q.X!, .. key.Q.Y!];

    /// <summary>A public key that has travelled; throws when it is no point of the curve.</summary>
    private static ECParameters Point(byte[] point) =>
        new() { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = point[1..33], Y = point[33..] } };
}
