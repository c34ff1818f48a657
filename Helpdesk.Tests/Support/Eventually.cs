using Xunit.Sdk;

namespace Helpdesk.Tests.Support;

/// <summary>Awaits a condition that another thread or process will make true, instead of sleeping.</summary>
public static class Eventually
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(15);

    public static Task TrueAsync(Func<bool> condition, string expectation, TimeSpan? within = null) =>
        TrueAsync(() => Task.FromResult(condition()), expectation, within);

    public static async Task TrueAsync(Func<Task<bool>> condition, string expectation, TimeSpan? within = null)
    {
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        while (!await condition())
        {
            if (clock.GetElapsedTime(start) > (within ?? Usual))
            {
                throw new XunitException($"Not within {within ?? Usual}: {expectation}");
            }

            await Task.Delay(Step, clock, CancellationToken.None);
        }
    }
}
