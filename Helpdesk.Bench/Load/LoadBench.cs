namespace Helpdesk.Bench.Load;
public static class LoadBench { public static Task<int> RunAsync(string[] args) => Task.FromResult(args.Length); }
