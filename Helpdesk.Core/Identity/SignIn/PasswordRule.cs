using Helpdesk.Core.Shared;

namespace Helpdesk.Core.Identity.SignIn;

/// <summary>
/// Refuses passwords a guesser tries first: the person's own address, name or workspace, and the commonest ones. Those are told by how they are
/// made (a usual word with digits around it, a run over the keyboard, one short piece repeated), not by a copied list.
/// </summary>
public static class PasswordRule
{
    // Besides these words, digits and signs around them, letters written as digits, and repetitions are seen through.
    private static readonly HashSet<string> UsualWords =
    [
        "password", "passwort", "passw", "pass", "passphrase", "letmein", "welcome", "hello", "iloveyou", "love", "admin", "administrator", "root", "user", "guest",
        "login", "signin", "secret", "default", "changeme", "temporary", "test", "testing", "master", "access", "monkey", "dragon", "football", "baseball",
        "princess", "sunshine", "shadow", "superman", "batman", "whatever", "summer", "winter", "spring", "autumn", "january", "monday", "company",
        "helpdesk", "support", "service", "customer", "agent", "desk", "whatsapp", "computer", "internet", "qwerty", "azerty",
        "mohamed", "muhammad", "ahmed", "allah", "bismillah", "habibi", "كلمةالسر", "كلمةالمرور", "مرحبا", "محمد", "احمد",
    ];

    private static readonly string[] Runs =
    [
        "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "azertyuiopqsdfghjklmwxcvbn",
        "ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرلاىةوزظ",
    ];

    /// <summary>The refusal, else null.</summary>
    /// <param name="password">What the person wants.</param>
    /// <param name="own">The person's address, names and workspaces.</param>
    public static Error? Check(string password, params ReadOnlySpan<string?> own)
    {
        var plain = Plain(password);
        foreach (var word in own)
        {
            foreach (var part in Parts(word))
                if (plain == part || Letters(password) == part || (plain.Length <= part.Length + 4 && plain.Contains(part, StringComparison.Ordinal))) return SignInErrors.PasswordOwn;
        }

        return IsUsual(password) ? SignInErrors.PasswordUsual : null;
    }

    private static bool IsUsual(string password)
    {
        var lower = new string([.. password.ToLowerInvariant().Where(c => !char.IsWhiteSpace(c))]);
        return new[] { lower, Plain(password), Letters(password) }.Any(form => form.Length == 0 || UsualWords.Contains(Unit(form)) || IsRun(form))
            || Unit(lower).Length < 5;
    }

    // An e-mail address as a whole, its name part and its company; a name as a whole and its words, when they are long enough to matter.
    private static IEnumerable<string> Parts(string? own)
    {
        if (own is null) return [];
        string[] parts = [own, .. own.Split(['@', ' ', '.'], StringSplitOptions.RemoveEmptyEntries)];
        return parts.Select(Plain).Where(part => part.Length >= 4).Distinct();
    }

    private static string Letters(string password) => new([.. password.ToLowerInvariant().Where(char.IsLetter)]);

    // Signs dropped, and digits read as the letters they stand for, but for those at the ends.
    private static string Plain(string password)
    {
        var kept = new string([.. password.ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is '@' or '$' or '!')]);
        var core = kept.Trim('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '!', '@', '$');
        return new string([.. core.Select(c => c switch { '@' or '4' => 'a', '0' => 'o', '1' or '!' => 'i', '3' => 'e', '$' or '5' => 's', '7' => 't', _ => c })]);
    }

    // The piece a text repeats: "abc" of "abcabcabc".
    private static string Unit(string text)
    {
        for (var length = 1; length <= text.Length / 2; length++)
            if (text.Length % length == 0 && Enumerable.Range(0, text.Length).All(i => text[i] == text[i % length])) return text[..length];
        return text;
    }

    // Mostly neighbours of a known row, either way: "qwertyuiop", "9876543210", "abcdefg123".
    private static bool IsRun(string text)
    {
        if (text.Length < 6) return false;
        var neighbours = Enumerable.Range(1, text.Length - 1).Count(i => Runs.Any(run => IsStep(run, text[i - 1], text[i])));
        return neighbours >= (text.Length - 1) * 3 / 4.0;
    }

    private static bool IsStep(string run, char from, char to) =>
        run.IndexOf(from, StringComparison.Ordinal) is >= 0 and var at && run.IndexOf(to, StringComparison.Ordinal) is >= 0 and var next && Math.Abs(next - at) == 1;
}
