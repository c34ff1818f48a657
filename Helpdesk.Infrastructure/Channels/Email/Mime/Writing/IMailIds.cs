using System.Security.Cryptography;

namespace Helpdesk.Infrastructure.Channels.Email.Mime.Writing;

/// <summary>Where the unique part of a mail's identifier and boundaries comes from.</summary>
public interface IMailIds
{
    /// <summary>Letters and digits that no mail had before.</summary>
    string Next();
}

/// <summary>128 random bits each.</summary>
public sealed class RandomMailIds : IMailIds
{
    private const int Bytes = 16;

    /// <inheritdoc/>
    public string Next() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
}
