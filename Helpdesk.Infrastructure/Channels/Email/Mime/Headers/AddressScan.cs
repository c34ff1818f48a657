using System.Text;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Headers;

/// <summary>Takes an address list apart into its elements, each character once.</summary>
internal ref struct AddressScan(string text)
{
    private readonly string _text = text;
    private int _at;
    private bool _quotesDone;
    private bool _commentsDone;

    public readonly bool AtEnd => _at >= _text.Length;

    /// <summary>The next element, its ending sign read with it.</summary>
    public AddressWords Element(bool insideGroup)
    {
        var words = new AddressWords();
        for (; !AtEnd; _at++)
        {
            var c = _text[_at];
            switch (c)
            {
                case '"' when Closes('"', ref _quotesDone):
                    var quoted = Quoted();
                    // Quotes of an address are part of it (RFC 5322 3.4.1), those of a name are not.
                    words.Add(_at + 1 < _text.Length && _text[_at + 1] == '@' ? $"\"{quoted}\"" : quoted);
                    break;
                case '(' when Closes(')', ref _commentsDone):
                    words.Comment(Comment());
                    break;
                case '<' when words.Angle is null:
                    words.Angle = Angle();
                    break;
                case ',' or ';':
                    _at++;
                    words.EndedBy = c == ';' && !insideGroup ? ',' : c;
                    return words;
                case ':' when !insideGroup && words is { Angle: null, HasAt: false }:
                    _at++;
                    words.EndedBy = c;
                    return words;
                default:
                    // After the brackets nothing belongs to the name.
                    if (words.Angle is null) words.Add(c);
                    break;
            }
        }

        return words;
    }

    // A sign that is never closed stands for itself; once one is not, no later one is.
    private readonly bool Closes(char sign, ref bool done)
    {
        if (!done) done = _text.IndexOf(sign, _at + 1) < 0;
        return !done;
    }

    private string Quoted()
    {
        var found = new StringBuilder();
        for (_at++; !AtEnd && _text[_at] != '"'; _at++)
        {
            if (_text[_at] == '\\' && _at + 1 < _text.Length) _at++;
            found.Append(_text[_at]);
        }

        return found.ToString();
    }

    private string Comment()
    {
        var found = new StringBuilder();
        var depth = 1;
        for (_at++; !AtEnd; _at++)
        {
            var c = _text[_at];
            if (c == ')' && --depth == 0) break;
            if (c == '(') depth++;
            if (c == '\\' && _at + 1 < _text.Length) c = _text[++_at];
            found.Append(c);
        }

        return found.ToString();
    }

    // To the closing bracket; a comma ends one that was left open, unless it is part of a route.
    private string Angle()
    {
        var found = new StringBuilder();
        for (_at++; !AtEnd && _text[_at] != '>'; _at++)
        {
            var c = _text[_at];
            if (c is ',' or ';' && (found.Length == 0 || found[0] != '@'))
            {
                _at--;
                break;
            }

            if (c == '(' && Closes(')', ref _commentsDone)) Comment();
            else if (c == '"' && Closes('"', ref _quotesDone)) found.Append('"').Append(Quoted()).Append('"');
            else if (c != '<') found.Append(c);
        }

        return found.ToString();
    }
}
