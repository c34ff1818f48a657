using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Helpdesk.Core.Identity;
using Helpdesk.Core.Shared;
using Helpdesk.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Bench.Load;

/// <summary>What is read of a filled desk, over the API as a program or a mobile client would.</summary>
public sealed class LoadReads : IDisposable
{
    private const int Calls = 200;
    private const int DeepPages = 100;
    private static readonly Aim[] List = [new("p50 ms", 20)];
    private static readonly Aim[] Search = [new("p50 ms", 50)];
    private readonly HttpClient _all;
    private readonly HttpClient _agent;
    private readonly List<(string What, Func<int, Task> Call, Aim[] Aims)> _reads = [];

    private LoadReads(HttpClient all, HttpClient agent) => (_all, _agent) = (all, agent);

    /// <summary>Signs in, and looks up what is asked for later.</summary>
    public static async Task<LoadReads> PrepareAsync(BenchDesk desk, Actor agent)
    {
        var reads = new LoadReads(await ClientAsync(desk, desk.Acting), await ClientAsync(desk, agent));
        var tickets = await desk.DataAsync(db => db.Tickets.OrderBy(t => t.Id).Select(t => t.Id).ToListAsync());
        var names = await desk.DataAsync(db => db.Customers.OrderBy(c => c.Id).Select(c => c.Name).ToListAsync());
        var phones = await desk.DataAsync(db => db.CustomerIdentities.OrderBy(c => c.Id).Select(c => c.Value).ToListAsync());
        foreach (var view in Enum.GetValues<TicketView>())
        {
            var address = $"tickets?view={JsonNamingPolicy.CamelCase.ConvertName(view.ToString())}&limit=50";
            var http = view == TicketView.Mine ? reads._agent : reads._all;
            reads.Add($"list {view}", List, http, _ => address);
            if (await DeepAsync(http, address) is { } deep) reads.Add($"list {view}, a deep page", List, http, _ => deep);
        }

        reads.Add("list AllOpen, of one department", List, reads._agent, _ => "tickets?view=allOpen&limit=50");
        reads.Add("list Done, of one department", List, reads._agent, _ => "tickets?view=done&limit=50");
        reads.Add("search a name", Search, reads._all, i => $"customers?name={Uri.EscapeDataString(Some(names, i))}");
        reads.Add("search a name that is nobody's", Search, reads._all, i => $"customers?name=nobody{i}");
        reads.Add("search a phone", Search, reads._all, i => $"customers?phone=%2B{Some(phones, i)}");
        reads.Add("open a ticket: its details", List, reads._all, i => $"tickets/{Some(tickets, i).Value}");
        reads.Add("open a ticket: its newest 50 messages", List, reads._all, i => $"tickets/{Some(tickets, i).Value}/messages?limit=50");
        return reads;
    }

    /// <summary>Measures each with so many clients at once.</summary>
    public async Task RunAsync(Figures figures, int clients)
    {
        foreach (var (what, call, aims) in _reads)
        {
            for (var i = 0; i < clients; i++) await call(i);
            figures.Add(Pace.Name(what, clients), (await Pace.OfAsync(clients, Calls, call)).Values, aims);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _all.Dispose();
        _agent.Dispose();
    }

    private static T Some<T>(List<T> all, int i) => all[(int)((i * 7919L) % all.Count)];

    private static async Task<HttpClient> ClientAsync(BenchDesk desk, Actor member)
    {
        var scopes = new HashSet<Permission>(member.Granted);
        var token = await desk.Runner.RunAsync<CreateToken, Result<NewToken>>(member, use => use.ExecuteAsync(new TokenRequest(TokenKind.Personal, "bench", scopes), default));
        return new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false })
        {
            BaseAddress = new Uri(desk.Url, "/api/v1/"),
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token.Value.Text) },
        };
    }

    private static async Task<JsonElement> GetAsync(HttpClient http, string address) => await http.GetFromJsonAsync<JsonElement>(address);

    private void Add(string what, Aim[] aims, HttpClient http, Func<int, string> address) => _reads.Add((what, i => GetAsync(http, address(i)), aims));

    // The last page of the view, or one a good way in.
    private static async Task<string?> DeepAsync(HttpClient http, string address)
    {
        string? deep = null;
        for (var page = 0; page < DeepPages; page++)
        {
            var next = (await GetAsync(http, (deep ?? address).Replace("limit=50", "limit=200", StringComparison.Ordinal))).GetProperty("next").GetString();
            if (next is null) break;
            deep = $"{address}&cursor={next}";
        }

        return deep;
    }
}
