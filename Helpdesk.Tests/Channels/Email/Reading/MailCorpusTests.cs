using System.Text.Json;
using Helpdesk.Bench;
using Helpdesk.Infrastructure.Channels.Email.Mime;
using Helpdesk.Infrastructure.Channels.Email.Mime.Reading;
using Helpdesk.Tests.Support;
using Xunit;

namespace Helpdesk.Tests.Channels.Email.Reading;

/// <summary>Real mails, and what becomes of them when they break: fixed seeds, so a failure comes again.</summary>
public sealed class MailCorpusTests
{
    private const int VisitsPerByte = 8;

    private static readonly string[] Own =
    [
        "From: a@b.example\nSubject: =?utf-8?q?=C3=A9?=\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain; charset=utf-7\n\n+Jjo-\n--x\n"
            + "Content-Type: application/x; name*0*=utf-8''%C3; name*1*=%A9\nContent-Transfer-Encoding: base64\n\nAAAA\n--x--\n",
        "To: A: b (c) <d@e.example>, \"f\" <@g.example:h@i.example>;\nContent-Transfer-Encoding: quoted-printable\n\n=C3=A9 =\n=\n",
    ];

    [MailCorpusFact]
    public async Task Ninety_nine_of_a_hundred_fields_are_read_as_independent_parsers_read_them()
    {
        var folder = Path.Combine(SharedData.MailCorpus!, "mail");
        var verdicts = new List<MailVerdict>();
        foreach (var line in await File.ReadAllLinesAsync(Path.Combine(folder, "open.jsonl")))
        {
            using var row = JsonDocument.Parse(line);
            using var mail = MailReader.Default.Read(await File.ReadAllBytesAsync(Path.Combine(folder, row.RootElement.GetProperty("file").GetString()!)));
            verdicts.AddRange(MailExpectation.Judge(mail, row.RootElement.GetProperty("expect")));
        }

        var fields = verdicts.Where(v => v.Field != "attachment sizes").GroupBy(v => v.Field).ToList();
        Assert.Equal(10, fields.Count);
        Assert.Equal([], fields.Where(f => f.Count(v => v.Agrees) < 0.99 * f.Count()).Select(f => $"{f.Key}: {f.Count(v => v.Agrees)} of {f.Count()}"));
    }

    [MailCorpusFact]
    public void Mails_cut_anywhere_or_with_bytes_changed_never_throw_and_cost_no_more_than_whole_ones()
    {
        foreach (var (name, bytes) in Mails.Corpus().Where(m => m.Bytes.Length < 200_000)) Torment(name, bytes, rounds: 6);
    }

    [Fact]
    public void Mails_of_our_own_never_throw_however_they_are_broken()
    {
        foreach (var text in Own) Torment(text, Mails.Bytes(text), rounds: 2000);
    }

    [Fact]
    public void Random_bytes_are_mails_too()
    {
        var random = new Random(20251121);
        for (var round = 0; round < 2000; round++)
        {
            var bytes = new byte[random.Next(2000)];
            random.NextBytes(bytes);
            // Half the rounds in the signs mails are made of, which go deeper.
            if (round % 2 == 0) for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)"\r\n\n :;=?\"<>()@,.-*'%\\-ab0qBQ/"[bytes[i] % 29];
            Check($"round {round}", bytes);
        }
    }

    [MailCorpusFact]
    public void Chunks_of_any_size_give_the_same_mail()
    {
        var random = new Random(7);
        foreach (var (name, bytes) in Mails.Corpus().Where(m => m.Bytes.Length < 100_000))
        {
            using var parser = new MimeParser(MailBounds.Default, TempFileStore.Instance);
            for (var at = 0; at < bytes.Length;)
            {
                var count = Math.Min(bytes.Length - at, random.Next(1, 200));
                parser.Feed(bytes.AsSpan(at, count));
                at += count;
            }

            using var chunked = parser.Finish();
            using var whole = MailReader.Default.Read(bytes);
            Assert.True(Mails.Everything(whole) == Mails.Everything(chunked), name);
        }
    }

    private static void Torment(string name, byte[] bytes, int rounds)
    {
        var random = new Random(bytes.Length);
        for (var round = 0; round < rounds; round++)
        {
            var broken = bytes.AsSpan(0, round % 2 == 0 ? random.Next(bytes.Length + 1) : bytes.Length).ToArray();
            for (var hits = random.Next(20); hits > 0 && broken.Length > 0; hits--) broken[random.Next(broken.Length)] = (byte)(random.Next(3) == 0 ? random.Next(256) : "\n\r=?;:\"<(-"[random.Next(10)]);
            Check($"{name}, round {round}", broken);
        }
    }

    private static void Check(string name, byte[] bytes)
    {
        using var mail = MailReader.Default.Read(bytes);
        _ = Mails.Everything(mail);
        Assert.True(mail.Bytes == bytes.Length && mail.BytesVisited <= (VisitsPerByte * (long)bytes.Length) + 1, $"{name}: {mail.BytesVisited} visits of {bytes.Length} bytes");
    }
}
