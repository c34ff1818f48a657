using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Helpdesk.Infrastructure.Channels.Email.Mime;
using Helpdesk.Infrastructure.Channels.Email.Mime.Reading;
using Helpdesk.Infrastructure.Channels.Email.Mime.Writing;
using Helpdesk.Tests.Support;
using Xunit;

namespace Helpdesk.Tests.Channels.Email.Writing;

/// <summary>What is written is read back equal: by our reader, by Python's email package and by GMime (test.sh installs both).</summary>
public sealed class ReadBackTests : IAsyncLifetime
{
    private const int Count = 120;

    // The system's own, for which Debian packages GMime.
    private const string Python = "/usr/bin/python3";

    private readonly string _folder = Directory.CreateTempSubdirectory("helpdesk-mails").FullName;

    public async Task InitializeAsync()
    {
        var writer = new MailWriter(new ManualClock(new DateTimeOffset(2025, 7, 1, 8, 0, 0, TimeSpan.Zero)), new OutgoingMails.CountedIds());
        for (var seed = 0; seed < Count; seed++)
        {
            await using var file = File.Create(PathOf(seed));
            await writer.WriteAsync(OutgoingMails.Made(seed), file, default);
        }
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Our_reader_reads_what_was_meant()
    {
        for (var seed = 0; seed < Count; seed++)
        {
            var meant = OutgoingMails.Made(seed);
            using var mail = MailReader.Default.Read(await File.ReadAllBytesAsync(PathOf(seed)));
            Assert.Empty(mail.Defects);
            Assert.Equal(Meant(meant), string.Join('\n',
                OutgoingMails.Squeeze(mail.Subject), People([mail.From!]), People(mail.To), People(mail.Cc),
                OutgoingMails.Squeeze(mail.Text), OutgoingMails.Squeeze(mail.Html),
                string.Join(", ", mail.Attachments.Select(a => $"{OutgoingMails.Squeeze(a.FileName)} {a.ContentType.Value} {Convert.ToHexStringLower(SHA256.HashData(a.Content!.Start(int.MaxValue).Span))}"))));
        }
    }

    [Fact]
    public Task Pythons_email_package_reads_the_same() => PeerAsync("read_with_email.py");

    [Fact]
    public Task GMime_reads_the_same() => PeerAsync("read_with_gmime.py");

    private async Task PeerAsync(string script)
    {
        var start = new ProcessStartInfo(Python) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(Repository.Root, "Helpdesk.Tests", "Channels", "Email", "Writing", "Peers", script));
        for (var seed = 0; seed < Count; seed++) start.ArgumentList.Add(PathOf(seed));
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        var lines = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Count, lines.Length);
        for (var seed = 0; seed < Count; seed++)
        {
            using var json = JsonDocument.Parse(lines[seed]);
            Assert.Equal(Meant(OutgoingMails.Made(seed)), Read(json.RootElement));
            Assert.Empty(json.RootElement.GetProperty("defects").EnumerateArray());
        }
    }

    private static string Meant(OutgoingMail mail)
    {
        var files = mail.Inline.Concat(mail.Attachments);
        return string.Join('\n',
            OutgoingMails.Squeeze(mail.Subject), People([mail.From]), People(mail.To), People(mail.Cc),
            OutgoingMails.Squeeze(mail.Text), OutgoingMails.Squeeze(mail.Html), string.Join(", ", files.Select(Described)));
    }

    private static string Described(OutgoingPart part)
    {
        using var content = part.Open();
        return $"{OutgoingMails.Squeeze(part.FileName)} {part.ContentType} {Convert.ToHexStringLower(SHA256.HashData(content))}";
    }

    private static string Read(JsonElement mail) => string.Join('\n',
        Squeezed(mail, "subject"), People(mail, "from"), People(mail, "to"), People(mail, "cc"), Squeezed(mail, "text"), Squeezed(mail, "html"),
        string.Join(", ", mail.GetProperty("files").EnumerateArray().Select(f => $"{OutgoingMails.Squeeze(f[0].GetString())} {f[1].GetString()} {f[2].GetString()}")));

    private static string Squeezed(JsonElement mail, string field) => OutgoingMails.Squeeze(mail.GetProperty(field).GetString());

    private static string People(JsonElement mail, string field) => string.Join(", ", mail.GetProperty(field).EnumerateArray().Select(a => Person(a[0].GetString()!, a[1].GetString()!)));

    private static string People(IEnumerable<MailAddress> people) => string.Join(", ", people.Select(p => Person(p.Name, p.Address)));

    // Python 3.11 keeps the space between two encoded words of a name, against RFC 2047 6.2: names are compared without theirs.
    private static string Person(string name, string address) =>
        $"{OutgoingMails.Squeeze(name).Replace(" ", "", StringComparison.Ordinal).Normalize()} <{address.Replace("bücher", "xn--bcher-kva", StringComparison.Ordinal)}>";

    private string PathOf(int seed) => Path.Combine(_folder, $"{seed:D3}.eml");
}
