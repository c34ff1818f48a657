using Helpdesk.Infrastructure.Channels.Email.Mime.Text;
using Xunit;

namespace Helpdesk.Tests.Channels.Email.Text;

/// <summary>RFC 3676, section by section.</summary>
public sealed class FlowedTextTests
{
    [Theory]
    [InlineData("Hello \nworld.\nNext", "Hello world.\nNext")]
    [InlineData("Hello \r\nworld.\r\n", "Hello world.\n")]
    [InlineData("a \nb \nc", "a b c")]
    [InlineData("", "")]
    [InlineData("ends open ", "ends open ")]
    public void A_line_that_ends_in_a_space_goes_on(string text, string expected) => Assert.Equal(expected, FlowedText.Unfold(text, delSp: false));

    [Fact]
    public void With_DelSp_the_space_itself_goes() => Assert.Equal("これは長い文です。", FlowedText.Unfold("これは長 \nい文です。", delSp: true));

    [Fact]
    public void A_stuffed_space_is_taken_off() => Assert.Equal("From here\n> not a quote\n  indented", FlowedText.Unfold(" From here\n > not a quote\n   indented", delSp: false));

    [Fact]
    public void Quoted_paragraphs_join_within_their_depth() =>
        Assert.Equal("> One two\n>> three four\nfive", FlowedText.Unfold("> One \n> two\n>> three \n>> four\nfive", delSp: false));

    [Fact]
    public void A_paragraph_ends_where_the_depth_changes() => Assert.Equal("> One \ntwo", FlowedText.Unfold("> One \ntwo", delSp: false));

    [Fact]
    public void The_signature_separator_never_flows() => Assert.Equal("Bye \n-- \nBen", FlowedText.Unfold("Bye \n-- \nBen", delSp: false));

    [Fact]
    public void An_empty_quoted_line_keeps_its_mark() => Assert.Equal("> a\n>\n> b", FlowedText.Unfold("> a\n>\n> b", delSp: false));
}
