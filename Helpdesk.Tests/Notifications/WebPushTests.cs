using System.Buffers.Binary;
using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Helpdesk.Infrastructure.Notifications.Push;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Notifications;

/// <summary>What leaves for a push service: the RFCs' own example, and what a browser would make of it.</summary>
public sealed class WebPushTests
{
    [Fact]
    public void The_example_of_rfc_8291_comes_out_byte_by_byte()
    {
        var (writer, secret) = (Bytes("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8"), Bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"));
        using var own = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = secret, Q = new ECPoint { X = writer[1..33], Y = writer[33..] } });
        var message = WebPushMessage.Encrypt(
            "When I grow up, I want to be a watermelon"u8, Bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
            Bytes("BTBZMqHH6r4Tts7J_aSIgg"), own, Bytes("DGv6ra1nlYgDCS1FRnbzlw"));
        Assert.Equal(
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
            Base64Url.EncodeToString(message));
    }

    [Fact]
    public void A_browser_reads_what_was_written_for_it_and_no_two_messages_are_alike()
    {
        using var browser = new PushBrowser();
        var (one, two) = (WebPushMessage.Encrypt("hello"u8, browser.PublicKey, browser.Auth), WebPushMessage.Encrypt("hello"u8, browser.PublicKey, browser.Auth));
        Assert.Equal("hello", Encoding.UTF8.GetString(browser.Read(one)));
        Assert.NotEqual(one, two);
        two[^1] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => browser.Read(two));
    }

    [Fact]
    public async Task The_token_is_signed_for_the_services_origin_by_the_key_browsers_subscribe_for_and_lasts_half_a_day()
    {
        await using var desk = await TestDesk.StartAsync();
        var keys = desk.Services.GetRequiredService<VapidKeys>();
        var header = await keys.AuthorizeAsync(new Uri("https://push.example.net:8443/send/abc"), "mailto:it@example.com", default);
        var (token, key) = (header["vapid t=".Length..header.IndexOf(", k=", StringComparison.Ordinal)], header[(header.IndexOf(", k=", StringComparison.Ordinal) + 4)..]);
        Assert.Equal(await keys.PublicKeyAsync(default), key);
        var parts = token.Split('.');
        var point = Bytes(key);
        using var reader = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = point[1..33], Y = point[33..] } });
        Assert.True(reader.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Bytes(parts[2]), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
        var claims = JsonDocument.Parse(Bytes(parts[1])).RootElement;
        Assert.Equal(("https://push.example.net:8443", "mailto:it@example.com"), (claims.GetProperty("aud").GetString(), claims.GetProperty("sub").GetString()));
        Assert.Equal(desk.Clock.GetUtcNow().AddHours(12).ToUnixTimeSeconds(), claims.GetProperty("exp").GetInt64());

        var row = await desk.LookAsync(db => db.VapidKeys.AsNoTracking().SingleAsync());
        Assert.Equal(key, row.PublicKey);
        Assert.StartsWith("1:", row.Secret, StringComparison.Ordinal);
        using var second = new VapidKeys(desk.Services.GetRequiredService<Infrastructure.Execution.UseCaseRunner>(), desk.Services.GetRequiredService<Core.Shared.ISecrets>(), desk.Time);
        Assert.Equal(key, await second.PublicKeyAsync(default));
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("142.250.180.10", true)]
    [InlineData("2a00:1450:4009:80b::200a", true)]
    public void Only_addresses_of_the_open_internet_are_called(string address, bool open) => Assert.Equal(open, PublicAddresses.IsPublic(IPAddress.Parse(address)));

    private static byte[] Bytes(string base64Url) => Base64Url.DecodeFromChars(base64Url);
}

/// <summary>A browser's side of RFC 8291, written from the RFC: keys of its own, and reading what is sent to it.</summary>
public sealed class PushBrowser : IDisposable
{
    private readonly ECDiffieHellman _own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    public PushBrowser()
    {
        var key = _own.ExportParameters(includePrivateParameters: false).Q;
        PublicKey = [4, .. key.X!, .. key.Y!];
    }

    public byte[] PublicKey { get; }

    public byte[] Auth { get; } = RandomNumberGenerator.GetBytes(16);

    public byte[] Read(byte[] message)
    {
        var salt = message[..16];
        Assert.Equal((4096, 65), (BinaryPrimitives.ReadInt32BigEndian(message.AsSpan(16)), (int)message[20]));
        var (writer, body) = (message[21..86], message[86..]);
        using var other = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = writer[1..33], Y = writer[33..] } });
        var first = HKDF.Extract(HashAlgorithmName.SHA256, _own.DeriveRawSecretAgreement(other.PublicKey), Auth);
        var input = HKDF.Expand(HashAlgorithmName.SHA256, first, 32, [.. "WebPush: info\0"u8, .. PublicKey, .. writer]);
        var second = HKDF.Extract(HashAlgorithmName.SHA256, input, salt);
        using var cipher = new AesGcm(HKDF.Expand(HashAlgorithmName.SHA256, second, 16, "Content-Encoding: aes128gcm\0"u8.ToArray()), 16);
        var plain = new byte[body.Length - 16];
        cipher.Decrypt(HKDF.Expand(HashAlgorithmName.SHA256, second, 12, "Content-Encoding: nonce\0"u8.ToArray()), body.AsSpan(0, plain.Length), body.AsSpan(plain.Length), plain);
        Assert.Equal(2, plain[^1]);
        return plain[..^1];
    }

    public void Dispose() => _own.Dispose();
}
