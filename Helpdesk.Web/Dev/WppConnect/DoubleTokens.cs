using System.Security.Cryptography;
using System.Text;

namespace Helpdesk.Web.Dev.WppConnect;

/// <summary>
/// Tokens in bcrypt's grammar made with HMAC instead: stateless, many valid at once, dead with the secret (contract: "Auth").
/// Like the server's, a token carries <c>_</c> for <c>/</c> and <c>-</c> for <c>+</c>.
/// </summary>
internal sealed class DoubleTokens(MessageKeys keys)
{
    private const string Prefix = "$2b$10$";
    private const int SaltLength = 22;
    private const int HashLength = 31;

    public string Issue(string session, string secret) => Sign(session, secret, keys.Salt(SaltLength)).Replace('/', '_').Replace('+', '-');

    public static bool IsValid(string token, string session, string secret)
    {
        var plain = token.Replace('_', '/').Replace('-', '+');
        if (plain.Length != Prefix.Length + SaltLength + HashLength || !plain.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var expected = Sign(session, secret, plain.Substring(Prefix.Length, SaltLength));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(plain));
    }

    private static string Sign(string session, string secret, string salt)
    {
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(session + secret), Encoding.UTF8.GetBytes(salt));
        return Prefix + salt + Convert.ToBase64String(hash)[..HashLength];
    }
}
