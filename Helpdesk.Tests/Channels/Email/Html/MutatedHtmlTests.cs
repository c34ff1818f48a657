using Helpdesk.Infrastructure.Channels.Email.Mime.Html;
using Xunit;

namespace Helpdesk.Tests.Channels.Email.Html;

/// <summary>Whatever the markup, what is left is harmless and stays as it is.</summary>
public sealed class MutatedHtmlTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(20261121)]
    [InlineData(987654321)]
    public void Mutated_markup_is_harmless_after_one_pass_and_the_same_after_two(int seed)
    {
        var mutations = new Mutations(seed);
        for (var i = 0; i < 1500; i++)
        {
            var html = mutations.Next();
            var once = HtmlSanitizer.Sanitize(html);
            Harmless.Assert(once.Html);
            var twice = HtmlSanitizer.Sanitize(once.Html);
            Assert.True(once.Html == twice.Html && !once.IsReduced, $"seed {seed}, number {i}: {html}");
        }
    }
}
