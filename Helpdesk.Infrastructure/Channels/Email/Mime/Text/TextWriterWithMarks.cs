using System.Text;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Text;

/// <summary>Writes plain text as it will be read: white space as HTML squeezes it, breaks no more than two blank lines high, "&gt; " before quoted lines.</summary>
internal sealed class TextWriterWithMarks
{
    private const int MaxBreaks = 3;
    private const int MaxShownDepth = 20;
    private const int MaxLookedAt = 1000;

    private readonly StringBuilder _text = new();
    private readonly List<QuoteMark> _marks = [];
    private readonly List<int> _waiting = [];
    private string _lead = "";
    private int _lineDepth;
    private int _breaks;
    private int _lineStart;
    private bool _space;
    private bool _tab;
    private int _held;

    /// <summary>How many quotes are open.</summary>
    public int QuoteDepth { get; set; }

    /// <summary>Spaces before each line of a list's items.</summary>
    public int Indent { get; set; }

    /// <summary>How much is written.</summary>
    public int Length => _text.Length;

    /// <summary>What is written from <paramref name="start"/> on, its beginning when that is long.</summary>
    public string From(int start) => start < _text.Length ? _text.ToString(start, Math.Min(_text.Length - start, MaxLookedAt)) : "";

    /// <summary>A line ends here, an empty one when the line has nothing.</summary>
    public void Break()
    {
        EndLineOfSpaces();
        if (_text.Length > 0) _breaks = Math.Min(_breaks + 1, MaxBreaks);
        Forget();
    }

    /// <summary>At least <paramref name="lines"/> breaks before what follows.</summary>
    public void Block(int lines)
    {
        EndLineOfSpaces();
        if (_text.Length > 0) _breaks = Math.Max(_breaks, lines);
        Forget();
    }

    /// <summary>What stands before the next text of this line: a bullet, a number.</summary>
    public void Lead(string lead) => _lead = lead;

    /// <summary>The next cell of a row, apart from the one before it if that has text.</summary>
    public void Cell()
    {
        if (_breaks == 0 && _text.Length > _lineStart && _text[^1] != '\t') _tab = true;
        _space = false;
    }

    /// <summary>Text of the page; white space is squeezed unless <paramref name="asItIs"/>.</summary>
    public void Text(string text, bool asItIs)
    {
        foreach (var c in text)
        {
            if (c is '\r' or '\0' or '\u00ad') continue;
            if (asItIs && c == '\n') Break();
            else if (!asItIs && c is ' ' or '\t' or '\n' or '\f') _space = true;
            else if (c == '\u00a0' && IsLineEmpty) _held++;
            else Put(c == '\u00a0' ? ' ' : c);
        }
    }

    /// <summary>A mark begins at the next text written; the answer names it for <see cref="EndMark"/>.</summary>
    public int BeginMark(QuoteMarkKind kind)
    {
        _marks.Add(new QuoteMark(kind, -1, -1));
        _waiting.Add(_marks.Count - 1);
        return _marks.Count - 1;
    }

    /// <summary>The mark ends with what is written; one that is ended stays as it is. The kind may turn out only here.</summary>
    public void EndMark(int mark, QuoteMarkKind kind)
    {
        if (_marks[mark].End < 0) _marks[mark] = _marks[mark] with { Kind = kind, End = _text.Length };
    }

    /// <summary>The text without white space at its lines' ends, and the marks that hold any.</summary>
    public ReadableText Finish()
    {
        TrimLine();
        return new ReadableText(_text.ToString(), [.. _marks.Where(m => m.Start >= 0 && m.End > m.Start)]);
    }

    private bool IsLineEmpty => _breaks > 0 || _text.Length == _lineStart;

    // Word and others write an empty line as a paragraph of one fixed space.
    private void EndLineOfSpaces()
    {
        if (_held > 0 && _text.Length > 0) _breaks = Math.Min(Math.Max(_breaks, 1) + 1, MaxBreaks);
        _held = 0;
    }

    private void Forget() => _space = _tab = false;

    private void Put(char c)
    {
        StartLine();
        _text.Append(' ', Math.Min(_held, MaxShownDepth * 2));
        _held = 0;
        if (_lead.Length > 0) _text.Append(_lead);
        else if (_tab) _text.Append('\t');
        else if (_space && _text.Length > _lineStart && !char.IsWhiteSpace(_text[^1])) _text.Append(' ');
        Forget();
        _lead = "";
        _text.Append(c);
    }

    private void StartLine()
    {
        if (_breaks > 0 || _text.Length == 0)
        {
            TrimLine();
            for (; _breaks > 1; _breaks--) BlankLine();
            if (_breaks == 1) _text.Append('\n');
            _breaks = 0;
            StartMarks();
            _lineDepth = QuoteDepth;
            Prefix(QuoteDepth);
            _text.Append(' ', Math.Min(Indent, MaxShownDepth * 2));
            _lineStart = _text.Length;
        }

        StartMarks();
    }

    // Between a quote and what stands outside it the line is outside.
    private void BlankLine()
    {
        _text.Append('\n');
        Prefix(Math.Min(_lineDepth, QuoteDepth));
        TrimLine();
    }

    private void Prefix(int depth)
    {
        for (var i = Math.Min(depth, MaxShownDepth); i > 0; i--) _text.Append("> ");
    }

    private void StartMarks()
    {
        foreach (var mark in _waiting.Where(m => _marks[m].End < 0)) _marks[mark] = _marks[mark] with { Start = _text.Length };
        _waiting.Clear();
    }

    private void TrimLine()
    {
        var end = _text.Length;
        while (end > 0 && _text[end - 1] is ' ' or '\t') end--;
        _text.Length = end;
    }
}
