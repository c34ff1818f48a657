using System.Globalization;
using System.Text;
using QRCoder;

namespace Helpdesk.Web.Identity;

/// <summary>A QR code as one SVG path, drawn in the page itself: a secret is asked of no picture server.</summary>
public sealed record QrPath(int Size, string Path)
{
    /// <summary>Nothing.</summary>
    public static QrPath None { get; } = new(1, "");

    /// <summary>Draws a text, with the quiet zone readers need.</summary>
    public static QrPath Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
        {
            var row = code.ModuleMatrix[y];
            for (var x = 0; x < row.Count; x++)
                if (row[x]) path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        }

        return new QrPath(code.ModuleMatrix.Count, path.ToString());
    }
}
