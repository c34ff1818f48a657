namespace Helpdesk.Core.Notifications;

/// <summary>What a member is told of. Stored by name, and its number is its place in a <see cref="NotificationMatrix"/>: new ones go last.</summary>
public enum NotificationKind
{
    /// <summary>A ticket came into the queue of one of my departments.</summary>
    NewTicket,

    /// <summary>A ticket was given to me, by somebody or by routing.</summary>
    Assigned,

    /// <summary>A ticket was passed on to me.</summary>
    Transferred,

    /// <summary>I am asked to take a ticket.</summary>
    OfferMade,

    /// <summary>A customer of mine, or of whom I supervise, has waited too long.</summary>
    Delayed,

    /// <summary>I hold as much as I can.</summary>
    CapacityReached,

    /// <summary>A colleague named me in a note.</summary>
    Mention,

    /// <summary>A customer wrote in a ticket I hold.</summary>
    CustomerReplied,

    /// <summary>An agent I supervise has lost the connection for longer than the grace.</summary>
    SessionDropped,

    /// <summary>My break, or that of an agent I supervise, lasts longer than planned.</summary>
    BreakOverrun,

    /// <summary>A colleague I asked to take a ticket said no, or nothing in time.</summary>
    OfferAnswered,
}

/// <summary>The ways a notification can reach its reader.</summary>
[Flags]
public enum NotificationChannels
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>The list behind the bell.</summary>
    List = 1,

    /// <summary>A notice in the corner of the page.</summary>
    Toast = 2,

    /// <summary>A tone, where the device's sound is on.</summary>
    Sound = 4,

    /// <summary>A notice of the operating system, while the reader is not here.</summary>
    Push = 8,
}

/// <summary>Kinds × channels, one bit each.</summary>
/// <param name="Bits">Four bits per kind: the lowest are those of the first.</param>
public readonly record struct NotificationMatrix(long Bits)
{
    private const int PerKind = 4;
    private const long All = 0xF;

    /// <summary>The kinds, in the order tables show them.</summary>
    public static IReadOnlyList<NotificationKind> Kinds { get; } = Enum.GetValues<NotificationKind>();

    /// <summary>The channels, in the order tables show them.</summary>
    public static IReadOnlyList<NotificationChannels> Channels { get; } =
        [NotificationChannels.List, NotificationChannels.Toast, NotificationChannels.Sound, NotificationChannels.Push];

    /// <summary>What a workspace starts with: the list for everything, and what cannot wait also disturbs (SEEDS 14.1, DECISIONS 41).</summary>
    public static NotificationMatrix Usual { get; } = default(NotificationMatrix)
        .With(NotificationKind.NewTicket, NotificationChannels.List)
        .With(NotificationKind.Assigned, NotificationChannels.List | NotificationChannels.Toast | NotificationChannels.Push)
        .With(NotificationKind.Transferred, NotificationChannels.List | NotificationChannels.Toast | NotificationChannels.Sound | NotificationChannels.Push)
        .With(NotificationKind.OfferMade, NotificationChannels.List | NotificationChannels.Toast | NotificationChannels.Sound | NotificationChannels.Push)
        .With(NotificationKind.Delayed, NotificationChannels.List | NotificationChannels.Toast | NotificationChannels.Sound | NotificationChannels.Push)
        .With(NotificationKind.CapacityReached, NotificationChannels.List)
        .With(NotificationKind.Mention, NotificationChannels.List | NotificationChannels.Toast | NotificationChannels.Sound | NotificationChannels.Push)
        .With(NotificationKind.CustomerReplied, NotificationChannels.List | NotificationChannels.Sound | NotificationChannels.Push)
        .With(NotificationKind.SessionDropped, NotificationChannels.List | NotificationChannels.Toast)
        .With(NotificationKind.BreakOverrun, NotificationChannels.List | NotificationChannels.Toast)
        .With(NotificationKind.OfferAnswered, NotificationChannels.List | NotificationChannels.Toast);

    /// <summary>The channels of a kind.</summary>
    public NotificationChannels this[NotificationKind kind] => (NotificationChannels)((Bits >> Shift(kind)) & All);

    /// <summary>Whether one cell is set.</summary>
    public bool Has(NotificationKind kind, NotificationChannels channel) => (this[kind] & channel) != 0;

    /// <summary>The same with other channels for a kind.</summary>
    public NotificationMatrix With(NotificationKind kind, NotificationChannels channels) =>
        new((Bits & ~(All << Shift(kind))) | ((long)channels << Shift(kind)));

    /// <summary>The same with one cell set or cleared.</summary>
    public NotificationMatrix With(NotificationKind kind, NotificationChannels channel, bool on) =>
        With(kind, on ? this[kind] | channel : this[kind] & ~channel);

    private static int Shift(NotificationKind kind) => (int)kind * PerKind;
}
