namespace Helpdesk.Core.Tenancy;

/// <summary>
/// The countries a workspace may call home, with what is needed to read a phone number written the local way: the dialling code (ITU E.164)
/// and the digit that stands before national numbers. A fuller library can take this place.
/// </summary>
public static class Countries
{
    private static readonly Dictionary<string, Country> Known = new Country[]
    {
        new("AE", "971", "0", "Asia/Dubai"), new("AU", "61", "0", "Australia/Sydney"), new("BH", "973", "", "Asia/Bahrain"), new("BR", "55", "0", "America/Sao_Paulo"),
        new("CA", "1", "1", "America/Toronto"), new("CH", "41", "0", "Europe/Zurich"), new("DE", "49", "0", "Europe/Berlin"), new("DZ", "213", "0", "Africa/Algiers"),
        new("EG", "20", "0", "Africa/Cairo"), new("ES", "34", "", "Europe/Madrid"), new("FR", "33", "0", "Europe/Paris"), new("GB", "44", "0", "Europe/London"),
        new("GH", "233", "0", "Africa/Accra"), new("IN", "91", "0", "Asia/Kolkata"), new("IQ", "964", "0", "Asia/Baghdad"), new("IT", "39", "", "Europe/Rome"),
        new("JO", "962", "0", "Asia/Amman"), new("KE", "254", "0", "Africa/Nairobi"), new("KW", "965", "", "Asia/Kuwait"), new("LB", "961", "0", "Asia/Beirut"),
        new("LY", "218", "0", "Africa/Tripoli"), new("MA", "212", "0", "Africa/Casablanca"), new("MX", "52", "", "America/Mexico_City"), new("NG", "234", "0", "Africa/Lagos"),
        new("NL", "31", "0", "Europe/Amsterdam"), new("OM", "968", "", "Asia/Muscat"), new("PK", "92", "0", "Asia/Karachi"), new("PS", "970", "0", "Asia/Gaza"),
        new("QA", "974", "", "Asia/Qatar"), new("SA", "966", "0", "Asia/Riyadh"), new("SD", "249", "0", "Africa/Khartoum"), new("SY", "963", "0", "Asia/Damascus"),
        new("TN", "216", "", "Africa/Tunis"), new("TR", "90", "0", "Europe/Istanbul"), new("TZ", "255", "0", "Africa/Dar_es_Salaam"), new("UG", "256", "0", "Africa/Kampala"),
        new("US", "1", "1", "America/New_York"), new("YE", "967", "0", "Asia/Aden"), new("ZA", "27", "0", "Africa/Johannesburg"),
    }.ToDictionary(c => c.Code);

    /// <summary>Their codes, in order.</summary>
    public static IReadOnlyList<string> Codes { get; } = [.. Known.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether a code is one of them.</summary>
    public static bool IsKnown(string code) => Known.ContainsKey(code);

    /// <summary>The country whose capital keeps a time zone; empty when none does.</summary>
    public static string OfZone(string zone) => Known.Values.FirstOrDefault(c => c.Zone == zone)?.Code ?? "";

    /// <summary>
    /// A phone number as digits with its dialling code. <c>+</c> or <c>00</c> says that the code is there; else the country's is put before,
    /// without the national prefix. Null when the digits can be no number (E.164: at most 15).
    /// </summary>
    /// <param name="phone">As somebody wrote it.</param>
    /// <param name="country">Whose way of writing; empty when none is meant, then the digits must be complete.</param>
    public static string? PhoneDigits(string phone, string country)
    {
        var text = phone.Trim();
        // Arabic and Persian digits are digits too.
        var digits = new string([.. text.Where(char.IsDigit).Select(c => (char)('0' + (int)char.GetNumericValue(c)))]);
        if (text.StartsWith('+')) return Possible(digits);
        if (digits.StartsWith("00", StringComparison.Ordinal)) return Possible(digits[2..]);
        if (!Known.TryGetValue(country, out var home)) return Possible(digits);
        if (home.Trunk.Length > 0 && digits.StartsWith(home.Trunk, StringComparison.Ordinal)) return Possible(home.Dial + digits[home.Trunk.Length..]);
        return Possible(digits.StartsWith(home.Dial, StringComparison.Ordinal) && digits.Length > 10 ? digits : home.Dial + digits);
    }

    private static string? Possible(string digits) => digits.Length is >= 8 and <= 15 ? digits : null;

    private sealed record Country(string Code, string Dial, string Trunk, string Zone);
}
