using System.ComponentModel.DataAnnotations;

namespace Helpdesk.Web.Api;

/// <summary>How much the API takes, under <c>Api</c>. Each node counts for itself.</summary>
public sealed class ApiOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Api";

    /// <summary>Requests of one token, or of one signed-in member, in a minute.</summary>
    [Range(1, 1_000_000)]
    public int PerMinute { get; set; } = 600;

    /// <summary>Requests of one network address without a token that is taken, in a minute.</summary>
    [Range(1, 1_000_000)]
    public int StrangersPerMinute { get; set; } = 60;
}
