using System.Text;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Charsets;

/// <summary>One way to read bytes as text. Bytes that mean nothing in it become U+FFFD; it never throws.</summary>
/// <param name="Name">Its usual name.</param>
/// <param name="Decode">The text of the bytes.</param>
internal sealed record Charset(string Name, Func<ReadOnlySpan<byte>, string> Decode)
{
    /// <summary>What a charset writes for bytes that mean nothing in it.</summary>
    public const char Unreadable = '\uFFFD';

    private static readonly DecoderReplacementFallback Replacing = new("\uFFFD");

    public static Charset Utf8 { get; } = Of(Encoding.UTF8, "utf-8");

    public static Charset Windows(int number) => ByCodePage[number];

    // .NET carries these only through its provider, whose registration is the process's affair: it is asked directly.
    private static readonly Dictionary<int, Charset> ByCodePage =
        Enumerable.Range(1250, 9).ToDictionary(number => number, number => CodePage(number)!);

    /// <summary>A code page of .NET; null when it has none of that number.</summary>
    public static Charset? CodePage(int number)
    {
        try
        {
            return (CodePagesEncodingProvider.Instance.GetEncoding(number, EncoderFallback.ReplacementFallback, Replacing) ?? Encoding.GetEncoding(number)) is { } encoding
                ? Of(encoding, encoding.WebName)
                : null;
        }
        catch (Exception unknown) when (unknown is NotSupportedException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A charset of .NET by the name it knows it under; null when it knows none.</summary>
    public static Charset? Named(string name) =>
        CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ReplacementFallback, Replacing) is { } encoding ? Of(encoding, name) : null;

    private static Charset Of(Encoding encoding, string name) => new(name, encoding.GetString);
}
