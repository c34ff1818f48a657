using System.Security.Cryptography;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Operations;
using Helpdesk.Infrastructure.Secrets;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Helpdesk.Tests.Operations;

/// <summary>Secrets open only in their place and with their key (DECISIONS 31).</summary>
public sealed class SecretsTests
{
    private static readonly SecretPlace Place = new(new TenantId(1), "Servers", "SecretKey", 7);
    private static readonly MasterKey Key = MasterKey.Load(TestDesk.MasterKey, "");
    private readonly AesSecrets _secrets = new(Key);

    [Fact]
    public void A_secret_opens_in_its_place_and_reads_like_nothing()
    {
        var sealedText = _secrets.Protect(Place, "كلمة السر");
        Assert.Equal("كلمة السر", _secrets.Reveal(Place, sealedText));
        Assert.StartsWith($"1:{Key.Id}:", sealedText, StringComparison.Ordinal);
        Assert.NotEqual(sealedText, _secrets.Protect(Place, "كلمة السر"));
    }

    [Theory]
    [InlineData(2, "Servers", "SecretKey", 7)]
    [InlineData(1, "Other", "SecretKey", 7)]
    [InlineData(1, "Servers", "Other", 7)]
    [InlineData(1, "Servers", "SecretKey", 8)]
    public void A_secret_copied_elsewhere_does_not_open(long tenant, string table, string column, long row)
    {
        var sealedText = _secrets.Protect(Place, "secret");
        Assert.ThrowsAny<CryptographicException>(() => _secrets.Reveal(new SecretPlace(new TenantId(tenant), table, column, row), sealedText));
    }

    [Fact]
    public void A_wrong_key_is_told_by_name()
    {
        var other = MasterKey.Load(Convert.ToBase64String(new byte[32]), "");
        var refused = Assert.Throws<CryptographicException>(() => new AesSecrets(other).Reveal(Place, _secrets.Protect(Place, "secret")));
        Assert.Contains(Key.Id, refused.Message, StringComparison.Ordinal);
        Assert.Contains(other.Id, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("AAAA")]
    public void A_key_that_is_none_is_refused_by_the_name_of_its_setting(string configured) =>
        Assert.Contains("Helpdesk__MasterKey", Assert.Throws<InvalidOperationException>(() => MasterKey.Load(configured, "")).Message, StringComparison.Ordinal);

    [Fact]
    public void The_key_file_is_made_once_and_only_its_owner_may_read_it()
    {
        var folder = Directory.CreateTempSubdirectory("key-").FullName;
        try
        {
            var file = Path.Combine(folder, "keys", "master.key");
            var made = MasterKey.Load(null, file);
            Assert.Equal(made.Id, MasterKey.Load("", file).Id);
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_database_made_with_another_key_does_not_start_and_says_which()
    {
        var other = Convert.ToBase64String(new byte[32]);
        var refused = await Assert.ThrowsAsync<CryptographicException>(() => TestDesk.StartAsync(settings: new() { ["Helpdesk:MasterKey"] = other }));
        Assert.Contains(MasterKey.Load(other, "").Id, refused.Message, StringComparison.Ordinal);
        Assert.Contains("Helpdesk__MasterKey", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_stored_of_a_server_holds_neither_its_key_nor_its_path()
    {
        await using var desk = await TestDesk.StartAsync();
        var path = (await desk.Given.WebhookPathAsync(desk.Admin, (await desk.Given.KnownAsync(desk.Number)).Id)).Split('/')[^1];
        var server = await desk.LookAsync(db => db.WhatsAppServers.SingleAsync());
        Assert.DoesNotContain("THISISMYSECURETOKEN", server.SecretKey, StringComparison.Ordinal);
        Assert.DoesNotContain(path, server.WebhookToken + server.WebhookTokenHash, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retention_deletes_what_is_past_its_time_and_nothing_else()
    {
        await using var desk = await TestDesk.StartAsync();
        await desk.HearsAsync(Webhook.Text("K1", "hi", desk.Clock.GetUtcNow()), Webhook.Ack("NEVER", 2));
        await desk.Given.ArrivesAsync(desk.Number, Webhook.Text("K2", "still waiting", desk.Clock.GetUtcNow()));
        Assert.Equal(0, await RunAsync(desk));
        desk.Clock.Advance(Retention.LiveLog + TimeSpan.FromSeconds(1));
        Assert.True(await RunAsync(desk) > 0);
        Assert.Equal((0, 3), (await desk.LookAsync(db => db.LiveLog.CountAsync()), await desk.LookAsync(db => db.InboundEntries.CountAsync())));
        desk.Clock.Advance(Retention.Journal);
        Assert.Equal(3, await RunAsync(desk));
        Assert.Equal((1, 0), (await desk.LookAsync(db => db.InboundEntries.CountAsync()), await desk.LookAsync(db => db.EarlyReceipts.CountAsync())));
        Assert.Single(await desk.MessagesAsync());
    }

    private static Task<int> RunAsync(TestDesk desk) => desk.RunAsync<Retention, int>(Actor.System(desk.Tenant), r => r.RunAsync(default));
}
