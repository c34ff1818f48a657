using System.Buffers.Binary;
using System.Text;
using Helpdesk.Infrastructure.Channels.Email.Mime;
using Helpdesk.Infrastructure.Channels.Email.Mime.Reading;
using Helpdesk.Infrastructure.Channels.Email.Mime.Tnef;
using Helpdesk.Tests.Support;
using Xunit;

namespace Helpdesk.Tests.Channels.Email.Reading;

/// <summary>Parts of special kinds, the transfer encodings, and a file too large for memory.</summary>
public sealed class PartTests
{
    [Theory]
    [InlineData("Content-Type: text/calendar; method=REQUEST", PartKind.Calendar)]
    [InlineData("Content-Type: application/octet-stream; name=invite.ICS", PartKind.Calendar)]
    [InlineData("Content-Type: application/ms-tnef; name=winmail.dat", PartKind.Tnef)]
    [InlineData("Content-Type: application/octet-stream; name=WINMAIL.DAT", PartKind.Tnef)]
    [InlineData("Content-Type: application/pkcs7-signature; name=smime.p7s", PartKind.SmimeSignature)]
    [InlineData("Content-Type: application/x-pkcs7-mime; smime-type=enveloped-data", PartKind.SmimeEnvelope)]
    [InlineData("Content-Type: application/pgp-signature", PartKind.PgpSignature)]
    [InlineData("Content-Type: application/pgp-encrypted", PartKind.PgpEnvelope)]
    [InlineData("Content-Type: message/rfc822", PartKind.Mail)]
    [InlineData("Content-Type: image/png", PartKind.Media)]
    [InlineData("Content-Type: application/pdf", PartKind.File)]
    public void Parts_are_named_for_what_they_are(string header, PartKind kind)
    {
        using var mail = Mails.Read(header + "\n\nx");
        Assert.Equal(kind, PartKinds.Of(Assert.Single(mail.Attachments)));
    }

    [Theory]
    [InlineData("base64", "SGVs\nbG8=", "Hello")]
    [InlineData("base64", "SGVsbG8=\nIHlvdQ==", "Hello you")]
    [InlineData("BASE64", "SG Vs*bG8", "Hello")]
    [InlineData("quoted-printable", "H=65l=\nlo", "Hello")]
    [InlineData("quoted-printable", "Hel=  \nlo", "Hello")]
    [InlineData("quoted-printable", "50=% a==b =", "50=% a==b ")]
    [InlineData("x-uuencode", "begin 644 a.txt\n%2&5L;&\\\n \nend", "Hello")]
    [InlineData("8bit", "Hello", "Hello")]
    public void Transfer_encodings(string encoding, string body, string text)
    {
        using var mail = Mails.Read($"Content-Transfer-Encoding: {encoding}\n\n{body}");
        Assert.Equal(text, mail.Text!.TrimEnd('\r', '\n'));
    }

    [Theory]
    [InlineData("text/plain; charset=utf-8", "\u00EF\u00BB\u00BFh\u00C3\u00A9", "hé")]
    [InlineData("text/plain; charset=iso-8859-6", "\u00E5\u00D1\u00CD\u00C8\u00C7", "مرحبا")]
    [InlineData("text/plain; charset=windows-1256", "\u00E3\u00D1\u00CD\u00C8\u00C7", "مرحبا")]
    [InlineData("text/plain; charset=utf-7", "+BkUGMQYtBigGJw-", "مرحبا")]
    [InlineData("text/plain; charset=shift_jis", "\u0082\u00B1\u0082\u00F1", "こん")]
    [InlineData("text/plain", "h\u00C3\u00A9", "hé")]
    [InlineData("text/plain; charset=us-ascii", "caf\u00E9", "café")]
    [InlineData("text/plain; charset=utf-8", "caf\u00E9 cr\u00E8me", "café crème")]
    [InlineData("text/plain; charset=no-such-thing", "h\u00C3\u00A9", "hé")]
    public void Text_is_read_in_the_charset_it_is_in(string type, string body, string text)
    {
        using var mail = Mails.Read($"Content-Type: {type}\n\n{body}");
        Assert.Equal(text, mail.Text);
    }

