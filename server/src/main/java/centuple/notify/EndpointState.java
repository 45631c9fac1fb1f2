package centuple.notify;

/** Whether an endpoint is told of events. What it misses meanwhile waits for it in every state. */
public enum EndpointState {
    /** It is told. */
    ACTIVE,
    /** Its shop stopped it for a while. */
    PAUSED,
    /** The exchange stopped it: it did not take an event for days, or said that it is gone. */
    DISABLED
}
