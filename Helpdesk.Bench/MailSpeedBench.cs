using System.Diagnostics;
using System.Text;
using Helpdesk.Infrastructure.Channels.Email.Mime.Reading;

namespace Helpdesk.Bench;

/// <summary>How fast mails of a folder are read on one core, texts decoded, and what memory one mail with a 50 MB attachment takes.</summary>
public static class MailSpeedBench
{
    private const int Rounds = 5;
    private const int LargeBytes = 50 << 20;

    /// <summary>Measures.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [var folder, ..])
        {
            Console.Error.WriteLine("Helpdesk.Bench mail-speed <folder>");
            return 2;
        }

        var mails = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".jsonl", StringComparison.Ordinal)).Select(File.ReadAllBytes).ToList();
        var bytes = mails.Sum(m => (long)m.Length);
        ReadAll(mails);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        for (var round = 0; round < Rounds; round++) ReadAll(mails);
        var seconds = watch.Elapsed.TotalSeconds / Rounds;
        allocated = (GC.GetAllocatedBytesForCurrentThread() - allocated) / Rounds;

        var table = new Table("mails", "MB", "mails/s", "MB/s", "allocated, bytes per byte");
        table.Add(mails.Count, bytes / 1e6, mails.Count / seconds, bytes / 1e6 / seconds, (double)allocated / bytes);
        table.Print();
        await MeasureLargeAsync();
        return 0;
    }

    private static void ReadAll(List<byte[]> mails)
    {
        foreach (var bytes in mails)
        {
            using var mail = MailReader.Default.Read(bytes);
            _ = (mail.Subject, mail.From, mail.To, mail.Cc, mail.MessageId, mail.References, mail.Text, mail.Html, mail.Attachments.Count());
        }
    }

    private static async Task MeasureLargeAsync()
    {
        GC.Collect();
        var (before, peak, allocated) = (GC.GetTotalMemory(forceFullCollection: true), 0L, GC.GetTotalAllocatedBytes(precise: true));
        var watch = Stopwatch.StartNew();
        await using var stream = new LargeMail(LargeBytes, () => peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false)));
        using var mail = await MailReader.Default.ReadAsync(stream, default);
        var table = new Table("mail", "attachment MB", "seconds", "MB/s", "managed peak MB", "allocated MB");
        table.Add("one large", mail.Attachments.Single().Content!.Length / 1048576.0, watch.Elapsed.TotalSeconds, stream.Length / 1e6 / watch.Elapsed.TotalSeconds, (peak - before) / 1e6,
            (GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1e6);
        table.Print();
    }

    /// <summary>A mail with an attachment of that many bytes in base64, made while it is read: it is never in memory as a whole.</summary>
    private sealed class LargeMail(int attachment, Action onRead) : Stream
    {
        private static readonly byte[] Head = Encoding.ASCII.GetBytes(
            "From: a@example.org\r\nSubject: large\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nText\r\n--b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n");

        private static readonly byte[] Line = Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.ASCII.GetBytes(new string('x', 57))) + "\r\n");
        private static readonly byte[] End = "--b--\r\n"u8.ToArray();
        private readonly long _body = (long)Math.Ceiling(attachment / 57.0) * Line.Length;
        private long _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => Head.Length + _body + End.Length;

        public override long Position
        {
            get => _at;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            onRead();
            var made = 0;
            while (made < count && _at < Length)
            {
                var piece = _at < Head.Length ? Head.AsSpan((int)_at)
                    : _at < Head.Length + _body ? Line.AsSpan((int)((_at - Head.Length) % Line.Length))
                    : End.AsSpan((int)(_at - Head.Length - _body));
                var take = Math.Min(piece.Length, count - made);
                piece[..take].CopyTo(buffer.AsSpan(offset + made));
                made += take;
                _at += take;
            }

            return made;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
