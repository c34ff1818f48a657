using System.Reflection;
using Helpdesk.Core;
using Helpdesk.Infrastructure;
using Xunit;

namespace Helpdesk.Tests.Architecture;

/// <summary>Who may know whom: between the projects, and between Core's capabilities (DESIGN 2).</summary>
public sealed class DependencyTests
{
    private static readonly string[] NotForCore =
        ["Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore", "Microsoft.Data", "System.Net.Http", "System.Text.Json", "System.Data", "Quartz", "Radzen", "Npgsql", "Helpdesk."];

    // What each capability may use besides itself.
    private static readonly Dictionary<string, string[]> Graph = new()
    {
        ["Shared"] = ["Tenancy"],
        ["Tenancy"] = ["Shared"],
        ["Live"] = ["Shared", "Tenancy"],
        ["Identity"] = ["Shared", "Tenancy"],
        ["Customers"] = ["Shared", "Tenancy", "Identity"],
        ["Tickets"] = ["Shared", "Tenancy", "Identity", "Customers"],
        ["Conversations"] = ["Shared", "Tenancy", "Identity", "Customers", "Tickets", "Live"],
        ["Sla"] = ["Shared", "Tenancy", "Identity"],
        ["Channels"] = ["Shared", "Tenancy", "Identity", "Customers", "Tickets", "Live", "Conversations"],
        ["Presence"] = ["Shared", "Tenancy", "Identity", "Tickets"],
        ["Routing"] = ["Shared", "Tenancy", "Identity", "Customers", "Tickets", "Conversations", "Sla", "Presence"],
        ["Notifications"] = ["Shared", "Tenancy", "Identity", "Tickets", "Live", "Conversations", "Presence", "Routing"],
        ["Activity"] = ["Shared", "Tenancy", "Identity", "Tickets", "Conversations"],
        ["Realtime"] = ["Shared", "Tenancy", "Identity", "Customers", "Tickets", "Live", "Conversations", "Channels", "Presence", "Routing", "Sla"],
    };

    [Fact]
    public void Core_knows_no_transport_and_no_database()
    {
        var references = typeof(CoreModule).Assembly.GetReferencedAssemblies().Select(a => a.Name!).ToList();
        Assert.Contains("System.Runtime", references);
        Assert.DoesNotContain(references, name => NotForCore.Any(banned => name.StartsWith(banned, StringComparison.Ordinal)));
    }

    [Fact]
    public void Infrastructure_knows_core_and_not_the_web()
    {
        var references = typeof(InfrastructureModule).Assembly.GetReferencedAssemblies().Select(a => a.Name!).ToList();
        Assert.Contains("Helpdesk.Core", references);
        Assert.DoesNotContain("Helpdesk.Web", references);
        Assert.DoesNotContain(references, name => name.StartsWith("Radzen", StringComparison.Ordinal) || name.StartsWith("Microsoft.AspNetCore.Components", StringComparison.Ordinal));
    }

    [Fact]
    public void Cores_capabilities_form_a_one_way_graph()
    {
        var uses = UsesInCore();
        Assert.True(uses.Count > 200, "The types of Core were not read.");
        Assert.Empty(uses.Select(u => u.From).Concat(uses.Select(u => u.To)).Distinct().Except(Graph.Keys));
        Assert.Equal([], uses.Where(u => u.From != u.To && !Graph[u.From].Contains(u.To)).Select(u => $"{u.Type}: {u.From} -> {u.To}").Distinct().Order());
    }

    [Fact]
    public void The_graph_itself_goes_one_way()
    {
        var ranks = Graph.Keys.Select((name, rank) => (name, rank)).ToDictionary(p => p.name, p => p.rank);
        // Shared and Tenancy are the ground together: secrets and files name the workspace they belong to.
        Assert.Equal([("Shared", "Tenancy")], Graph.SelectMany(g => g.Value.Where(to => ranks[to] >= ranks[g.Key]).Select(to => (g.Key, to))));
    }

    // Every type a Core type's code and signatures name, read from the metadata of its members and the tokens in their bodies.
    private static HashSet<(string Type, string From, string To)> UsesInCore()
    {
        var module = typeof(CoreModule).Assembly.ManifestModule;
        var uses = new HashSet<(string, string, string)>();
        foreach (var type in typeof(CoreModule).Assembly.GetTypes().Where(t => Capability(t) is not null))
        {
            foreach (var used in Signatures(type).Concat(Bodies(type, module)).SelectMany(Parts))
                if (Capability(used) is { } to) uses.Add((type.FullName!, Capability(type)!, to));
        }

        return uses;
    }

    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static IEnumerable<Type> Signatures(Type type) =>
        type.GetFields(Own).Select(f => f.FieldType)
            .Concat(type.GetMethods(Own).SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType)))
            .Concat(type.GetConstructors(Own).SelectMany(c => c.GetParameters().Select(p => p.ParameterType)))
            .Concat(type.GetInterfaces()).Concat(type.BaseType is { } parent ? [parent] : [])
            .Concat(type.GetMethods(Own).Cast<MethodBase>().Concat(type.GetConstructors(Own)).SelectMany(m => m.GetMethodBody()?.LocalVariables.Select(v => v.LocalType) ?? []));

    // Four bytes after any position that name a member or type of ours are taken for a use: at worst a chance number names one, which a reader would see.
    private static IEnumerable<Type> Bodies(Type type, Module module)
    {
        foreach (var method in type.GetMethods(Own).Cast<MethodBase>().Concat(type.GetConstructors(Own)))
        {
            if (method.GetMethodBody()?.GetILAsByteArray() is not { } code) continue;
            for (var i = 1; i + 4 <= code.Length; i++)
            {
                var op = code[i - 1];
                // call, callvirt, newobj, castclass, isinst, ld(s)fld(a), st(s)fld, box, newarr, unbox.any: each is followed by a token.
                if (op is not (0x28 or 0x6F or 0x73 or 0x74 or 0x75 or 0x7B or 0x7C or 0x7D or 0x7E or 0x7F or 0x80 or 0x8C or 0x8D or 0xA5)) continue;
                if (Resolve(module, BitConverter.ToInt32(code, i), type, method) is { } used) yield return used;
            }
        }
    }

    private static Type? Resolve(Module module, int token, Type type, MethodBase method)
    {
        if ((token >> 24) is not (0x01 or 0x02 or 0x04 or 0x06 or 0x0A or 0x1B or 0x2B) || (token & 0xFFFFFF) == 0) return null;
        try
        {
            var member = module.ResolveMember(token, type.IsGenericType ? type.GetGenericArguments() : null, method.IsGenericMethod ? method.GetGenericArguments() : null);
            return member as Type ?? member?.DeclaringType;
        }
        catch (Exception none) when (none is ArgumentException or BadImageFormatException)
        {
            return null;
        }
    }

    private static IEnumerable<Type> Parts(Type type) =>
        (type.HasElementType ? Parts(type.GetElementType()!) : [type]).Concat(type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts) : []);

    private static string? Capability(Type type) =>
        type.Namespace is { } space && space.StartsWith("Helpdesk.Core.", StringComparison.Ordinal) ? space.Split('.')[2] : null;
}
