using System.Text;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Xunit;

namespace Helpdesk.Tests.Identity;

/// <summary>The pure rules behind the sign-in.</summary>
public sealed class SignInRuleTests
{
    [Theory]
    [InlineData("password123")]
    [InlineData("P@ssw0rd!!")]
    [InlineData("Passw0rd2026")]
    [InlineData("Welcome2026!")]
    [InlineData("1234567890")]
    [InlineData("qwertyuiop")]
    [InlineData("1q2w3e4r5t6y")]
    [InlineData("0987654321")]
    [InlineData("abcabcabcabc")]
    [InlineData("abcdefghij1")]
    [InlineData("iloveyou!!11")]
    [InlineData("admin admin admin")]
    [InlineData("helpdesk2026")]
    [InlineData("كلمة المرور 123")]
    public void A_password_guessers_try_first_is_refused(string password) => Assert.Equal(SignInErrors.PasswordUsual, PasswordRule.Check(password));

    [Theory]
    [InlineData("huda@rimal.example")]
    [InlineData("Huda Mansour1")]
    [InlineData("RIMAL PHARMACY")]
    [InlineData("mansour2026")]
    [InlineData("R1m4l Pharm4cy")]
    public void Ones_own_address_name_and_workspace_are_no_password(string password) =>
        Assert.Equal(SignInErrors.PasswordOwn, PasswordRule.Check(password, "huda@rimal.example", "Huda Mansour", "Rimal Pharmacy"));

    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("a long enough one")]
    [InlineData("Tr0ub4dor&3xyz")]
    [InlineData("قطار الليل يمر متأخرا")]
    [InlineData("my mansion has nine doors")]
    public void A_password_of_ones_own_making_is_taken(string password) => Assert.Null(PasswordRule.Check(password, "huda@rimal.example", "Huda Mansour", "Rimal Pharmacy", null));

    // RFC 6238, appendix B, of whose eight digits six are shown.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code)
    {
        var secret = Encoding.ASCII.GetBytes("12345678901234567890");
        var now = DateTimeOffset.FromUnixTimeSeconds(seconds);
        Assert.Equal(code, Totp.Code(secret, Totp.StepOf(now)));
        Assert.Equal(Totp.StepOf(now), Totp.Match(secret, code, now));
        Assert.Equal(Totp.StepOf(now), Totp.Match(secret, code, now.AddSeconds(30)));
        Assert.Equal(Totp.StepOf(now), Totp.Match(secret, code, now.AddSeconds(-30)));
        Assert.Null(Totp.Match(secret, code, now.AddSeconds(61)));
    }

    [Theory]
    [InlineData("f", "MY")]
    [InlineData("foobar", "MZXW6YTBOI")]
    [InlineData("12345678901234567890", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")]
    public void Secrets_are_written_as_apps_read_them(string bytes, string text)
    {
        Assert.Equal(text, Totp.ToBase32(Encoding.ASCII.GetBytes(bytes)));
        Assert.Equal(bytes, Encoding.ASCII.GetString(Totp.FromBase32(text)));
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("::1", "::1")]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2::/64", "2001:db8:1:2::/64")]
    [InlineData("nowhere", "unknown")]
    [InlineData(null, "unknown")]
    public void One_household_is_one_address(string? address, string network) => Assert.Equal(network, ClientNetwork.Of(address));

    [Fact]
    public void What_a_browser_says_of_itself_is_one_printable_line_and_short()
    {
        var agent = RequestOrigin.Of(null, "Fox\r\nSet-Cookie: x\u001b[31m\u202egnp" + new string('x', 999)).Agent!;
        Assert.Equal("FoxSet-Cookie: x[31mgnp", agent[..23]);
        Assert.Equal(RequestOrigin.Longest, agent.Length);
    }
}
