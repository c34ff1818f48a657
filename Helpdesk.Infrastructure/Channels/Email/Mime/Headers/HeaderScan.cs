using System.Text;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Headers;

/// <summary>Reads a structured header value from left to right, each character once; comments (RFC 5322 3.2.2) count as nothing.</summary>
internal ref struct HeaderScan(string text)
{
    private const int LongestName = 12;
    private readonly string _text = text;
    private int _at;
    private bool _lastCommentFound;

    public readonly bool AtEnd => _at >= _text.Length;

    public readonly char Peek => _at < _text.Length ? _text[_at] : '\0';

    public bool Skip(char c)
    {
        if (Peek != c || AtEnd) return false;
        _at++;
        return true;
    }

    public int SkipWhiteSpace()
    {
        var start = _at;
        while (!AtEnd && char.IsWhiteSpace(_text[_at])) _at++;
        return _at - start;
    }

    public void SkipWhiteSpaceAnd(char c)
    {
        while (!AtEnd && (char.IsWhiteSpace(_text[_at]) || _text[_at] == c)) _at++;
    }

    /// <summary>The text up to one of the signs, which stays unread; comments are left out.</summary>
    public string Until(params ReadOnlySpan<char> ends)
    {
        var found = new StringBuilder();
        while (!AtEnd && !ends.Contains(_text[_at]))
        {
            if (_text[_at] != '(' || Comment() is null) found.Append(_text[_at++]);
        }

        return found.ToString();
    }

    /// <summary>The text up to white space or a semicolon: parentheses belong to it.</summary>
    public ReadOnlySpan<char> Word()
    {
        var start = _at;
        while (!AtEnd && _text[_at] != ';' && !char.IsWhiteSpace(_text[_at])) _at++;
        return _text.AsSpan(start, _at - start);
    }

    /// <summary>What stands between quotes, escapes resolved; to the end when the closing quote is missing.</summary>
    public string Quoted()
    {
        var found = new StringBuilder();
        for (_at++; !AtEnd && _text[_at] != '"'; _at++)
        {
            if (_text[_at] == '\\' && _at + 1 < _text.Length) _at++;
            found.Append(_text[_at]);
        }

        if (!AtEnd) _at++;
        return found.ToString();
    }

    /// <summary>Skips a comment and gives its text; null, and nothing skipped, when it never ends.</summary>
    public string? Comment()
    {
        if (_lastCommentFound) return null;
        var (start, depth) = (_at, 0);
        var found = new StringBuilder();
        do
        {
            var c = _text[_at];
            if (c == '\\' && _at + 1 < _text.Length) found.Append(_text[++_at]);
            else if (c == ')' && --depth == 0) break;
            else if (c != '(' || depth++ > 0) found.Append(c);
        }
        while (++_at < _text.Length);

        if (!AtEnd)
        {
            _at++;
            return found.ToString();
        }

        // Nor can any later one end: looking again would make this quadratic.
        _lastCommentFound = true;
        _at = start;
        return null;
    }

    /// <summary>Whether one of the names and an equals sign come next.</summary>
    public readonly bool IsNameAhead(string[] names)
    {
        var ahead = _text.AsSpan(_at, Math.Min(LongestName, _text.Length - _at));
        var length = ahead.IndexOfAny('=', '*');
        if (length <= 0) return false;
        foreach (var name in names)
            if (ahead[..length].Equals(name, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
