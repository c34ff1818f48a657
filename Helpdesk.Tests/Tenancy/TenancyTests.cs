using Helpdesk.Core.Live;
using Helpdesk.Core.Tenancy;
using Xunit;

namespace Helpdesk.Tests.Tenancy;

/// <summary>Workspaces, their numbers' pattern, and the topics of their live updates.</summary>
public sealed class TenancyTests
{
    private static readonly DateTimeOffset Day = new(2026, 3, 2, 23, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("{####}", "{####}")]
    [InlineData("TKT-{YYYY}{MM}{DD}-{####}", "TKT-20260302-{####}")]
    [InlineData("{YY}/{##}", "26/{##}")]
    [InlineData("{MM}{MM}", "0303")]
    public void Everything_but_the_counter_is_rendered_into_the_prefix(string pattern, string prefix) =>
        Assert.Equal(prefix, TicketNumberPattern.Prefix(pattern, Day));

    [Theory]
    [InlineData("{####}", 7, "0007")]
    [InlineData("{####}", 12345, "12345")]
    [InlineData("A-{#}", 10, "A-10")]
    public void Marks_give_the_least_width(string prefix, long counter, string number) =>
        Assert.Equal(number, TicketNumberPattern.Render(prefix, counter));

    [Fact]
    public void Digits_are_latin_in_an_arabic_culture()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo("ar-SA");
        try
        {
            Assert.Equal("2026-0007", TicketNumberPattern.Render(TicketNumberPattern.Prefix("{YYYY}-{####}", Day), 7));
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("", "UTC", "en", "tenant.name")]
    [InlineData("Desk", "Mars/Olympus", "en", "tenant.time-zone")]
    [InlineData("Desk", "UTC", "fr", "tenant.language")]
    public void A_workspace_with_a_wrong_field_is_refused_by_its_name(string name, string zone, string language, string code) =>
        Assert.Equal(code, Tenant.Create(new TenantId(1), name, zone, language, Day).Error!.Code);

    [Theory]
    [InlineData("Nile & Sons 24", "nile-sons-24")]
    [InlineData("مكتب", "wff")]
    public void A_slug_is_latin_and_never_empty(string name, string slug) =>
        Assert.Equal(slug, Tenant.Create(new TenantId(255), name, "UTC", "ar", Day).Value.Slug);

    [Fact]
    public void Topics_survive_the_live_log()
    {
        var tenant = new TenantId(5);
        LiveTopic[] all = [LiveTopic.Tickets(tenant), LiveTopic.Ticket(tenant, long.MaxValue), LiveTopic.Channels(tenant), LiveTopic.People(tenant)];
        Assert.Equal(all, all.Select(t => LiveTopic.Parse(tenant, t.ToString())));
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.NotEqual(LiveTopic.Tickets(tenant), LiveTopic.Tickets(new TenantId(6)));
    }
}
