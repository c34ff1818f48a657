using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Helpdesk.Infrastructure.Live.Redis;
using Helpdesk.Tests.Scenarios;
using Helpdesk.Tests.Support;
using Xunit;

namespace Helpdesk.Tests.Live;

/// <summary>Redis by TLS: only one whose certificate is trusted and names it.</summary>
[Collection(ScenarioCollection.Name)]
public sealed class RedisTlsTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("desk-tls-").FullName;
    private readonly int _port = ProductProcess.FreePort();
    private RedisServer _redis = null!;

    private string Certificate => Path.Combine(_folder, "redis.crt");

    public async Task InitializeAsync()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, true));
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        await File.WriteAllTextAsync(Certificate, certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(_folder, "redis.key"), key.ExportRSAPrivateKeyPem());
        _redis = await RedisServer.StartAsync(
            "open sesame", "--tls-port", $"{_port}", "--tls-cert-file", Certificate, "--tls-key-file", Path.Combine(_folder, "redis.key"), "--tls-auth-clients", "no");
    }

    public async Task DisposeAsync()
    {
        await _redis.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task One_whose_certificate_nobody_vouches_for_is_not_spoken_to()
    {
        Assert.True(RedisAddress.TryParse($"rediss://:open%20sesame@localhost:{_port}", out var address, out _));
        await Assert.ThrowsAsync<AuthenticationException>(() => RedisConnection.OpenAsync(address, TimeSpan.FromSeconds(5), TimeProvider.System, default));
    }

    [Fact]
    public async Task One_whose_certificate_is_trusted_carries_pulses_and_signals()
    {
        await using var product = await ProductProcess.StartAsync(new() { ["Helpdesk__Redis"] = $"rediss://:open%20sesame@localhost:{_port}/2", ["SSL_CERT_FILE"] = Certificate });
        await Eventually.TrueAsync(async () => (await product.ReadinessAsync()).Text.StartsWith("{\"status\":\"Healthy\"", StringComparison.Ordinal), "all three connections work");
        Assert.Contains("db=2", (await _redis.AskAsync("CLIENT", "LIST")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", product.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_says_nothing_is_given_up()
    {
        using var silent = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        foreach (var scheme in (string[])["redis", "rediss"])
        {
            Assert.True(RedisAddress.TryParse($"{scheme}://:open%20sesame@127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}", out var address, out _));
            await Assert.ThrowsAsync<TimeoutException>(() => RedisConnection.OpenAsync(address, TimeSpan.FromMilliseconds(200), TimeProvider.System, default));
        }
    }
}
