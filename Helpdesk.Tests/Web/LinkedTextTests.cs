using Bunit;
using Helpdesk.Web.Shared;
using Xunit;

namespace Helpdesk.Tests.Web;

public sealed class LinkedTextTests : BunitContext
{
    [Fact]
    public void A_web_address_can_be_followed_without_the_mark_that_ends_the_sentence()
    {
        var link = Render(LinkedText.Of("See https://example.com/map?x=1.")).Find("a");
        Assert.Equal("https://example.com/map?x=1", link.GetAttribute("href"));
        Assert.Contains("noopener", link.GetAttribute("rel")!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("javascript:alert(1)")]
    public void Nothing_a_customer_writes_becomes_markup(string written)
    {
        var drawn = Render(LinkedText.Of(written));
        Assert.Empty(drawn.FindAll("*"));
        Assert.Equal(written, drawn.Nodes[0].TextContent);
    }
}
