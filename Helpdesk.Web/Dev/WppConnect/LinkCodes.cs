namespace Helpdesk.Web.Dev.WppConnect;

/// <summary>What a business scans or types to link its phone; the picture is a PNG of one dot, as in the contract's samples.</summary>
internal static class LinkCodes
{
    public const string QrPng = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNg+M/AAAADAQEAyf6S7wAAAABJRU5ErkJggg==";
    public const string Url = "2@AbCdEf0123456789,base64key==,base64key2==,base64key3==";
    public const string Pairing = "ABCD1234";
}
