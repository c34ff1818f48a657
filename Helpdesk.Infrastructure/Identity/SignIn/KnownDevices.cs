using System.Security.Cryptography;
using System.Text;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Identity.SignIn;

/// <summary>The browsers people have signed in with.</summary>
public sealed class KnownDevices(HelpdeskDb db, ILinkTokens links, IIdSource ids, TimeProvider clock)
{
    /// <summary>The person's device with this cookie; null for a stranger.</summary>
    public async Task<KnownDevice?> FindAsync(UserId user, DeviceCookie? cookie, CancellationToken ct)
    {
        if (cookie is null) return null;
        var oldest = clock.GetUtcNow() - KnownDevice.Lifetime;
        var device = await db.KnownDevices.SingleOrDefaultAsync(d => d.Id == cookie.Device && d.UserId == user && d.LastSeenAt > oldest, ct);
        return device is not null && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(device.TokenHash), Encoding.ASCII.GetBytes(links.HashOf(cookie.Token)))
            ? device
            : null;
    }

    /// <summary>A sign-in succeeded here: the device is known from now on.</summary>
    /// <returns>The device, and the cookie to leave with a new one.</returns>
    public async Task<(KnownDevice Device, DeviceCookie? Cookie)> SeenAsync(UserId user, KnownDevice? device, string agent, bool trust, CancellationToken ct)
    {
        DeviceCookie? cookie = null;
        if (device is null)
        {
            var (token, hash) = links.Create();
            device = KnownDevice.Meet(ids.Next(), user, hash, agent, clock.GetUtcNow());
            cookie = new DeviceCookie(device.Id, token);
            db.KnownDevices.Add(device);
        }

        device.Seen(agent, trust, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return (device, cookie);
    }
}

/// <summary>What a device's cookie holds.</summary>
public sealed record DeviceCookie(long Device, string Token);
