using Helpdesk.Bench;

return args.FirstOrDefault() switch
{
    "ingest" => await IngestBench.RunAsync(args.Skip(1).ToArray()),
    "list" => await ListBench.RunAsync(args.Skip(1).ToArray()),
    "mail" => await MailBench.RunAsync(args.Skip(1).ToArray()),
    "mail-speed" => await MailSpeedBench.RunAsync(args.Skip(1).ToArray()),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Helpdesk.Bench ingest [messages=10000] [chats=50]   webhook → database rate, inbound → screen-ready at 50/s");
    Console.Error.WriteLine("Helpdesk.Bench list [tickets=100000]               the list query by view");
    Console.Error.WriteLine("Helpdesk.Bench mail <folder> <manifest.jsonl> [--show]   what is read of mails against what is expected, by field");
    Console.Error.WriteLine("Helpdesk.Bench mail-speed <folder>                       mails and MB per second on one core, memory for a 50 MB attachment");
    return 2;
}
