using Helpdesk.Tests.Support;
using Helpdesk.Web.Shared;
using Xunit;

namespace Helpdesk.Tests.Web;

public sealed class ToastTests
{
    [Fact]
    public void Two_notices_that_say_the_same_are_two_and_leave_one_by_one()
    {
        using var toasts = new Toasts(new ManualClock());
        toasts.Done("Saved.");
        toasts.Done("Saved.");
        Assert.Equal(2, toasts.Shown.Distinct().Count());
        toasts.Dismiss(toasts.Shown[1]);
        Assert.Single(toasts.Shown);
    }
}
