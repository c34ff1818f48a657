using System.Globalization;
using System.Text;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Writing;

/// <summary>Writes a tree of parts. Its boundaries hold signs no encoded text has, and an id no mail had before.</summary>
internal sealed class PartWriter(Stream to, string unique, CancellationToken ct)
{
    private const int LineBytes = 57;
    private const int ChunkBytes = LineBytes * 512;
    private int _groups;

    /// <summary>Writes a part after the headers given so far.</summary>
    public async Task WriteAsync(MailPart part, HeaderWriter headers)
    {
        switch (part)
        {
            case MailPart.Text text:
                headers.Field("Content-Type", [text.Type + ";", $"charset={text.Body.Charset}"]);
                headers.Field("Content-Transfer-Encoding", [text.Body.Encoding]);
                await PutAsync(headers + text.Body.Lines);
                break;
            case MailPart.File file:
                await WriteFileAsync(file, headers);
                break;
            case MailPart.Group group:
                await WriteGroupAsync(group, headers);
                break;
        }
    }

    private async Task WriteGroupAsync(MailPart.Group group, HeaderWriter headers)
    {
        var boundary = string.Create(CultureInfo.InvariantCulture, $"=_{++_groups}_{unique}");
        headers.Field("Content-Type", [group.Type + ";", $"boundary=\"{boundary}\""]);
        await PutAsync(headers.ToString());
        foreach (var part in group.Parts)
        {
            await PutAsync($"--{boundary}\r\n");
            await WriteAsync(part, new HeaderWriter());
        }

        await PutAsync($"--{boundary}--\r\n");
    }

    private async Task WriteFileAsync(MailPart.File file, HeaderWriter headers)
    {
        // A mail within the mail may not be encoded (RFC 2046 5.2.1): one that would need it goes as a file of bytes.
        var asIs = file.Type.StartsWith("message/", StringComparison.Ordinal) && await IsPlainAsync(file.Part);
        headers.Field("Content-Type", [file.Type.StartsWith("message/", StringComparison.Ordinal) && !asIs ? "application/octet-stream" : file.Type]);
        headers.Field("Content-Transfer-Encoding", [asIs ? "7bit" : "base64"]);
        headers.Field("Content-Disposition", file.Part.FileName.Length == 0 ? [file.Disposition] : ParameterWriter.Tokens(file.Disposition, "filename", file.Part.FileName));
        if (file.Part.ContentId is { } id && ReferenceTrim.IsId(id)) headers.Field("Content-ID", [$"<{id}>"]);
        await PutAsync(headers.ToString());
        await using var content = file.Part.Open();
        if (asIs) await content.CopyToAsync(to, ct);
        else await WriteBase64Async(content);
        await PutAsync("\r\n");
    }

    private async Task WriteBase64Async(Stream content)
    {
        var chunk = new byte[ChunkBytes];
        int count;
        while ((count = await content.ReadAtLeastAsync(chunk, ChunkBytes, throwOnEndOfStream: false, ct)) > 0)
        {
            await PutAsync(Convert.ToBase64String(chunk, 0, count, Base64FormattingOptions.InsertLineBreaks));
            if (count < ChunkBytes) break;
            await PutAsync("\r\n");
        }
    }

    // ASCII in lines every server lets pass, and no line that could be taken for our boundary.
    private async Task<bool> IsPlainAsync(OutgoingPart part)
    {
        const int LongestLine = 998;
        await using var content = part.Open();
        using var lines = new StreamReader(content, Encoding.Latin1);
        var buffer = new char[ChunkBytes];
        var (column, last) = (0, '\0');
        int count;
        while ((count = await lines.ReadAsync(buffer, ct)) > 0)
        {
            for (var i = 0; i < count; i++)
            {
                var c = buffer[i];
                column = c == '\n' ? 0 : column + 1;
                if (c is '\0' or > '\x7F' || column > LongestLine || (c == '\n') != (last == '\r') && (c == '\n' || last == '\r')) return false;
                last = c;
            }
        }

        return true;
    }

    private ValueTask PutAsync(string text) => to.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
}
