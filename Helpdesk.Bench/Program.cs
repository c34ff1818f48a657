Console.WriteLine("Helpdesk.Bench");
