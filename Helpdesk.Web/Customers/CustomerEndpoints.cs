using System.ComponentModel;
using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Tickets;
using Helpdesk.Web.Api;
using Helpdesk.Web.Conversations;
using Helpdesk.Web.Doors;
using Helpdesk.Web.Tickets;

namespace Helpdesk.Web.Customers;

/// <summary>A customer in the API's lists.</summary>
public sealed record CustomerBody(
    long Id, string Name, [property: Description("Of the last message, by its script.")] string? Language, DateTimeOffset FirstSeenAt, IReadOnlyList<AddressBody> Addresses)
{
    /// <summary>As a row is shown.</summary>
    public static CustomerBody Of(CustomerRow row) => new(row.Id.Value, row.Name, row.Language, row.FirstSeenAt, [.. row.Addresses.Select(AddressBody.Of)]);
}

/// <summary>A customer with the tickets the token's owner sees.</summary>
public sealed record CustomerDetailsBody(CustomerBody Customer, [property: Description("Newest first, at most 50.")] IReadOnlyList<TicketHistoryBody> Tickets);

/// <summary>A customer who has not written yet.</summary>
public sealed record NewCustomerBody(
    [property: Description("Without a dialling code it is read the way of the workspace's country.")] string Phone,
    [property: Description("The number stands for it when there is none.")] string? Name = null);

/// <summary>What may be corrected by hand.</summary>
public sealed record CustomerNameBody(string Name);

/// <summary>Customers for programs.</summary>
public static class CustomerEndpoints
{
    private const string List = "customers";

    /// <summary>Maps <c>/customers</c>.</summary>
    public static void MapCustomers(this IEndpointRouteBuilder api)
    {
        var customers = api.MapGroup("/customers").WithTags("Customers");
        customers.MapGet("", ListAsync).Needs(Permission.ViewTickets).Produces<Page<CustomerBody>>().ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary("Lists customers, newest first.").WithDescription("Those with a ticket one sees; with ViewAllTickets everybody.");
        customers.MapGet("/{id:long}", FindAsync).Needs(Permission.ViewTickets).Produces<CustomerDetailsBody>()
            .WithSummary("Shows a customer.");
        customers.MapPost("", CreateAsync).Needs(Permission.EditCustomers).Changes().Produces<CreatedBody>(StatusCodes.Status201Created)
            .WithSummary("Adds a customer who has not written yet.");
        customers.MapPatch("/{id:long}", RenameAsync).Needs(Permission.EditCustomers).Changes().Produces(StatusCodes.Status204NoContent)
            .WithSummary("Corrects a customer's name.");
    }

    private static async Task<IResult> ListAsync(
        HttpContext context, ICustomerQueries queries, PageCursors cursors, [Description("The whole number.")] string? phone,
        [Description("Part of the name, as it is written.")] string? name, [Description("From the page before.")] string? cursor,
        [Description("1 to 200; 50 when not said.")] int? limit, CancellationToken ct)
    {
        var wish = new PageWish(cursor, limit);
        if (wish.Check() is { } refused) return refused;
        CustomerCursor? after = null;
        if (wish.Cursor is { } text)
        {
            if (cursors.Read(List, text, 1) is not [var last]) return Paging.BadCursor;
            after = new CustomerCursor(new CustomerId(last));
        }

        return (await queries.ListAsync(new CustomerFilter(phone, name), after, wish.Take, ct))
            .ToPage(context, CustomerBody.Of, last => cursors.Write(List, last.Id.Value));
    }

    private static async Task<IResult> FindAsync(long id, ICustomerQueries queries, CancellationToken ct) =>
        (await queries.FindAsync(new CustomerId(id), ct)).ToHttp(found =>
            Results.Ok(new CustomerDetailsBody(CustomerBody.Of(found.Row), [.. found.Tickets.Select(TicketHistoryBody.Of)])));

    private static async Task<IResult> CreateAsync(NewCustomerBody body, CreateCustomer create, CancellationToken ct) =>
        (await create.ExecuteAsync(body.Name ?? "", body.Phone, ct)).ToHttp(id => Results.Created($"{ApiRoutes.Root}/customers/{id.Value}", new CreatedBody(id.Value)));

    private static async Task<IResult> RenameAsync(long id, CustomerNameBody body, RenameCustomer rename, CancellationToken ct) =>
        (await rename.ExecuteAsync(new CustomerId(id), body.Name, ct)).ToHttp();
}
