using System.Security.Cryptography;
using Helpdesk.Core.Conversations;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Channels.WhatsApp;

namespace Helpdesk.Infrastructure.Channels;

/// <summary>How an arriving event was received.</summary>
public enum Acceptance
{
    /// <summary>In the journal, or safely in the spool.</summary>
    Accepted,

    /// <summary>In the journal as failed: it is no event at all.</summary>
    Malformed,
}

/// <summary>
/// Accepts an event of a known server: into the journal, or into the spool when the database cannot take it. What was accepted is never lost;
/// it is refused only when neither can be written (DECISIONS 1).
/// </summary>
public sealed class InboundDoor(ChannelDirectory directory, JournalWriter journal, IFileStore files, IIdSource ids, TimeProvider clock)
{
    /// <summary>Payloads above this many bytes lie in the file store (DECISIONS 4).</summary>
    public const int LargestInline = 64 * 1024;

    /// <summary>The largest body the door takes, in bytes (DECISIONS 4).</summary>
    public const int LargestBody = 64 * 1024 * 1024;

    /// <summary>Accepts one event.</summary>
    public async Task<Acceptance> AcceptAsync(KnownServer server, byte[] body, CancellationToken ct)
    {
        var envelope = WebhookEnvelope.Read(body);
        var account = envelope.Session is { Length: > 0 } session ? await directory.FindSessionAsync(server.Id, session, ct) : null;
        var large = body.Length > LargestInline
            ? await files.SaveAsync(server.Tenant, new MemoryStream(body, writable: false), ct)
            : null;
        var now = clock.GetUtcNow();
        var arrival = new InboundArrival(
            account?.Id,
            envelope.Kind,
            $"{account?.Id.Value ?? 0}/{envelope.Chat}",
            now,
            large is null ? body : null,
            large?.Key,
            large?.Sha256 ?? Convert.ToHexStringLower(SHA256.HashData(body)));

        var failure = envelope.Problem ?? (account is null ? new InboundProblem("unknown-session", envelope.Session) : null);
        await journal.WriteAsync(new JournalItem(ids.Next(), server.Tenant, arrival, failure), ct);
        return envelope.Problem is null ? Acceptance.Accepted : Acceptance.Malformed;
    }
}

/// <summary>Why an event is failed from the start.</summary>
public sealed record InboundProblem(string Code, string? Detail);
