using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Helpdesk.Core.Shared;
using Helpdesk.Web.Doors;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Helpdesk.Web.Api;

/// <summary>One page of a list.</summary>
/// <param name="Items">The rows.</param>
/// <param name="Next">The <c>cursor</c> of the next page; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>What a caller asks of a list.</summary>
/// <param name="Cursor">From the page before.</param>
/// <param name="Limit">How many rows at most: 1 to 200, 50 when not said.</param>
public readonly record struct PageWish(string? Cursor, int? Limit)
{
    private const int Most = 200;
    private const int Usual = 50;

    /// <summary>How many rows.</summary>
    public int Take => Limit ?? Usual;

    /// <summary>Whether it can be fulfilled.</summary>
    public bool IsFair => Limit is null or (>= 1 and <= Most);

    /// <summary>The refusal of a wish nobody can fulfil, else null.</summary>
    public IResult? Check() => !IsFair ? ApiProblem.Query("limit", $"The limit is 1 to {Most}.") : null;
}

/// <summary>
/// Keyset cursors as callers carry them: opaque, URL-safe, with a version, and sealed, so that one which was made up, changed or taken from another list is
/// refused. They hold the last row's place, never content.
/// </summary>
public sealed class PageCursors(IDataProtectionProvider protection)
{
    private const byte Version = 1;

    /// <summary>Seals a place in a list.</summary>
    public string Write(string list, params ReadOnlySpan<long> place)
    {
        var bytes = new byte[1 + (place.Length * sizeof(long))];
        bytes[0] = Version;
        for (var i = 0; i < place.Length; i++) BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(1 + (i * sizeof(long))), place[i]);
        return Base64Url.EncodeToString(Protector(list).Protect(bytes));
    }

    /// <summary>Opens a cursor; null when it is not one of this list.</summary>
    public long[]? Read(string list, string cursor, int parts)
    {
        try
        {
            var bytes = Protector(list).Unprotect(Base64Url.DecodeFromChars(cursor));
            if (bytes.Length != 1 + (parts * sizeof(long)) || bytes[0] != Version) return null;
            return [.. Enumerable.Range(0, parts).Select(i => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(1 + (i * sizeof(long)))))];
        }
        catch (Exception broken) when (broken is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private IDataProtector Protector(string list) => protection.CreateProtector("api-cursor", list);
}

/// <summary>Shows slices as pages.</summary>
public static class Paging
{
    /// <summary>The refusal of a cursor that is not one of the list.</summary>
    public static IResult BadCursor { get; } = ApiProblem.Query("cursor", "This is no cursor of this list. Start without one.");

    /// <summary>The page, with the next one's address in the <c>Link</c> header (RFC 8288); or the refusal.</summary>
    public static IResult ToPage<TRow, TCursor, TItem>(this Result<Slice<TRow, TCursor>> slice, HttpContext context, Func<TRow, TItem> item, Func<TCursor, string> cursor)
        where TCursor : class => slice.ToHttp(found =>
        {
            var next = found.Next is { } last ? cursor(last) : null;
            if (next is not null) context.LinkNext("cursor", next);
            return Results.Ok(new Page<TItem>([.. found.Rows.Select(item)], next));
        });

    /// <summary>Names the address of the next page: this one with another value.</summary>
    public static void LinkNext(this HttpContext context, string name, string value)
    {
        var query = QueryHelpers.ParseQuery(context.Request.QueryString.Value);
        query[name] = value;
        context.Response.Headers.Link = $"<{QueryHelpers.AddQueryString(context.Request.Path, query)}>; rel=\"next\"";
    }
}
