namespace Helpdesk.Infrastructure.Channels.Email.Mime.Reading;

/// <summary>
/// Builds a mail's tree from its bytes as they are pushed (RFC 2045, 2046), holding no more than a line and what the budget allows.
/// A boundary of any enclosing multipart ends what is open within it, whether that was closed or not.
/// </summary>
internal sealed class MimeParser : ILineTaker, IDisposable
{
    private readonly MailBounds _bounds;
    private readonly MemoryBudget _memory;
    private readonly DefectList _defects = new();
    private readonly LineSplitter _lines;
    private readonly List<OpenMultipart> _open = [];
    private HeaderBlock? _headers;
    private LeafBody? _leaf;
    private MimeEntity? _root;
    private long _read;
    private long _visited;
    private int _headerBytes;
    private int _entities;

    public MimeParser(MailBounds bounds, IPartStore store)
    {
        (_bounds, _memory) = (bounds, new MemoryBudget(bounds.MemoryBytes, store));
        _lines = new LineSplitter(this);
        _headers = NewBlock();
    }

    /// <summary>Whether more bytes would be of use.</summary>
    public bool Wants { get; private set; } = true;

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _bounds.TotalBytes - _read)
        {
            _defects.Add(MailDefectKind.TotalBound);
            Wants = false;
            bytes = bytes[..(int)(_bounds.TotalBytes - _read)];
        }

        _read += bytes.Length;
        _visited += bytes.Length;
        _lines.Feed(bytes);
    }

    public Mail Finish()
    {
        _lines.End();
        if (_headers is not null) OpenEntity(withoutEnd: true);
        CloseLeaf(atBoundary: false);
        CloseDownTo(0);
        var root = _root!;
        _root = null;
        return new Mail(root, _defects, _bounds, _read, _visited);
    }

    /// <summary>Lets go of what a mail that was never finished keeps outside memory.</summary>
    public void Dispose()
    {
        foreach (var entity in _root?.Walk() ?? []) entity.Content?.Dispose();
        foreach (var multipart in _open) multipart.Discard();
    }

    public void Line(ReadOnlySpan<byte> line, ReadOnlySpan<byte> end, bool starts)
    {
        if (starts && line.StartsWith("--"u8) && Boundary(line) is var (level, closes))
        {
            AtBoundary(level, closes);
            return;
        }

        if (_headers is null)
        {
            WriteBody(line, end);
            return;
        }

        _visited += line.Length;
        switch (_headers.Take(line, end, starts, _bounds.HeaderBytes - _headerBytes - _headers.Length))
        {
            case HeaderLine.End:
                OpenEntity();
                break;
            case HeaderLine.BodyBegan:
                OpenEntity(withoutEnd: true);
                WriteBody(line, end);
                break;
        }
    }

    private void WriteBody(ReadOnlySpan<byte> line, ReadOnlySpan<byte> end)
    {
        _visited += line.Length + end.Length;
        // Before the first part and after the last is nothing of the mail's content (RFC 2046 5.1.1), unless no part ever comes.
        if (_leaf is not null) _leaf.Line(line, end);
        else if (_open is [.., { Seen: false } waiting]) waiting.Keep(line, end, _memory);
    }

    private void WriteBodyLines(ReadOnlySpan<byte> body)
    {
        while (body.Length > 0)
        {
            var end = body.IndexOf((byte)'\n');
            if (end < 0) end = body.Length;
            WriteBody(body[..end], body.Slice(end, Math.Min(1, body.Length - end)));
            body = body[Math.Min(end + 1, body.Length)..];
        }
    }

    private (int Level, bool Closes)? Boundary(ReadOnlySpan<byte> line)
    {
        for (var level = _open.Count - 1; level >= 0; level--)
        {
            _visited += Math.Min(line.Length, _open[level].Boundary.Length);
            if (_open[level].IsMetBy(line, out var closes)) return (level, closes);
        }

        return null;
    }

    private void AtBoundary(int level, bool closes)
    {
        if (_headers is not null) OpenEntity(withoutEnd: true);
        CloseLeaf(atBoundary: true);
        CloseDownTo(level + 1);
        var multipart = _open[level];
        multipart.Met();
        if (!closes)
        {
            _headers = NewBlock();
            return;
        }

        multipart.Closed = true;
        CloseDownTo(level);
    }

    private void CloseDownTo(int count)
    {
        for (var level = _open.Count - 1; level >= count; level--)
        {
            _open[level].Close(_defects);
            _open.RemoveAt(level);
        }
    }

    private HeaderBlock NewBlock() => new(_bounds, _defects);

    private void OpenEntity(bool withoutEnd = false)
    {
        var block = _headers!;
        _headers = null;
        var body = withoutEnd ? block.TakeBody() : [];
        _headerBytes += block.Length;
        // Fields are looked through for names and parsed: a few passes over them.
        _visited += 4L * block.Length;
        var parent = _open.Count > 0 ? _open[^1].Entity : null;
        var entity = new MimeEntity(block.Close(), parent?.ContentType.Value == "multipart/digest");
        _entities++;
        if (parent is null) _root = entity;
        else parent.Children.Add(entity);
        if (entity.ClaimsMultipart && MayDescend(entity)) _open.Add(new OpenMultipart(entity));
        else _leaf = new LeafBody(entity, new PartContent(_memory), _defects);
        if (_entities >= _bounds.Parts && _open.Count > 0) KeepRestRaw();
        WriteBodyLines(body);
    }

    private bool MayDescend(MimeEntity entity)
    {
        if (entity.ContentType["boundary"] is null) _defects.Add(MailDefectKind.MissingBoundary, entity.ContentType.Value);
        else if (_open.Count >= _bounds.Depth) _defects.Add(MailDefectKind.DepthBound);
        else return true;
        return false;
    }

    // No boundary counts any more: what follows is the last part's.
    private void KeepRestRaw()
    {
        _defects.Add(MailDefectKind.PartsBound);
        foreach (var multipart in _open) multipart.Closed = true;
        CloseDownTo(0);
    }

    private void CloseLeaf(bool atBoundary)
    {
        _leaf?.End(atBoundary);
        _leaf = null;
    }
}
