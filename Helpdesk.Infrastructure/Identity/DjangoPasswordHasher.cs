using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Helpdesk.Infrastructure.Identity;

/// <summary>
/// Lets imported people in with the password they had: a Django hash is kept under a mark, checked as Django would, and replaced by one of
/// ours at the first right sign-in.
/// </summary>
public sealed class DjangoPasswordHasher(IOptions<PasswordHasherOptions> options) : PasswordHasher<User>(options)
{
    private const string Mark = "django:";
    private const int MostIterations = 10_000_000;

    /// <summary>What to store for a hash of Django; null when it is unusable (<c>!…</c>), of another kind, or not a hash at all.</summary>
    public static string? Take(string? hash) => Read(hash) is null ? null : Mark + hash;

    /// <inheritdoc/>
    public override PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
    {
        if (!hashedPassword.StartsWith(Mark, StringComparison.Ordinal)) return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        if (Read(hashedPassword[Mark.Length..]) is not var (iterations, salt, expected)) return PasswordVerificationResult.Failed;
        var actual = Rfc2898DeriveBytes.Pbkdf2(providedPassword, salt, iterations, HashAlgorithmName.SHA256, expected.Length);
        return CryptographicOperations.FixedTimeEquals(actual, expected) ? PasswordVerificationResult.SuccessRehashNeeded : PasswordVerificationResult.Failed;
    }

    // pbkdf2_sha256$iterations$salt$base64, Django's default since 1.4 (docs: "How Django stores passwords").
    private static (int Iterations, byte[] Salt, byte[] Hash)? Read(string? hash)
    {
        if (hash?.Split('$') is not ["pbkdf2_sha256", var times, { Length: > 0 } salt, var base64]) return null;
        if (!int.TryParse(times, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations) || iterations is 0 or > MostIterations) return null;
        var bytes = new byte[32];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length == bytes.Length
            ? (iterations, System.Text.Encoding.UTF8.GetBytes(salt), bytes)
            : null;
    }
}
