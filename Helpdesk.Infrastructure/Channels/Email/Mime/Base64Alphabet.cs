namespace Helpdesk.Infrastructure.Channels.Email.Mime;

/// <summary>The 64 characters of RFC 4648 section 4.</summary>
internal static class Base64Alphabet
{
    private static readonly sbyte[] Values = Table();

    /// <summary>0 to 63; -1 for any other byte.</summary>
    public static int ValueOf(byte character) => Values[character];

    private static sbyte[] Table()
    {
        var table = new sbyte[256];
        Array.Fill(table, (sbyte)-1);
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8;
        for (var i = 0; i < alphabet.Length; i++) table[alphabet[i]] = (sbyte)i;
        return table;
    }
}
