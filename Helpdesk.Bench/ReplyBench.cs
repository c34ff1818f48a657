using System.Text.Json;
using Helpdesk.Infrastructure.Channels.Email.Mime.Reply;
using Helpdesk.Infrastructure.Channels.Email.Mime.Text;

namespace Helpdesk.Bench;

/// <summary>
/// Compares the visible reply with what a manifest expects, by the strength of each case's <c>basis</c>. Strong cases agree when the texts are the
/// same but for white space. Weak ones, made by another parser whose policy need not be ours, agree when nothing is shown that it hid.
/// </summary>
public static class ReplyBench
{
    private enum Strength
    {
        Strong,
        Agreed,
        Composed,
        Weak,
    }

    private sealed record Case(string Id, string Kind, string Language, string Body, string? Reply, string Basis, string? Purpose);

    /// <summary><c>reply &lt;manifest.jsonl&gt; [--show]</c>; a case without a reply is contested and not judged.</summary>
    public static int Run(string[] args)
    {
        if (args.Length == 0 || !File.Exists(args[0]))
        {
            Console.Error.WriteLine("Helpdesk.Bench reply <manifest.jsonl> [--show]");
            return 2;
        }

        var cases = File.ReadLines(args[0]).Where(l => l.Length > 0).Select(Read).ToList();
        var judged = cases.Where(c => c.Reply is not null).Select(c => (Case: c, Strength: StrengthOf(c.Basis), Actual: VisibleOf(c))).ToList();
        var table = new Table("basis", "cases", "agreed", "%", "same text");
        foreach (var group in judged.GroupBy(j => j.Strength).OrderBy(g => g.Key))
        {
            var (all, agreed, same) = (group.Count(), group.Count(j => Agrees(j.Case, j.Strength, j.Actual)), group.Count(j => Same(j.Case.Reply!, j.Actual)));
            table.Add(group.Key, all, agreed, 100.0 * agreed / all, same);
        }

        table.Print();
        Console.WriteLine($"{cases.Count - judged.Count} contested, not judged");
        if (args.Contains("--show"))
        {
            foreach (var (wrong, strength, actual) in judged.Where(j => !Agrees(j.Case, j.Strength, j.Actual)))
                Console.WriteLine($"\n=== {wrong.Id} ({strength}, {wrong.Language}, {wrong.Kind})\n--- expected\n{wrong.Reply}\n--- shown\n{actual}");
        }

        return 0;
    }

    private static string VisibleOf(Case one)
    {
        if (one.Purpose == "forward-split") return VisibleReply.EmbeddedMailAt(one.Body) is >= 0 and var at ? one.Body[..at] : one.Body;
        return (one.Kind == "text/html" ? VisibleReply.SplitHtml(one.Body) : VisibleReply.Split(one.Body)).Visible();
    }

    private static bool Agrees(Case one, Strength strength, string actual)
    {
        if (Same(one.Reply!, actual)) return true;
        if (strength is Strength.Strong or Strength.Composed) return false;
        var expected = LinesOf(one.Reply!).ToHashSet(StringComparer.Ordinal);
        return (actual.Length > 0 || one.Reply!.Length == 0) && LinesOf(actual).All(expected.Contains);
    }

    // An expectation may itself be HTML.
    private static bool Same(string expected, string actual) =>
        Squeezed(expected) == Squeezed(actual) || (expected.StartsWith('<') && Squeezed(HtmlText.Read(expected).Text) == Squeezed(actual));

    private static IEnumerable<string> LinesOf(string text) => text.Split('\n').Select(Squeezed).Where(l => l.Length > 0);

    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static Strength StrengthOf(string basis) => basis switch
    {
        _ when basis.StartsWith("source file", StringComparison.Ordinal) => Strength.Strong,
        _ when basis.StartsWith("source test assertion", StringComparison.Ordinal) => Strength.Strong,
        _ when basis.StartsWith("public test assertion", StringComparison.Ordinal) => Strength.Strong,
        _ when basis.StartsWith("agreed", StringComparison.Ordinal) => Strength.Agreed,
        _ when basis.StartsWith("composed", StringComparison.Ordinal) => Strength.Composed,
        _ => Strength.Weak,
    };

    private static Case Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        return new Case(TextOf("id")!, TextOf("kind")!, TextOf("lang") ?? "", TextOf("body")!, TextOf("reply"), TextOf("basis")!, TextOf("purpose"));

        string? TextOf(string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}
