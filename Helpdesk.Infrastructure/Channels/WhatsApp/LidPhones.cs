using Helpdesk.Core.Conversations;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Tickets;
using Helpdesk.Infrastructure.Execution;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Helpdesk.Infrastructure.Channels.WhatsApp;

/// <summary>
/// A privacy id is no phone number. The first time one writes, the server is asked which phone it is, so that a customer known by phone is
/// recognised; when it cannot tell, the customer is met under the privacy id.
/// </summary>
internal sealed partial class LidPhones(UseCaseRunner runner, WppConnectClient client, TimeProvider clock, ILogger<LidPhones> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<InboundMessage> CompleteAsync(Actor actor, ChannelAccountId account, InboundMessage message, CancellationToken ct)
    {
        if (message.Address.Kind != IdentityKind.WhatsAppLid) return message;
        var lid = message.Address.Value;
        var known = await runner.RunAsync<HelpdeskDb, bool>(actor, db =>
            db.CustomerIdentities.AnyAsync(i => i.Kind == IdentityKind.WhatsAppLid && i.Value == lid, ct));
        return known ? message : message with { AlsoKnownAs = await AskAsync(account, lid, ct) };
    }

    private async Task<CustomerAddress?> AskAsync(ChannelAccountId account, string lid, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            var reply = await client.CallAsync(account, HttpMethod.Get, $"contact/pn-lid/{lid}@lid", null, either.Token);
            var phone = reply.Json is { } json ? WireJson.Id(json, "phoneNumber") : null;
            return phone is null ? null : MessageKey.AddressOf(phone);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            Log.CouldNotAsk(log, failure);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The phone behind a privacy id could not be asked for.")]
        public static partial void CouldNotAsk(ILogger logger, Exception failure);
    }
}
