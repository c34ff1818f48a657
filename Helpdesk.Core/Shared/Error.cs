namespace Helpdesk.Core.Shared;

/// <summary>What sort of refusal an <see cref="Error"/> is; each door maps it once (HTTP status, UI tone).</summary>
public enum ErrorKind
{
    /// <summary>The input breaks a rule the caller can mend.</summary>
    Invalid,

    /// <summary>There is no such thing, or none the actor may see.</summary>
    NotFound,

    /// <summary>The actor lacks the permission.</summary>
    Forbidden,

    /// <summary>Somebody else was faster, or the thing is not in the state the request assumes.</summary>
    Conflict,
}

/// <summary>An expected refusal. <paramref name="Code"/> is stable (<c>ticket.already-assigned</c>): API, hubs and UI texts are keyed by it.</summary>
/// <param name="Code">Stable, lower-case, dotted.</param>
/// <param name="Kind">How doors show it.</param>
/// <param name="Detail">A fact for the reader (a name, a limit); never a secret or message text.</param>
public sealed record Error(string Code, ErrorKind Kind, string? Detail = null)
{
    /// <summary>The same refusal with a fact added.</summary>
    public Error With(string detail) => this with { Detail = detail };
}
