namespace Helpdesk.Core.Tickets;

/// <summary>Where a ticket stands (DECISIONS 9). Unassigned is not a status.</summary>
public enum TicketStatus
{
    /// <summary>No human has replied yet.</summary>
    New,

    /// <summary>A human has replied; work goes on.</summary>
    Open,

    /// <summary>Set aside by a person until the customer answers.</summary>
    Pending,

    /// <summary>Set aside by a person for another reason.</summary>
    OnHold,

    /// <summary>Done; a message of the customer reopens it, silence closes it.</summary>
    Resolved,

    /// <summary>Over.</summary>
    Closed,
}

/// <summary>How urgent a ticket is.</summary>
public enum TicketPriority
{
    Low,
    Normal,
    High,
    Urgent,
}

/// <summary>Whose turn it is; drives waiting, delay and capacity (DECISIONS 9).</summary>
public enum WaitingOn
{
    Nobody,
    Agent,
    Customer,
}

/// <summary>Who said the last thing in a thread.</summary>
public enum LastSpeaker
{
    Nobody,
    Customer,
    Agent,
}
