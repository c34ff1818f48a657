using Microsoft.AspNetCore.Identity;

namespace Helpdesk.Infrastructure.Identity;

/// <summary>A person's sign-in: one over the installation, belonging to no workspace (DECISIONS 25).</summary>
public sealed class User : IdentityUser<long>
{
    /// <summary>Whether the person runs the installation: makes, locks and erases workspaces.</summary>
    public bool IsOperator { get; set; }
}
