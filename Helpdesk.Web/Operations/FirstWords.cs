namespace Helpdesk.Web.Operations;

/// <summary>What the console says when the product is up: where to go, and on first run the one-time set-up link.</summary>
public static class FirstWords
{
    /// <summary>Prints it.</summary>
    public static void Print(TextWriter to, string url, string? setupToken, bool development)
    {
        to.WriteLine();
        to.WriteLine(setupToken is null ? $"  Helpdesk is up:  {url}" : $"  Set Helpdesk up here, once, within 72 hours:  {url}/setup/{setupToken}");
        if (development) to.WriteLine($"  Customers' phones to play with:  {url}/dev/whatsapp");
        to.WriteLine();
    }
}
