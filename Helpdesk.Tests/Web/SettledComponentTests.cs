using Bunit;
using Helpdesk.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Xunit;

namespace Helpdesk.Tests.Web;

public sealed class SettledComponentTests : BunitContext
{
    [Fact]
    public void A_part_is_drawn_again_when_it_shows_something_else_and_not_with_the_list_around_it()
    {
        var part = Render<Part>(p => p.Add(x => x.Row, new Row("Mona", 1)));
        Assert.Equal(1, part.RenderCount);

        part.Render(p => p.Add(x => x.Row, new Row("Mona", 1)));
        Assert.Equal(1, part.RenderCount);

        part.Render(p => p.Add(x => x.Row, new Row("Mona", 2)));
        Assert.Equal(2, part.RenderCount);
        Assert.Equal("Mona 2", part.Markup);
    }

    private sealed record Row(string Name, int Unread);

    private sealed class Part : SettledComponent
    {
        [Parameter, EditorRequired] public Row Row { get; set; } = null!;

        protected override object Shown => Row;

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, $"{Row.Name} {Row.Unread}");
    }
}
