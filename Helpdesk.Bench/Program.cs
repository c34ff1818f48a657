using Helpdesk.Bench;

return args.FirstOrDefault() switch
{
    "ingest" => await IngestBench.RunAsync(args.Skip(1).ToArray()),
    "list" => await ListBench.RunAsync(args.Skip(1).ToArray()),
    "routing" => await RoutingBench.RunAsync(args.Skip(1).ToArray()),
    "reply" => ReplyBench.Run(args.Skip(1).ToArray()),
    "mail" => await MailBench.RunAsync(args.Skip(1).ToArray()),
    "mail-speed" => await MailSpeedBench.RunAsync(args.Skip(1).ToArray()),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Helpdesk.Bench ingest [messages=10000] [chats=50]   webhook → database rate, inbound → screen-ready at 50/s");
    Console.Error.WriteLine("Helpdesk.Bench list [tickets=100000]               the list query by view");
    Console.Error.WriteLine("Helpdesk.Bench routing [tickets=2000]              assignments/s by four workers, and from room to screen; HELPDESK_BENCH_POSTGRES names a second database");
    Console.Error.WriteLine("Helpdesk.Bench reply <manifest.jsonl> [--show]     visible reply against expectations, by strength");
    Console.Error.WriteLine("Helpdesk.Bench mail <folder> <manifest.jsonl> [--show]   what is read of mails against what is expected, by field");
    Console.Error.WriteLine("Helpdesk.Bench mail-speed <folder>                       mails and MB per second on one core, memory for a 50 MB attachment");
    return 2;
}
