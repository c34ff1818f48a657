using System.Globalization;
using System.Text.Json.Nodes;
using Helpdesk.Infrastructure.Api;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Helpdesk.Web.Api;

/// <summary>What the OpenAPI document says beyond what the routes themselves say.</summary>
internal static class ApiDescription
{
    private const string Token = "token";

    private static readonly Dictionary<string, string> Answers = new()
    {
        ["200"] = "Here it is.",
        ["201"] = "It was made; Location names its address.",
        ["204"] = "Done.",
        ["400"] = "The request cannot be read: malformed JSON, an unknown member, a bad cursor.",
        ["401"] = "No token, or one that is not taken.",
        ["403"] = "The token, or its owner, lacks the permission.",
        ["404"] = "There is none, or none the token's owner may see.",
        ["409"] = "Somebody was faster, or the thing is not in the state the call assumes.",
        ["422"] = "A value breaks a rule; the code says which.",
        ["429"] = "Too many requests; Retry-After says how many seconds to wait.",
    };

    public static void Describe(this OpenApiOptions options)
    {
        options.ShouldInclude = description => $"/{description.RelativePath}".StartsWith(ApiRoutes.Root + "/", StringComparison.Ordinal);
        options.CreateSchemaReferenceId = type => OpenApiOptions.CreateDefaultSchemaReferenceId(type)?.Replace("Body", "", StringComparison.Ordinal);
        options.AddDocumentTransformer((document, _, _) => DescribeAsync(document));
        options.AddOperationTransformer((operation, context, _) => DescribeAsync(operation, context));
        options.AddSchemaTransformer((schema, context, _) => DescribeAsync(schema, context.JsonTypeInfo.Type));
    }

    private static Task DescribeAsync(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Helpdesk API",
            Version = "1",
            Description = "Tickets, messages and customers of one workspace. Every list is read by cursor; every refusal is problem details (RFC 9457) with a stable code.",
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Token] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An access token, hd_…, made in the settings." },
        };
        OpenAnswers(document);
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Token, document)] = [] }];
        return Task.CompletedTask;
    }

    private static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<NeededPermission>().FirstOrDefault() is { } needed)
            operation.Description = $"{operation.Description} Needs {needed.Permission}.".TrimStart();
        foreach (var (status, answer) in operation.Responses ?? [])
            if (Answers.TryGetValue(status, out var text)) answer.Description = text;
        foreach (var parameter in context.Description.ParameterDescriptions.Where(p => p.ParameterDescriptor is not null))
        {
            if (EnumNames.Taken(parameter.ParameterDescriptor.ParameterType) is { } names && operation.Parameters?.FirstOrDefault(p => p.Name == parameter.Name)?.Schema is OpenApiSchema schema)
                schema.Enum = [.. names.Select(name => JsonValue.Create(name))];
        }

        if (context.Description.HttpMethod == HttpMethods.Get || context.Description.ActionDescriptor.EndpointMetadata.OfType<NeverKept>().Any()) return Task.CompletedTask;

        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = Idempotency.Header,
            In = ParameterLocation.Header,
            Description = $"Makes repeating the call harmless: for {IdempotencyHours} hours the same key gets the same answer, marked {Idempotency.Replayed}.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = IdempotentCalls.LongestKey },
        });
        return Task.CompletedTask;
    }

    // What callers send is closed; what they get may grow within a version, so a client must bear members it does not know.
    private static void OpenAnswers(OpenApiDocument document)
    {
        var taken = document.Paths.Values.SelectMany(path => path.Operations!.Values)
            .Select(operation => operation.RequestBody?.Content?.Values.FirstOrDefault()?.Schema).OfType<OpenApiSchemaReference>()
            .Select(schema => schema.Reference.Id).ToHashSet();
        foreach (var (name, schema) in document.Components!.Schemas!)
            if (!taken.Contains(name) && schema is OpenApiSchema answer) answer.AdditionalPropertiesAllowed = true;
    }

    private static Task DescribeAsync(OpenApiSchema schema, Type type)
    {
        if ((Nullable.GetUnderlyingType(type) ?? type).IsEnum) schema.Type ??= JsonSchemaType.String;
        if (type == typeof(ProblemDetails))
        {
            schema.Properties ??= new Dictionary<string, IOpenApiSchema>();
            schema.Properties["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Stable: write programs against it.", Examples = [JsonValue.Create("ticket.not-found")] };
        }

        return Task.CompletedTask;
    }

    private static string IdempotencyHours => Infrastructure.Operations.Retention.IdempotentAnswers.TotalHours.ToString(CultureInfo.InvariantCulture);
}
