using Microsoft.Extensions.DependencyInjection;

namespace Helpdesk.Infrastructure.Import;

/// <summary>Wires the import of other systems.</summary>
internal static class ImportModule
{
    public static IServiceCollection AddImport(this IServiceCollection services) => services
        .AddSingleton<ImportRun>()
        .AddSingleton<ImportTarget>()
        .AddSingleton<ImportReportFiles>()
        .AddScoped<ImportAccount>()
        .AddScoped<ImportAnnouncement>()
        .AddScoped<ImportBatch>()
        .AddScoped<ImportedNumbers>()
        .AddScoped<IBatchWriter<OldDepartment>, DepartmentsWriter>()
        .AddScoped<IBatchWriter<OldPerson>, PeopleWriter>()
        .AddScoped<IBatchWriter<OldAlias>, AliasWriter>()
        .AddScoped<IBatchWriter<OldCustomer>, CustomersWriter>()
        .AddScoped<IBatchWriter<OldTicket>, TicketsWriter>()
        .AddScoped<IBatchWriter<OldEntry>, EntriesWriter>()
        .AddScoped<IBatchWriter<OldFile>, FilesWriter>();
}
