using Helpdesk.Infrastructure.Channels.Email.Mime.Headers;
using Helpdesk.Infrastructure.Channels.Email.Mime.Reading;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Reports;

/// <summary>The machine-readable part of a report: groups of fields with empty lines between them (RFC 3464 2.1, RFC 5965 3).</summary>
internal sealed class FieldGroups : ILineTaker
{
    private const int MostBytes = 256 << 10;
    private const int MostGroups = 200;
    private static readonly MailBounds Bounds = new() { HeaderBytes = MostBytes };
    private readonly DefectList _defects = new();
    private readonly List<HeaderList> _groups = [];
    private HeaderBlock _block;

    private FieldGroups() => _block = new HeaderBlock(Bounds, _defects);

    /// <summary>The groups that hold anything.</summary>
    public static IReadOnlyList<HeaderList> Of(MimeEntity part)
    {
        var groups = new FieldGroups();
        if (part.Content is not { } content) return [];
        var lines = new LineSplitter(groups);
        lines.Feed(content.Start(MostBytes).Span);
        lines.End();
        groups.Close();
        return groups._groups;
    }

    public void Line(ReadOnlySpan<byte> line, ReadOnlySpan<byte> end, bool starts)
    {
        if (starts && line.IsEmpty) Close();
        else _block.Take(line, end, starts, MostBytes - _block.Length);
    }

    private void Close()
    {
        if (_block.Length > 0 && _groups.Count < MostGroups) _groups.Add(_block.Close());
        _block = new HeaderBlock(Bounds, _defects);
    }
}
