using System.Globalization;
using Helpdesk.Core.Channels;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Live;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Helpdesk.Web.Doors;
using Helpdesk.Web.Layout;
using Helpdesk.Web.Operations;
using Helpdesk.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Helpdesk.Web.Channels;

/// <summary>The workspace's WPPConnect servers and numbers, live.</summary>
public sealed partial class ChannelsPage
{
    private readonly ServerForm _server = new();
    private readonly NumberForm _number = new();
    private IReadOnlyList<ServerRow> _servers = [];
    private IReadOnlyList<ChannelRow> _numbers = [];
    private IReadOnlyList<DepartmentRow> _departments = [];
    private string? _problem;

    [CascadingParameter] private Shell Shell { get; set; } = default!;

    [Inject] private CurrentAgent Me { get; set; } = default!;

    [Inject] private CircuitUseCases UseCases { get; set; } = default!;

    [Inject] private PublicAddress Address { get; set; } = default!;

    [Inject] private ErrorText Errors { get; set; } = default!;

    [Inject] private IStringLocalizer<PageTexts> P { get; set; } = default!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (!Me.Can(Permission.ManageChannels)) return;
        Listen(LiveTopic.Channels(Me.Tenant), _ => ReadAsync());
        Listen(LiveTopic.People(Me.Tenant), _ => ReadAsync());
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        _numbers = await UseCases.RunAsync<IChannelQueries, IReadOnlyList<ChannelRow>>((q, ct) => q.ListAsync(ct), Gone);
        var servers = await UseCases.RunAsync<IChannelQueries, Result<IReadOnlyList<ServerRow>>>((q, ct) => q.ServersAsync(ct), Gone);
        if (servers.Succeeded) _servers = servers.Value;
        _departments = [.. (await UseCases.RunAsync<IPeopleQueries, IReadOnlyList<DepartmentRow>>((q, ct) => q.DepartmentsAsync(ct), Gone)).Where(d => d.Active)];
    }

    private async Task AddServerAsync()
    {
        var added = await UseCases.RunAsync<AddWhatsAppServer, Result<long>>(
            (add, ct) => add.ExecuteAsync(_server.Name, _server.BaseUrl, _server.Secret, ct), Gone);
        _problem = added.Succeeded ? null : Errors.For(added.Error);
        if (added.Succeeded) (_server.Name, _server.BaseUrl, _server.Secret) = ("", "", "");
    }

    private async Task AddNumberAsync(long server)
    {
        var added = await UseCases.RunAsync<AddWhatsAppNumber, Result<ChannelAccountId>>(
            (add, ct) => add.ExecuteAsync(server, _number.Session, _number.Name, _number.Pace, ct), Gone);
        _problem = added.Succeeded ? null : Errors.For(added.Error);
        if (added.Succeeded) (_number.Session, _number.Name) = ("", "");
    }

    private async Task ServeAsync(ChannelRow number, ChangeEventArgs chosen)
    {
        var department = new DepartmentId(long.Parse((string)chosen.Value!, CultureInfo.InvariantCulture));
        var changed = await UseCases.RunAsync<ServeNumber, Result>((serve, ct) => serve.ExecuteAsync(number.Id, department, ct), Gone);
        _problem = changed.Succeeded ? null : Errors.For(changed.Error);
        await ReadAsync();
    }

    private sealed class ServerForm
    {
        public string Name { get; set; } = "";

        public string BaseUrl { get; set; } = "";

        public string Secret { get; set; } = "";
    }

    private sealed class NumberForm
    {
        public string Session { get; set; } = "";

        public string Name { get; set; } = "";

        public int Pace { get; set; } = 20;
    }
}
