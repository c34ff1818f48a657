using System.Text;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Headers;

/// <summary>
/// Reads <c>value; name=text; name="text"; name*0*=utf-8'en'%41</c> (RFC 2045 5.1, RFC 2183, RFC 2231) as leniently as mail clients do:
/// spaces in unquoted text, missing semicolons and quotes, stray signs. One pass over the text.
/// </summary>
internal static class ParameterParser
{
    // Parameters that follow each other without a semicolon in mails of old software.
    private static readonly string[] AfterSpace = ["boundary", "charset", "name", "filename", "type", "format", "delsp", "report-type", "protocol", "micalg"];

    public static Parameterized Parse(string text)
    {
        var scan = new HeaderScan(text);
        scan.SkipWhiteSpace();
        var value = scan.Until(';', ' ', '\t').ToLowerInvariant();
        scan.SkipWhiteSpace();
        // "text/plain charset=utf-8": the semicolon is missing.
        if (!scan.IsNameAhead(AfterSpace)) scan.Until(';');
        var pieces = new ExtendedParameters();
        while (!scan.AtEnd)
        {
            scan.SkipWhiteSpaceAnd(';');
            var name = scan.Until('=', ';').Trim();
            if (!scan.Skip('=')) continue;
            scan.SkipWhiteSpace();
            pieces.Add(name, scan.Peek == '"' ? Quoted(ref scan) : Bare(ref scan));
        }

        return new Parameterized(value, pieces.Decoded());
    }

    private static string Quoted(ref HeaderScan scan)
    {
        var text = scan.Quoted();
        // What follows a closing quote up to the semicolon means nothing.
        scan.SkipWhiteSpace();
        if (!scan.IsNameAhead(AfterSpace)) scan.Until(';');
        return text;
    }

    private static string Bare(ref HeaderScan scan)
    {
        var text = new StringBuilder();
        while (true)
        {
            text.Append(scan.Word());
            var spaces = scan.SkipWhiteSpace();
            if (scan.AtEnd || scan.Peek == ';' || scan.IsNameAhead(AfterSpace)) return text.ToString().Trim();
            text.Append(' ', spaces);
        }
    }
}
