using Xunit;

namespace Helpdesk.Tests.Scenarios;

/// <summary>Scenarios start the product and browsers of their own: one at a time, and nothing beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ScenarioCollection
{
    public const string Name = "Scenarios";
}
