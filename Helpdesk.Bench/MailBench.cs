using System.Text.Json;
using Helpdesk.Infrastructure.Channels.Email.Mime;
using Helpdesk.Infrastructure.Channels.Email.Mime.Reading;

namespace Helpdesk.Bench;

/// <summary>Reads a folder of mails and compares what is read with a manifest, field by field; a field the manifest does not expect is not judged.</summary>
public static class MailBench
{
    /// <summary>Runs over every row whose file is there.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [var folder, var manifest, .. var rest]) return Wrong();
        var show = rest.Contains("--show");
        var scores = new SortedDictionary<string, (int Agreed, int Total)>(StringComparer.Ordinal);
        var (mails, threw, absent) = (0, 0, 0);
        await foreach (var line in File.ReadLinesAsync(manifest))
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            using var row = JsonDocument.Parse(line);
            var file = row.RootElement.GetProperty("file").GetString()!;
            var path = Path.Combine(folder, file);
            if (!File.Exists(path))
            {
                absent++;
                continue;
            }

            mails++;
            try
            {
                foreach (var verdict in await JudgeAsync(path, row.RootElement.GetProperty("expect")))
                {
                    var (agreed, total) = scores.GetValueOrDefault(verdict.Field);
                    scores[verdict.Field] = (agreed + (verdict.Agrees ? 1 : 0), total + 1);
                    if (show && !verdict.Agrees) Console.WriteLine($"{file}  {verdict.Field}\n  expected {verdict.Expected}\n  read     {verdict.Read}");
                }
            }
            catch (Exception thrown) when (thrown is not OutOfMemoryException)
            {
                threw++;
                Console.WriteLine($"{file}  threw {thrown.GetType().Name} {thrown.StackTrace?.Split('\n')[0]}");
            }
        }

        var table = new Table("field", "agreed", "total", "%");
        foreach (var (field, (agreed, total)) in scores) table.Add(field, agreed, total, 100.0 * agreed / total);
        table.Print();
        Console.WriteLine($"{mails} mails, {threw} threw, {absent} of the manifest not in the folder");
        return threw == 0 ? 0 : 1;
    }

    private static async Task<List<MailVerdict>> JudgeAsync(string path, JsonElement expect)
    {
        await using var stream = File.OpenRead(path);
        using var mail = await MailReader.Default.ReadAsync(stream, default);
        return MailExpectation.Judge(mail, expect);
    }

    private static int Wrong()
    {
        Console.Error.WriteLine("Helpdesk.Bench mail <folder> <manifest.jsonl> [--show]");
        return 2;
    }
}
