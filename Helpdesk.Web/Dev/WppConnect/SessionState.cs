namespace Helpdesk.Web.Dev.WppConnect;

/// <summary>A session's status as status-session tells it (contract: "Session lifecycle").</summary>
public enum SessionState
{
    /// <summary>CLOSED, also before the first start.</summary>
    Closed,

    /// <summary>INITIALIZING.</summary>
    Initializing,

    /// <summary>QRCODE: waiting for the business's phone to scan.</summary>
    QrCode,

    /// <summary>PHONECODE: waiting for the business to type the pairing code.</summary>
    PhoneCode,

    /// <summary>CONNECTED.</summary>
    Connected,
}

/// <summary>What a customer's phone does by itself with a message of the business.</summary>
public enum AutoAcks
{
    /// <summary>The phone is off: the message stays at ack 1.</summary>
    None,

    /// <summary>The phone is on: ack 2.</summary>
    Received,

    /// <summary>The chat is open: acks 2 and 3.</summary>
    Read,
}
