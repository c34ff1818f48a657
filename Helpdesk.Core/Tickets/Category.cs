using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tenancy;

namespace Helpdesk.Core.Tickets;

/// <summary>What tickets can be about, and which skills their agent needs (SEEDS 1.1: categories and who may work them, stored but never used in routing).</summary>
public sealed class Category : Aggregate, ITenantOwned, ILogged
{
    private Category()
    {
    }

    public CategoryId Id { get; private set; }

    public TenantId TenantId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The skills an agent must have to be given such a ticket, in the workspace's own words.</summary>
    public IReadOnlyList<string> Skills { get; private set; } = [];

    /// <summary>Whether it can be chosen; tickets that have it keep it.</summary>
    public bool Active { get; private set; } = true;

    string ILogged.LogName => Name;

    /// <summary>Makes one, or says what is wrong.</summary>
    public static Result<Category> Create(CategoryId id, string name, IReadOnlyList<string> skills)
    {
        var category = new Category { Id = id };
        return category.Change(name, skills, active: true) is { } refused ? refused : category;
    }

    /// <summary>Changes it.</summary>
    public Error? Change(string name, IReadOnlyList<string> skills, bool active)
    {
        name = name.Trim();
        if (name.Length is 0 or > 60) return CategoryErrors.Name;
        if (new WorkProfile(0, [], skills).Check() is not null) return CategoryErrors.Skills;
        (Name, Skills, Active) = (name, WorkProfile.Words(skills), active);
        Edited();
        Raise(new CategoryChanged(Id));
        return null;
    }
}

/// <summary>A category was added or changed.</summary>
public sealed record CategoryChanged(CategoryId Category) : IDomainEvent;

/// <summary>A category as lists and pickers show one.</summary>
public sealed record CategoryRow(CategoryId Id, string Name, IReadOnlyList<string> Skills, bool Active, long Version);

/// <summary>Categories, to read and to write.</summary>
public interface ICategoryStore
{
    /// <summary>All, by name.</summary>
    Task<IReadOnlyList<CategoryRow>> ListAsync(CancellationToken ct);

    /// <summary>One, tracked.</summary>
    Task<Category?> FindAsync(CategoryId id, CancellationToken ct);

    void Add(Category category);
}

/// <summary>Refusals about categories.</summary>
public static class CategoryErrors
{
    public static readonly Error Name = new("category.name", ErrorKind.Invalid);
    public static readonly Error NameTaken = new("category.name-taken", ErrorKind.Conflict);
    public static readonly Error Skills = new("category.skills", ErrorKind.Invalid);
    public static readonly Error NotFound = new("category.not-found", ErrorKind.NotFound);
}

/// <summary>Adds or changes what tickets can be about.</summary>
public sealed class ChangeCategory(ICategoryStore categories, IIdSource ids, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Adds one.</summary>
    public async Task<Result<CategoryId>> AddAsync(string name, IReadOnlyList<string> skills, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageRouting) is { } denied) return denied;
        var category = Category.Create(new CategoryId(ids.Next()), name, skills);
        if (!category.Succeeded) return category.Error;
        categories.Add(category.Value);
        var saved = await work.SaveAsync(ct);
        return saved.Succeeded ? category.Value.Id : saved.Error == SaveErrors.Duplicate ? CategoryErrors.NameTaken : saved.Error;
    }

    /// <summary>Changes one.</summary>
    public async Task<Result> ExecuteAsync(CategoryId id, string name, IReadOnlyList<string> skills, bool active, CancellationToken ct)
    {
        if (actor.Lacks(Permission.ManageRouting) is { } denied) return denied;
        if (await categories.FindAsync(id, ct) is not { } category) return CategoryErrors.NotFound;
        if (category.Change(name, skills, active) is { } refused) return refused;
        var saved = await work.SaveAsync(ct);
        return saved.Error == SaveErrors.Duplicate ? CategoryErrors.NameTaken : saved;
    }
}

/// <summary>Says what a ticket is about.</summary>
public sealed class CategoriseTicket(ITicketStore tickets, ICategoryStore categories, IUnitOfWork work, IActorAccessor actor)
{
    /// <summary>Sets the category; none takes it away.</summary>
    public async Task<Result> ExecuteAsync(TicketId id, CategoryId? category, CancellationToken ct)
    {
        if (actor.Lacks(Permission.WorkTickets) is { } denied) return denied;
        if (await tickets.FindAsync(id, ct) is not { } ticket) return TicketErrors.NotFound;
        if (category is { } chosen && await categories.FindAsync(chosen, ct) is not { Active: true }) return CategoryErrors.NotFound;
        if (ticket.Categorise(category) is { } refused) return refused;
        return await work.SaveAsync(ct);
    }
}
