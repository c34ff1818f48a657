using System.Globalization;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Web.Layout;
using Helpdesk.Web.Operations;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Helpdesk.Web.Tenancy;

/// <summary>The workspace's settings, branding and domains.</summary>
public sealed partial class WorkspacePage
{
    private readonly Form _form = new();
    private WorkspaceDetails? _details;

    /// <inheritdoc/>
    protected override IReadOnlyList<Permission> Opens => [Permission.ManageWorkspace];

    [Inject] private PublicAddress Address { get; set; } = default!;

    [Inject] private TimeProvider Clock { get; set; } = default!;

    private static IEnumerable<(string Code, string Name)> CountryNames =>
        Countries.Codes.Select(code => (Code: code, Name: new RegionInfo(code).DisplayName)).OrderBy(c => c.Name, StringComparer.CurrentCulture);

    private string Example => TicketNumberPattern.Check(_form.NumberPattern) is null
        ? TicketNumberPattern.Render(TicketNumberPattern.Prefix(_form.NumberPattern, Clock.GetUtcNow()), 42)
        : "";

    /// <inheritdoc/>
    protected override async Task ReadAsync()
    {
        var details = await UseCases.RunAsync<IWorkspaceQueries, Result<WorkspaceDetails>>((q, ct) => q.CurrentAsync(ct), Gone);
        if (!Tell(details.Error)) return;
        // What is being edited stays unless somebody else saved in between; then their version is shown.
        if (details.Value.Version != _details?.Version) _form.Take(details.Value.Profile);
        _details = details.Value;
    }

    private Task SaveAsync() => DoAsync<ChangeWorkspace>((change, ct) => change.ExecuteAsync(_form.ToProfile(), _details!.Version, ct), A["saved"]);

    private async Task TakeLogoAsync(InputFileChangeEventArgs chosen)
    {
        if (chosen.File.Size > ChangeLogo.Largest)
        {
            Tell(TenantErrors.Logo);
            return;
        }

        await using var picture = chosen.File.OpenReadStream(ChangeLogo.Largest, Gone);
        using var bytes = new MemoryStream();
        await picture.CopyToAsync(bytes, Gone);
        await ChangeLogoAsync(bytes.ToArray());
    }

    private async Task ChangeLogoAsync(byte[]? picture)
    {
        if (await DoAsync<ChangeLogo>((change, ct) => change.ExecuteAsync(picture, ct), A["saved"])) await ReadAsync();
    }

    private sealed class Form
    {
        public string Name { get; set; } = "";

        public string Slug { get; set; } = "";

        public string TimeZone { get; set; } = "UTC";

        public string Language { get; set; } = "en";

        public string Country { get; set; } = "";

        public string NumberPattern { get; set; } = "";

        public double ReopenDays { get; set; }

        public double AutoCloseHours { get; set; }

        public int IdleMinutes { get; set; }

        public bool RequireSecondFactor { get; set; }

        public bool HasColor { get; set; }

        public string BrandColor { get; set; } = "#0f766e";

        public void Take(TenantProfile profile)
        {
            (Name, Slug, TimeZone, Language, Country) = (profile.Name, profile.Slug, profile.TimeZone, profile.Language, profile.Country);
            (NumberPattern, ReopenDays, AutoCloseHours) = (profile.NumberPattern, profile.ReopenWindow.TotalDays, profile.AutoCloseAfter.TotalHours);
            (IdleMinutes, RequireSecondFactor, HasColor) = ((int)profile.IdleSignOut.TotalMinutes, profile.RequireSecondFactor, profile.BrandColor.Length > 0);
            if (HasColor) BrandColor = profile.BrandColor;
        }

        public TenantProfile ToProfile() => new(
            Name, Slug, TimeZone, Language, Country, NumberPattern, TimeSpan.FromDays(ReopenDays), TimeSpan.FromHours(AutoCloseHours),
            TimeSpan.FromMinutes(IdleMinutes), RequireSecondFactor, HasColor ? BrandColor : "");
    }
}
