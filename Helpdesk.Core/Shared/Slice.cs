namespace Helpdesk.Core.Shared;

/// <summary>One keyset page: the rows, and the cursor of the next page when there is one.</summary>
public sealed record Slice<TRow, TCursor>(IReadOnlyList<TRow> Rows, TCursor? Next)
    where TCursor : class;
