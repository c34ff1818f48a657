using Helpdesk.Core;
using Helpdesk.Infrastructure;
using Helpdesk.Web;
using Helpdesk.Web.Activity;
using Helpdesk.Web.Api;
using Helpdesk.Web.Channels;
using Helpdesk.Web.Dev;
using Helpdesk.Web.Identity;
using Helpdesk.Web.Operations;
using Helpdesk.Web.Realtime;
using Helpdesk.Web.Tenancy;
using Helpdesk.Web.Tickets;

var builder = WebApplication.CreateBuilder(args);
builder.AddLinkedSettings();
builder.WebHost.UseStaticWebAssets();
builder.Services
    .AddCore()
    .AddInfrastructure(builder.Configuration)
    .AddDoors()
    .AddApi()
    .AddLivePages()
    .AddAgentHub()
    .AddHealth()
    .AddWppConnectDouble()
    .AddPracticeDesk();

var app = builder.Build();
app.PrepareCommand(args);
await app.PrepareAsync();
if (await app.RunCommandAsync(args)) return;

app.UseErrorPages();
app.UseSecurityHeaders();
app.UseDesk();

app.MapHealth();
app.MapWhatsAppWebhooks();
app.MapFiles();
app.MapReplies();
app.MapSession();
app.MapWorkspaceAddresses();
app.MapActivityExport();
app.MapApi();
app.MapAgentHub();
app.MapStaticAssets().AllowAnonymous();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
app.MapDevDouble();

await app.RunAsync();
