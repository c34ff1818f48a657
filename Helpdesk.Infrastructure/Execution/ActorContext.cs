using Helpdesk.Core.Identity;

namespace Helpdesk.Infrastructure.Execution;

/// <summary>Who acts in this scope: set exactly once by a door, read by everything else.</summary>
public sealed class ActorContext : IActorAccessor
{
    private Actor? _actor;

    /// <inheritdoc/>
    public Actor Current => _actor ?? throw new InvalidOperationException("No door has said who is acting.");

    /// <summary>Says who is acting; a second time is a bug and throws.</summary>
    public void Set(Actor actor)
    {
        if (_actor is not null) throw new InvalidOperationException("Who is acting is set once per scope.");
        _actor = actor;
    }
}
