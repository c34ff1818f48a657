using System.Globalization;

namespace Helpdesk.Web.Doors;

/// <summary>Work whose length must not show in the answer.</summary>
public static class OnceAnsweredExtension
{
    /// <summary>Does something once the answer is out, still in the language of the request: the server calls back from outside of it.</summary>
    public static void OnceAnswered(this HttpContext context, Func<Task> work)
    {
        var language = CultureInfo.CurrentUICulture;
        context.Response.OnCompleted(async () =>
        {
            CultureInfo.CurrentUICulture = language;
            await work();
        });
    }
}
