using Helpdesk.Bench;
using Helpdesk.Bench.Live;
using Helpdesk.Bench.Load;

try
{
    return args switch
    {
        ["live", .. var rest] => await LiveBench.RunAsync(rest),
        [CrowdProcess.Command] => await Crowd.RunAsync(),
        ["load", .. var rest] => await LoadBench.RunAsync(rest),
        ["ingest", .. var rest] => await IngestBench.RunAsync(rest),
        ["routing", .. var rest] => await RoutingBench.RunAsync(rest),
        ["reply", .. var rest] => ReplyBench.Run(rest),
        ["mail", .. var rest] => await MailBench.RunAsync(rest),
        ["mail-speed", .. var rest] => await MailSpeedBench.RunAsync(rest),
        _ => Usage(),
    };
}
catch (UsageException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return Usage();
}

static int Usage()
{
    Console.Error.WriteLine("""
        Helpdesk.Bench live [--clients 1000] [--runs 3] [--redis URL]
            hub clients of a process of their own and console pages: connecting, fan-out, flood, catch-up, memory; written to docs/performance.md
        Helpdesk.Bench load [--tickets 10000,100000] [--messages 1000000] [--runs 3]
            lists, search, opening, creating and ingest on a filled database; written to docs/performance.md
        Helpdesk.Bench ingest [messages=10000] [chats=50]   webhook → database rate, inbound → screen-ready at 50/s
        Helpdesk.Bench routing [tickets=2000]               assignments/s by four workers, and from room to screen
        Helpdesk.Bench reply <manifest.jsonl> [--show]      visible reply against expectations, by strength
        Helpdesk.Bench mail <folder> <manifest.jsonl> [--show]   what is read of mails against what is expected, by field
        Helpdesk.Bench mail-speed <folder>                  mails and MB per second on one core, memory for a 50 MB attachment

        HELPDESK_BENCH_POSTGRES: connection string of a PostgreSQL database that is empty or not there; live then runs on it, load and routing also.
        """);
    return 2;
}
