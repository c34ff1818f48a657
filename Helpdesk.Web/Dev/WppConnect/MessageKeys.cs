namespace Helpdesk.Web.Dev.WppConnect;

/// <summary>Unique message keys from one random source, so that a run with the same seed has the same ids.</summary>
internal sealed class MessageKeys(Random random)
{
    private const string ApiPrefix = "3EB0";
    private const string PhonePrefix = "3A";
    private readonly HashSet<string> _used = [];
    private readonly Lock _gate = new();

    public string ForApi() => Next(ApiPrefix);

    public string ForPhone() => Next(PhonePrefix);

    public string Salt(int length)
    {
        lock (_gate)
        {
            return random.GetHexString(length);
        }
    }

    public int Below(int limit)
    {
        lock (_gate)
        {
            return random.Next(limit);
        }
    }

    private string Next(string prefix)
    {
        lock (_gate)
        {
            string key;
            do
            {
                key = prefix + random.GetHexString(18);
            }
            while (!_used.Add(key));
            return key;
        }
    }
}
