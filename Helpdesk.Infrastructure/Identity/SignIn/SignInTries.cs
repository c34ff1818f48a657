using System.Security.Cryptography;
using System.Text;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Helpdesk.Core.Shared;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Infrastructure.Identity.SignIn;

/// <summary>
/// Decides who may try. A try is written down before anything is compared, so that a thousand at once, a restart or a second node compare no more
/// than the limit. Three lanes, each of its own count: strangers at one person, one known device of a person, strangers from one network.
/// </summary>
public sealed class SignInTries(HelpdeskDb db, WriteGate gate, TryLanes lanes, IIdSource ids, TimeProvider clock)
{
    /// <summary>Begins a try. Dispose it once it is settled: the next of the same person or network waits for it.</summary>
    public async Task<SignInTry> BeginAsync(UserId? user, string email, RequestOrigin from, KnownDevice? device, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var row = SignInAttempt.Begin(ids.Next(), now, user, HashOf(email), from, device?.Id);
        db.SignInAttempts.Add(row);
        // A lane that is closed already is not waited for: a flood of tries is turned away side by side.
        if (await FailuresAsync(row, now - SignInLimits.Window, ct) >= SignInLimits.Failures)
        {
            row.Settle(SignInOutcome.LockedOut);
            await db.SaveChangesAsync(ct);
            return new SignInTry(row, allowed: false, turn: null, this);
        }

        var turn = await lanes.EnterAsync(device is null ? $"user/{user?.Value}" : $"device/{device.Id}", device is null ? from.Network : null, ct);
        try
        {
            await db.SaveChangesAsync(ct);
            var allowed = await FailuresAsync(row, now - SignInLimits.Window, ct) < SignInLimits.Failures;
            if (!allowed)
            {
                row.Settle(SignInOutcome.LockedOut);
                await db.SaveChangesAsync(ct);
            }

            return new SignInTry(row, allowed, turn, this);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>Writes down what came of a proof that cannot be guessed: a passkey's. It is neither counted nor locked out.</summary>
    public async Task RecordAsync(UserId? user, string email, RequestOrigin from, long? device, SignInOutcome outcome, CancellationToken ct)
    {
        var row = SignInAttempt.Begin(ids.Next(), clock.GetUtcNow(), user, HashOf(email), from, device);
        db.SignInAttempts.Add(row);
        await SettleAsync(row, outcome, ct);
    }

    /// <summary>The address as attempts keep it.</summary>
    public static string HashOf(string email) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(email.Trim().ToUpperInvariant())));

    /// <summary>Takes a person's failures off the count: those of a known device, of strangers, or after a reset all.</summary>
    public async Task ForgiveAsync(UserId user, long? device, bool all, CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        await db.SignInAttempts.Where(a => a.UserId == user && !a.Forgiven && (all || a.DeviceId == device) && SignInLimits.Counted.Contains(a.Outcome))
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.Forgiven, true), ct);
    }

    internal async Task SettleAsync(SignInAttempt row, SignInOutcome outcome, CancellationToken ct)
    {
        row.Settle(outcome);
        await db.SaveChangesAsync(ct);
        if (outcome == SignInOutcome.Success && row.UserId is { } user) await ForgiveAsync(user, row.DeviceId, all: false, ct);
    }

    private async Task<int> FailuresAsync(SignInAttempt mine, DateTimeOffset since, CancellationToken ct)
    {
        var counted = db.SignInAttempts.Where(a => a.At > since && a.Id != mine.Id && !a.Forgiven && SignInLimits.Counted.Contains(a.Outcome));
        if (mine.DeviceId is { } device) return await counted.CountAsync(a => a.UserId == mine.UserId && a.DeviceId == device, ct);
        var strangers = counted.Where(a => a.DeviceId == null);
        var atPerson = mine.UserId is { } user ? await strangers.CountAsync(a => a.UserId == user, ct) : 0;
        return Math.Max(atPerson, await strangers.CountAsync(a => a.Network == mine.Network, ct));
    }
}

/// <summary>One try: whether it may be compared, and what came of it.</summary>
public sealed class SignInTry : IDisposable
{
    private readonly SignInAttempt _row;
    private readonly IDisposable? _turn;
    private readonly SignInTries _tries;

    internal SignInTry(SignInAttempt row, bool allowed, IDisposable? turn, SignInTries tries) => (_row, Allowed, _turn, _tries) = (row, allowed, turn, tries);

    /// <summary>Whether the lanes are open; else nothing may be compared.</summary>
    public bool Allowed { get; }

    /// <summary>Writes down what came of it.</summary>
    public Task SettleAsync(SignInOutcome outcome, CancellationToken ct) => _tries.SettleAsync(_row, outcome, ct);

    /// <inheritdoc/>
    public void Dispose() => _turn?.Dispose();
}

/// <summary>Lets tries at one person, and from one network, go one after the other on this node.</summary>
public sealed class TryLanes : IDisposable
{
    private readonly SemaphoreSlim[] _people = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1, 1))];
    private readonly SemaphoreSlim[] _networks = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Waits for the turn; always person before network, so that two never wait for each other.</summary>
    public async Task<IDisposable> EnterAsync(string person, string? network, CancellationToken ct)
    {
        var first = Of(_people, person);
        await first.WaitAsync(ct);
        if (network is null) return new Turn(first, null);
        var second = Of(_networks, network);
        try
        {
            await second.WaitAsync(ct);
            return new Turn(first, second);
        }
        catch
        {
            first.Release();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var lane in _people.Concat(_networks)) lane.Dispose();
    }

    private static SemaphoreSlim Of(SemaphoreSlim[] lanes, string key) => lanes[(uint)key.GetHashCode(StringComparison.Ordinal) % lanes.Length];

    private sealed class Turn(SemaphoreSlim first, SemaphoreSlim? second) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 1) return;
            second?.Release();
            first.Release();
        }
    }
}
