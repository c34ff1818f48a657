using System.Text.RegularExpressions;
using Helpdesk.Infrastructure.Channels.Email.Mime;
using Helpdesk.Tests.Support;
using Xunit;

namespace Helpdesk.Tests.Architecture;

/// <summary>The engine room of the e-mail channel stands alone: it could be lifted out, or MimeKit put in its place.</summary>
public sealed partial class MimeTests
{
    private const string Folder = "Helpdesk.Infrastructure/Channels/Email/Mime/";

    [Fact]
    public void Mails_are_read_and_written_without_anything_else_of_the_product()
    {
        var own = typeof(Mail).Namespace!;
        var files = Repository.Files(".cs").Where(f => f.StartsWith(Folder, StringComparison.Ordinal)).ToList();
        Assert.True(files.Count > 30);
        var foreign = files.SelectMany(f => OfProduct().Matches(Repository.Read(f)).Select(m => (File: f, Named: m.Value)))
            .Where(m => m.Named != own && !m.Named.StartsWith(own + ".", StringComparison.Ordinal));
        Assert.Equal([], foreign);

        // By reflection too: what a namespace further up would bring in without a using.
        var types = typeof(Mail).Assembly.GetTypes().Where(t => t.Namespace is { } space && (space == own || space.StartsWith(own + ".", StringComparison.Ordinal))).ToList();
        var used = types.SelectMany(t => t.GetMembers((System.Reflection.BindingFlags)62).SelectMany(UsedBy).Concat(t.GetInterfaces()).Append(t.BaseType))
            .Where(t => t?.Namespace is { } space && space.StartsWith("Helpdesk.", StringComparison.Ordinal) && space != own && !space.StartsWith(own + ".", StringComparison.Ordinal));
        Assert.Equal([], used);
    }

    [GeneratedRegex(@"\bHelpdesk\.[A-Za-z.]*[A-Za-z]")]
    private static partial Regex OfProduct();

    private static IEnumerable<Type?> UsedBy(System.Reflection.MemberInfo member) => member switch
    {
        System.Reflection.FieldInfo field => [field.FieldType],
        System.Reflection.MethodBase method => (method.GetMethodBody()?.LocalVariables.Select(v => v.LocalType) ?? [])
            .Concat(method.GetParameters().Select(p => p.ParameterType)).Append((method as System.Reflection.MethodInfo)?.ReturnType),
        _ => [],
    };
}
