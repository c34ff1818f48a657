using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Activity;

/// <summary>
/// One line of the activity log: who did what to what, from where. Written in the transaction of the change itself, never changed, kept for
/// 400 days (DECISIONS 34). What customers and the product itself do stands in threads, time lines and the journal instead.
/// </summary>
public sealed class ActivityEntry : ITenantOwned
{
    private const int LongestValues = 4000;

    private ActivityEntry()
    {
    }

    public long Id { get; private set; }

    public TenantId TenantId { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>The member; none for the operator, a service token or somebody unknown.</summary>
    public AgentId? AgentId { get; private set; }

    /// <summary>The person signed in.</summary>
    public UserId? UserId { get; private set; }

    /// <summary>What sort of thing happened: <c>ticket.changed</c>, <c>session.signed-in</c>, <c>permission.denied</c>.</summary>
    public string Action { get; private set; } = "";

    /// <summary>What it happened to: <c>Ticket</c>, <c>Membership</c>.</summary>
    public string Entity { get; private set; } = "";

    public long EntityId { get; private set; }

    /// <summary>What people knew it by.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The values before, as a JSON object; none for what is new.</summary>
    public string? Before { get; private set; }

    /// <summary>The values after; none for what is gone.</summary>
    public string? After { get; private set; }

    /// <summary>The client's network address.</summary>
    public string? Address { get; private set; }

    /// <summary>What the client calls itself.</summary>
    public string? AgentString { get; private set; }

    /// <summary>What carried it: the console, a command, or a token by name.</summary>
    public string Via { get; private set; } = "";

    /// <summary>Writes a line.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="actor">Who did it, from where.</param>
    /// <param name="note">What was done to what.</param>
    /// <param name="values">What moved: JSON objects of text, read back with every list the line stands in.</param>
    /// <param name="now">When.</param>
    public static ActivityEntry Of(long id, Actor actor, ActivityNote note, (string? Before, string? After) values, DateTimeOffset now) => new()
    {
        Id = id,
        At = now,
        AgentId = actor.Agent,
        UserId = actor.User,
        Action = note.Action,
        Entity = note.Entity,
        EntityId = note.EntityId,
        Name = note.Name.Length > 120 ? note.Name[..120] : note.Name,
        Before = Fit(values.Before),
        After = Fit(values.After),
        Address = actor.Origin?.Address,
        AgentString = actor.Origin?.Agent,
        Via = actor.Origin?.Via ?? "",
    };

    // Half a JSON object would be none: what does not fit is said to be too long.
    private static string? Fit(string? values) => values is { Length: > LongestValues } ? "{\"…\":\"…\"}" : values;
}

/// <summary>What is to be noted. Values before and after are no part of it: only the log itself writes them, in the one form it can read again.</summary>
public sealed record ActivityNote(string Action, string Entity, long EntityId, string Name);

/// <summary>Notes what no changed row shows: a reply, an export, a refusal, a sign-in.</summary>
public interface IActivityLog
{
    /// <summary>Writes the line with the running unit of work.</summary>
    void Add(ActivityNote note);

    /// <summary>Writes the line at once.</summary>
    Task WriteAsync(ActivityNote note, CancellationToken ct);
}
