using Helpdesk.Core.Channels;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Notifications.Push;
using Helpdesk.Infrastructure.Secrets;
using Helpdesk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Operations;

public sealed class RotateKeyTests
{
    [Fact]
    public async Task After_a_rotation_every_secret_opens_with_the_new_key_alone()
    {
        var fresh = Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray());
        await using var desk = await TestDesk.StartAsync(settings: new() { ["Helpdesk:MasterKey"] = $"{fresh},{TestDesk.MasterKey}" });
        var before = await desk.LookAsync(db => db.WhatsAppServers.AsNoTracking().SingleAsync());

        var push = await desk.Services.GetRequiredService<VapidKeys>().PublicKeyAsync(default);

        var count = await desk.Services.GetRequiredService<RotateKey>().RunAsync(default);

        var (server, check) = (await desk.LookAsync(db => db.WhatsAppServers.SingleAsync()), await desk.LookAsync(db => db.KeyChecks.SingleAsync()));
        var alone = new AesSecrets(MasterKey.Load(fresh, ""));
        var place = WhatsAppServer.SecretKeyPlace(desk.Tenant, server.Id);
        Assert.True(count >= 3, "the ring's check and both secrets of the server are sealed again");
        Assert.Equal(desk.Services.GetRequiredService<ISecrets>().Reveal(place, before.SecretKey), alone.Reveal(place, server.SecretKey));
        var pushed = await desk.LookAsync(db => db.VapidKeys.SingleAsync());
        Assert.Equal(push, pushed.PublicKey);
        Assert.NotEmpty(alone.Reveal(VapidKeyRow.Place(pushed.Id), pushed.Secret));
        Assert.Equal("Helpdesk", alone.Reveal(KeyCheck.Place(check.Id), check.Secret));
        Assert.Equal(MasterKey.Load(fresh, "").Id, check.KeyId);
    }

    [Fact]
    public void A_rotated_key_file_holds_the_new_key_before_the_old_one_until_the_old_one_is_taken_out()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("key-").FullName, "master.key");
        var first = MasterKey.Load(null, file);
        first.WithNew().WriteTo(file);

        var both = MasterKey.Load(null, file);
        Assert.NotEqual(first.Id, both.Id);
        Assert.NotNull(both.Find(first.Id));

        both.OnlyCurrent().WriteTo(file);
        Assert.Null(MasterKey.Load(null, file).Find(first.Id));
        Assert.Equal(both.Id, MasterKey.Load(null, file).Id);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }
}