    [Fact]
    public void A_winmail_dat_gives_its_files()
    {
        byte[] tnef = [.. Numbers(0x223E9F78u), 1, 0, .. Attribute(1, 0x0002800C, "Hi\0"u8), .. Attribute(2, 0x00069002, new byte[14]), .. Attribute(2, 0x00018010, "SHORT~1.TXT\0"u8), .. Attribute(2, 0x0006800F, "Hello"u8),
            .. Attribute(2, 0x00069005, [.. Numbers(1, 0x3707001F, 1, 10), .. Encoding.Unicode.GetBytes("a.tx\0"), 0, 0])];
        var content = TnefContent.Read(tnef)!;
        Assert.Equal(("Hi", true), (content.Text, content.IsWhole));
        var file = Assert.Single(content.Files);
        Assert.Equal(("a.tx", "Hello"), (file.FileName, Encoding.ASCII.GetString(file.Bytes.Span)));

        // Cut anywhere it gives less and never throws.
        for (var length = 0; length < tnef.Length - 2; length++) Assert.False(TnefContent.Read(tnef.AsMemory(0, length)) is { Files: [{ FileName: "a.tx", Bytes.Length: 5 }] }, $"{length} bytes");
        Assert.Null(TnefContent.Read("no winmail"u8.ToArray()));
    }

    [MailCorpusFact]
    public void Real_winmail_dats_are_read_whole()
    {
        var seen = 0;
        foreach (var (name, bytes) in Mails.Corpus())
        {
            using var mail = MailReader.Default.Read(bytes);
            foreach (var part in mail.Attachments.Where(a => TnefContent.Is(a) && a.Content!.Length > 0))
            {
                var content = TnefContent.Read(part.Content!.Start(int.MaxValue));
                Assert.True(content is { IsWhole: true }, name);
                Assert.All(content.Files, f => Assert.False(string.IsNullOrEmpty(f.FileName) || f.Bytes.IsEmpty, $"{name}: {f.FileName}, {f.Bytes.Length} bytes"));
                seen++;
            }
        }

        Assert.True(seen > 0);
    }

    [Fact]
    public async Task A_file_of_fifty_megabytes_is_read_in_less_than_twenty_of_memory()
    {
        const int lines = (50 << 20) / 57;
        await using var mail = new RepeatedStream("Content-Type: application/x\r\nContent-Transfer-Encoding: base64\r\n\r\n", Convert.ToBase64String(new byte[57]) + "\r\n", lines);
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var read = await MailReader.Default.ReadAsync(mail, default);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20 << 20);
        Assert.Equal(lines * 57L, read.Root.Content!.Length);
        Assert.Empty(read.Defects);
    }

    private static byte[] Numbers(params uint[] numbers)
    {
        var bytes = new byte[numbers.Length * 4];
        for (var i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * 4), numbers[i]);
        return bytes;
    }

    private static byte[] Attribute(byte level, uint id, ReadOnlySpan<byte> data) => [level, .. Numbers(id, (uint)data.Length), .. data, 0, 0];

    /// <summary>A head and then one line many times, made while it is read.</summary>
    private sealed class RepeatedStream(string head, string line, int times) : MemoryStream(Encoding.ASCII.GetBytes(head))
    {
        private readonly MemoryStream _line = new(Encoding.ASCII.GetBytes(line));
        private int _left = times;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await base.ReadAsync(buffer, cancellationToken);
            while (count < buffer.Length && (_left > 0 || _line.Position > 0))
            {
                if (_line.Position == 0) _left--;
                count += await _line.ReadAsync(buffer[count..], cancellationToken);
                if (_line.Position == _line.Length) _line.Position = 0;
            }

            return count;
        }
    }
}
