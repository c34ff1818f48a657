using System.Text.RegularExpressions;
using Helpdesk.Tests.Support;
using Xunit;

namespace Helpdesk.Tests.Operations;

/// <summary><c>reset-admin</c> as who runs the machine runs it: a process beside the product's own.</summary>
public sealed class ResetAdminCommandTests : IAsyncLifetime
{
    private const string Email = "ada@example.com";
    private const string Password = "correct horse battery";
    private const string NewPassword = "nine doors of my own";
    private ProductProcess _product = null!;

    public async Task InitializeAsync() => _product = await ProductProcess.StartAsync();

    public async Task DisposeAsync() => await _product.DisposeAsync();

    [Fact]
    public async Task It_prints_a_link_to_the_public_address_that_lets_the_administrator_back_in()
    {
        using var browser = new SignInClient(new HttpClient { BaseAddress = new Uri(_product.Url) });
        await SetUpAsync(browser);

        var (code, output, errors) = await _product.CommandAsync(["reset-admin"], new() { ["Helpdesk__PublicUrl"] = "https://desk.example.com/" });
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains(Email, output, StringComparison.Ordinal);
        var link = Regex.Match(output, @"^  https://desk\.example\.com(/reset/\S+)\r?$", RegexOptions.Multiline).Groups[1].Value;
        Assert.NotEmpty(link);

        using var ada = new SignInClient(new HttpClient { BaseAddress = new Uri(_product.Url) });
        await ada.GetAsync(link);
        await ada.SubmitAsync(link, "reset", new() { ["Input.Password"] = NewPassword });
        Assert.Equal("/signin?why=reset", ada.SentTo);
        await ada.SignInAsync(Email, Password);
        Assert.Null(ada.SentTo);
        await ada.SignInAsync(Email, NewPassword);
        Assert.Equal("/", ada.SentTo);

        var (refused, _, why) = await _product.CommandAsync(["reset-admin", "nobody@example.com"]);
        Assert.Equal(1, refused);
        Assert.Contains("No active administrator signs in with this address.", why, StringComparison.Ordinal);
    }

    private async Task SetUpAsync(SignInClient browser)
    {
        await Eventually.TrueAsync(() => _product.SetupUrl.Length > 0, "the set-up link is printed");
        var path = new Uri(_product.SetupUrl).AbsolutePath;
        await browser.GetAsync(path);
        await browser.SubmitAsync(path, "setup", new()
        {
            ["Input.Workspace"] = "Nile Repairs",
            ["Input.TimeZone"] = "Africa/Cairo",
            ["Input.Language"] = "en",
            ["Input.Department"] = "Support",
            ["Input.Name"] = "Ada",
            ["Input.Email"] = Email,
            ["Input.Password"] = Password,
        });
        Assert.Equal("/welcome", browser.SentTo);
    }
}
