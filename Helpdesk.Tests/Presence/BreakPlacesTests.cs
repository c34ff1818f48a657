using Helpdesk.Core.Identity;
using Helpdesk.Core.Presence;
using Xunit;

namespace Helpdesk.Tests.Presence;

/// <summary>What the menu says of places for breaks, and of the line for them.</summary>
public sealed class BreakPlacesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly DepartmentId Care = new(1);
    private static readonly DepartmentId Sales = new(2);

    [Fact]
    public void The_department_with_fewest_free_places_decides()
    {
        var agents = new[] { OnBreak(1, Sales), OnBreak(2, Sales, Care), Here(3, Care, Sales) };
        var limits = new Dictionary<DepartmentId, int> { [Care] = 3, [Sales] = 3 };
        Assert.Equal(new BreakPlaces(1, 3), BreakPlaces.Tightest([Care, Sales], limits, agents));
        Assert.Equal(new BreakPlaces(2, 3), BreakPlaces.Tightest([Care], limits, agents));
    }

    [Fact]
    public void Without_a_limit_there_is_nothing_to_count() =>
        Assert.Null(BreakPlaces.Tightest([Care], new Dictionary<DepartmentId, int> { [Care] = 0 }, [OnBreak(1, Care)]));

    [Fact]
    public void More_on_a_break_than_places_are_none_free() =>
        Assert.Equal(new BreakPlaces(0, 1), BreakPlaces.Tightest([Care], new Dictionary<DepartmentId, int> { [Care] = 1 }, [OnBreak(1, Care), OnBreak(2, Care)]));

    [Fact]
    public void Who_asked_first_stands_first_and_only_who_shares_a_department_stands_in_the_same_line()
    {
        var agents = new[] { Waits(1, minutes: 2, Care), Waits(2, minutes: 1, Care), Waits(3, minutes: 0, Sales), Here(4, Care), OnBreak(5, Care) };
        Assert.Equal([2, 1, 1, 0, 0], agents.Select(a => BreakPlaces.InLine(a.Id, agents)));
    }

    private static AgentNow Here(long id, params DepartmentId[] departments) => new(new AgentId(id), $"A{id}", AgentState.Online, Noon, 0, 10, 0, departments, null);

    private static AgentNow OnBreak(long id, params DepartmentId[] departments) =>
        Here(id, departments) with { State = AgentState.Break, Break = new BreakNow(id, "Lunch", 30, Noon, Noon) };

    private static AgentNow Waits(long id, int minutes, params DepartmentId[] departments) =>
        Here(id, departments) with { Break = new BreakNow(id, "Lunch", 30, Noon.AddMinutes(minutes), null) };
}
