using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;
using Helpdesk.Infrastructure.Tenancy;
using Helpdesk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Helpdesk.Tests.Tenancy;

/// <summary>A domain answers for a workspace once its DNS record proves it, and no longer than that.</summary>
public sealed class DomainTests : IAsyncLifetime
{
    private NameServer _names = null!;
    private TestDesk _desk = null!;

    public async Task InitializeAsync()
    {
        _names = NameServer.Start();
        _desk = await TestDesk.StartAsync(settings: new() { ["Helpdesk:DnsServer"] = _names.Address });
    }

    public async Task DisposeAsync()
    {
        await _desk.DisposeAsync();
        _names.Dispose();
    }

    [Fact]
    public async Task A_domain_is_pending_then_proven_and_lost_when_its_record_goes()
    {
        Assert.Null((await ClaimAsync("Help.Rimal.example.")).Error);
        var domain = await DomainAsync();
        Assert.Equal(("help.rimal.example", "_helpdesk.help.rimal.example", DomainState.Pending), (domain.Domain, domain.RecordName, domain.State));
        Assert.Equal(DomainErrors.NotProven, (await VerifyAsync(domain.Id)).Error);
        Assert.Null(await WorkspaceOfAsync("help.rimal.example"));

        _names.Texts[domain.RecordName] = domain.TxtValue;
        Assert.Null((await VerifyAsync(domain.Id)).Error);
        Assert.Equal(_desk.Tenant, (await WorkspaceOfAsync("HELP.rimal.example"))!.Id);

        _names.Texts.Clear();
        Assert.Null((await VerifyAsync(null, Actor.System(_desk.Tenant))).Error);
        Assert.Equal(DomainState.Lost, (await DomainAsync()).State);
        Assert.Null(await WorkspaceOfAsync("help.rimal.example"));
    }

    [Fact]
    public async Task A_record_with_somebody_elses_token_proves_nothing()
    {
        await ClaimAsync("help.rimal.example");
        _names.Texts["_helpdesk.help.rimal.example"] = "helpdesk-verification=guessed";
        Assert.Equal(DomainErrors.NotProven, (await VerifyAsync((await DomainAsync()).Id)).Error);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("http://help.example")]
    [InlineData("a b.example")]
    [InlineData("")]
    public async Task What_is_no_domain_is_refused(string name) => Assert.Equal(DomainErrors.Domain, (await ClaimAsync(name)).Error);

    [Fact]
    public async Task A_domain_is_claimed_once_and_given_up()
    {
        await ClaimAsync("help.rimal.example");
        Assert.Equal(DomainErrors.Taken, (await ClaimAsync("HELP.rimal.example")).Error);
        var id = (await DomainAsync()).Id;
        Assert.Null((await _desk.RunAsync<RemoveDomain, Result>(_desk.Admin, u => u.ExecuteAsync(id, default))).Error);
        Assert.Equal(DomainErrors.NotFound, (await VerifyAsync(id)).Error);
    }

    private Task<Result> ClaimAsync(string name) => _desk.RunAsync<ClaimDomain, Result>(_desk.Admin, u => u.ExecuteAsync(name, default));

    private async Task<Result> VerifyAsync(long? id, Actor? by = null)
    {
        var result = await _desk.RunAsync<VerifyDomains, Result>(by ?? _desk.Admin, u => u.ExecuteAsync(id, default));
        await _desk.Given.LiveSettledAsync(_desk.Tenant);
        return result;
    }

    private async Task<DomainRow> DomainAsync() =>
        (await _desk.RunAsync<IWorkspaceQueries, Result<WorkspaceDetails>>(_desk.Admin, q => q.CurrentAsync(default))).Value.Domains.Single();

    private async Task<PublicWorkspace?> WorkspaceOfAsync(string host) => await _desk.Services.GetRequiredService<PublicWorkspaces>().OfHostAsync(host, default);
}
