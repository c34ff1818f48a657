using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Helpdesk.Core.Identity;

namespace Helpdesk.Infrastructure.Identity;

internal sealed class LinkTokens : ILinkTokens
{
    public (string Token, string Hash) Create()
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return (token, HashOf(token));
    }

    public string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
