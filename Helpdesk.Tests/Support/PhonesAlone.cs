using Helpdesk.Web.Dev;
using Microsoft.Extensions.DependencyInjection;

namespace Helpdesk.Tests.Support;

/// <summary>The practice phones and the double without the product around them.</summary>
public static class PhonesAlone
{
    /// <summary>Adds the double; what connects a workspace to it needs the whole product, the phones do not.</summary>
    public static void AddPhonesAlone(this IServiceCollection services)
    {
        services.AddWppConnectDouble();
        foreach (var part in services.Where(s => s.ServiceType == typeof(PracticeDesk) || s.ImplementationType?.Name == "PracticeResume").ToList())
            services.Remove(part);
    }
}
