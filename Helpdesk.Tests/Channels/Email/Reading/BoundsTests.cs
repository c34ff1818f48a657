using System.Text;
using Helpdesk.Infrastructure.Channels.Email.Mime;
using Helpdesk.Infrastructure.Channels.Email.Mime.Reading;
using Xunit;

namespace Helpdesk.Tests.Channels.Email.Reading;

/// <summary>Bombs: each bound holds, is named when met, and the work stays a constant times the bytes.</summary>
public sealed class BoundsTests
{
    // The parser's own passes, and what enclosing boundaries cost a line that starts like one: depth times its length at the very worst.
    private const int VisitsPerByte = 8;

    [Fact]
    public void Multiparts_deeper_than_the_bound_are_kept_raw()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 500; i++) text.Append("Content-Type: multipart/mixed; boundary=b").Append(i).Append("\n\n--b").Append(i).Append('\n');
        using var mail = Within(MailBounds.Default, text.Append("\nText").ToString(), MailDefectKind.DepthBound);
        Assert.Equal(33, mail.Root.Walk().Count());
        Assert.True(mail.Root.Walk().Last().Content!.Length > 10_000);
    }

    [Fact]
    public void Parts_past_the_bound_are_one_raw_part()
    {
        var text = "Content-Type: multipart/mixed; boundary=b\n\n" + string.Concat(Enumerable.Repeat("--b\n\nx\n", 100_000));
        using var mail = Within(MailBounds.Default, text, MailDefectKind.PartsBound);
        Assert.Equal(MailBounds.Default.Parts, mail.Root.Walk().Count());
    }

    [Fact]
    public void Headers_past_the_bounds_are_dropped_and_the_rest_is_read()
    {
        using var many = Within(MailBounds.Default, string.Concat(Enumerable.Repeat("X-A: b\n", 50_000)) + "\nText", MailDefectKind.HeaderBound);
        Assert.Equal((MailBounds.Default.Headers, "Text"), (many.Root.Headers.Fields.Count, many.Text));
        using var big = Within(MailBounds.Default, "Subject: s\nX-A: " + new string('a', 3 << 20) + "\n\nText", MailDefectKind.HeaderBound);
        Assert.Equal(("s", "Text"), (big.Subject, big.Text));
        using var folded = Within(MailBounds.Default, "Subject: s\nX-A: a\n" + string.Concat(Enumerable.Repeat(" more and more and more\n", 100_000)) + "\nText", MailDefectKind.HeaderBound);
        Assert.Equal("Text", folded.Text);
    }

    [Fact]
    public void Nothing_is_read_past_the_total()
    {
        using var mail = Within(MailBounds.Default with { TotalBytes = 1000 }, "\n" + new string('x', 5000), MailDefectKind.TotalBound);
        Assert.Equal(1000, mail.Bytes);
    }

    [Fact]
    public void Text_past_the_bound_is_kept_and_not_turned_into_text()
    {
        using var mail = Within(MailBounds.Default with { TextBytes = 100 }, "\n" + new string('x', 5000), MailDefectKind.TextBound);
        Assert.Equal((100, 5000L), (mail.Text!.Length, mail.Root.Content!.Length));
    }

    [Fact]
    public void The_text_bound_is_one_for_all_parts()
    {
        using var mail = Within(MailBounds.Default with { TextBytes = 100 }, "Content-Type: multipart/mixed; boundary=b\n\n" + string.Concat(Enumerable.Repeat("--b\n\n" + new string('x', 60) + "\n", 50)) + "--b--\n", MailDefectKind.TextBound);
        Assert.Equal(100, mail.Text!.Count(c => c == 'x'));
    }

    [Fact]
    public async Task Parts_too_large_for_memory_go_to_the_store_and_read_back_whole()
    {
        var bytes = new byte[300_000];
        new Random(1).NextBytes(bytes);
        var text = "Content-Type: application/x\nContent-Transfer-Encoding: base64\n\n" + Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks);
        var store = new CountingStore();
        using (var mail = new MailReader(MailBounds.Default with { MemoryBytes = 10_000 }, store).Read(Encoding.ASCII.GetBytes(text)))
        {
            for (var again = 0; again < 2; again++)
            {
                using var read = new MemoryStream();
                await using (var content = mail.Root.Content!.OpenRead()) await content.CopyToAsync(read);
                Assert.Equal(bytes, read.ToArray());
            }

            Assert.Equal(1, store.Open);
        }

        Assert.Equal(0, store.Open);
    }

    [Fact]
    public async Task A_connection_lost_in_the_middle_leaves_nothing_in_the_store()
    {
        var store = new CountingStore();
        var bytes = Encoding.ASCII.GetBytes("Content-Type: multipart/mixed; boundary=b\n\n--b\n\n" + new string('x', 50_000));
        await using var lost = new LostStream(bytes);
        await Assert.ThrowsAsync<IOException>(() => new MailReader(MailBounds.Default with { MemoryBytes = 10_000 }, store).ReadAsync(lost, default));
        Assert.Equal((1, 0), (store.Made, store.Open));
    }

    [Theory]
    [InlineData("To: ", "(")]
    [InlineData("To: ", "\"")]
    [InlineData("To: ", "\\\"")]
    [InlineData("To: ", "<@,")]
    [InlineData("To: a@b", ":")]
    [InlineData("To: ", "a:")]
    [InlineData("To: ", "<(")]
    [InlineData("Subject: ", "=?a?q?x")]
    [InlineData("Subject: ", "=?utf-8?B?w6k=?= ")]
    [InlineData("Subject: ", "=?a?q??=20")]
    [InlineData("Content-Type: text/plain;", "(")]
    [InlineData("Content-Type: text/plain;", " a*0*=")]
    [InlineData("Content-Type: text/plain; charset=", "x name=")]
    [InlineData("Content-Type: text/plain; a=", "\\\"")]
    [InlineData("References: ", "<")]
    [InlineData("Message-ID: ", "< ")]
    [InlineData("Date: ", "jan ")]
    public void A_header_of_one_sign_repeated_is_read_in_no_more_than_linear_memory(string name, string sign)
    {
        // Twice the bytes may allocate little more than twice the memory: what is quadratic makes copies of what it has.
        var (half, whole) = (Allocated(name, sign, 20_000), Allocated(name, sign, 40_000));
        Assert.InRange(whole, 0, (half * 5 / 2) + 100_000);
    }

    private static long Allocated(string name, string sign, int times)
    {
        var bytes = Encoding.ASCII.GetBytes(name + string.Concat(Enumerable.Repeat(sign, times)) + "\n\nText");
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var mail = MailReader.Default.Read(bytes);
        _ = Mails.Everything(mail);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static Mail Within(MailBounds bounds, string text, MailDefectKind met)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        var mail = new MailReader(bounds, TempFileStore.Instance).Read(bytes);
        _ = Mails.Everything(mail);
        Assert.Contains(mail.Defects, d => d.Kind == met);
        Assert.InRange(mail.BytesVisited, mail.Bytes, mail.Bytes * VisitsPerByte);
        return mail;
    }

    private sealed class CountingStore : IPartStore
    {
        public int Made { get; private set; }

        public int Open { get; private set; }

        public Stream Create()
        {
            Made++;
            Open++;
            return new Counted(() => Open--);
        }

        private sealed class Counted(Action closed) : MemoryStream
        {
            protected override void Dispose(bool disposing)
            {
                if (disposing) closed();
                base.Dispose(disposing);
            }
        }
    }

    /// <summary>Gives its bytes and then breaks.</summary>
    private sealed class LostStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is var count and > 0 ? count : throw new IOException("lost");
    }
}
