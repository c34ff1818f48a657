namespace Helpdesk.Infrastructure.Channels.Email.Mime.Charsets;

/// <summary>The ISO sets .NET has no code page for: Nordic, Celtic and south-eastern European.</summary>
internal static class LatinTables
{
    private const int FirstOwn = 0xA0;

    public static Charset Latin6 { get; } = Of("iso-8859-10",
        "\u00A0ĄĒĢĪĨĶ§ĻĐŠŦŽ\u00ADŪŊ°ąēģīĩķ·ļđšŧž―ūŋĀÁÂÃÄÅÆĮČÉĘËĖÍÎÏÐŅŌÓÔÕÖŨØŲÚÛÜÝÞßāáâãäåæįčéęëėíîïðņōóôõöũøųúûüýþĸ");

    public static Charset Latin8 { get; } = Of("iso-8859-14",
        "\u00A0Ḃḃ£ĊċḊ§Ẁ©ẂḋỲ\u00AD®ŸḞḟĠġṀṁ¶ṖẁṗẃṠỳẄẅṡÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏŴÑÒÓÔÕÖṪØÙÚÛÜÝŶßàáâãäåæçèéêëìíîïŵñòóôõöṫøùúûüýŷÿ");

    public static Charset Latin10 { get; } = Of("iso-8859-16",
        "\u00A0ĄąŁ€„Š§š©Ș«Ź\u00ADźŻ°±ČłŽ”¶·žčș»ŒœŸżÀÁÂĂÄĆÆÇÈÉÊËÌÍÎÏĐŃÒÓÔŐÖŚŰÙÚÛÜĘȚßàáâăäćæçèéêëìíîïđńòóôőöśűùúûüęțÿ");

    private static Charset Of(string name, string upper) => new(name, bytes =>
        string.Create(bytes.Length, bytes, (text, from) =>
        {
            for (var i = 0; i < from.Length; i++) text[i] = from[i] < FirstOwn ? (char)from[i] : upper[from[i] - FirstOwn];
        }));
}
