using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Helpdesk.Infrastructure.Persistence;

/// <summary>Refuses a start with an unknown database or a connection string that its driver cannot read, naming the setting.</summary>
internal sealed class DatabaseChoice : IValidateOptions<HelpdeskOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, HelpdeskOptions options)
    {
        if (Reader(options.Database) is not { } reader)
            return ValidateOptionsResult.Fail($"Helpdesk__Database is '{options.Database}': use Sqlite, Postgres or SqlServer.");
        if (options.Connection.Length == 0)
        {
            return options.Database == "Sqlite"
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail($"Helpdesk__Database is {options.Database}, but Helpdesk__Connection is empty: it needs the connection string.");
        }

        try
        {
            reader.ConnectionString = options.Connection;
            return ValidateOptionsResult.Success;
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException or KeyNotFoundException)
        {
            return ValidateOptionsResult.Fail($"Helpdesk__Connection is no connection string of {options.Database}: {unreadable.Message}");
        }
    }

    private static DbConnectionStringBuilder? Reader(string database) => database switch
    {
        "Sqlite" => new SqliteConnectionStringBuilder(),
        "Postgres" => new NpgsqlConnectionStringBuilder(),
        "SqlServer" => new SqlConnectionStringBuilder(),
        _ => null,
    };
}
