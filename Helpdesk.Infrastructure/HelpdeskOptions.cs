using System.ComponentModel.DataAnnotations;

namespace Helpdesk.Infrastructure;

/// <summary>Where the installation keeps its things, under <c>Helpdesk</c>.</summary>
public sealed class HelpdeskOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Helpdesk";

    /// <summary><c>Sqlite</c> (default), <c>Postgres</c> or <c>SqlServer</c>.</summary>
    public string Database { get; set; } = "Sqlite";

    /// <summary>The connection string; empty for SQLite's file in the data folder.</summary>
    public string Connection { get; set; } = "";

    /// <summary>Files, spool and the SQLite database.</summary>
    [Required]
    public string DataFolder { get; set; } = "data";

    /// <summary>The master key in base64; empty for the key file.</summary>
    public string MasterKey { get; set; } = "";

    /// <summary>Where the key file lies: outside the data folder, so that a copied backup does not open itself (DECISIONS 31).</summary>
    [Required]
    public string KeyFile { get; set; } = "keys/master.key";

    /// <summary>How the product is reached from outside, such as <c>https://desk.example.com</c>; empty for the address it listens on.</summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>Addresses of the proxies in front, separated by commas: only from them is <c>X-Forwarded-For</c> believed (ABUSE 31, DECISIONS 43).</summary>
    public string KnownProxies { get; set; } = "";

    /// <summary>The name server that proves domains, such as <c>9.9.9.9</c> or <c>127.0.0.1:5353</c>; empty for the machine's own.</summary>
    public string DnsServer { get; set; } = "";

    /// <summary>
    /// Where several nodes hear of each other's changes: <c>redis://user:password@host:6379/0</c>, or <c>rediss://</c> for TLS; the same on every
    /// node. Empty for a single node.
    /// </summary>
    public string Redis { get; set; } = "";

    /// <summary>Relative folders are meant from the content root, wherever the process was started.</summary>
    public void ResolveAgainst(string root) =>
        (DataFolder, KeyFile) = (Path.GetFullPath(Path.Combine(root, DataFolder)), Path.GetFullPath(Path.Combine(root, KeyFile)));

    /// <summary>Attachments and pictures; one folder for all nodes.</summary>
    public string FilesFolder => Path.Combine(DataFolder, "files");

    /// <summary>The connection string in use.</summary>
    public string EffectiveConnection => Connection.Length > 0 ? Connection : $"Data Source={Path.Combine(DataFolder, "helpdesk.db")}";
}
