package centuple.link;

/** What became of an address that was read. */
public sealed interface TargetReading {

    /** An address in the one accepted form. Nothing is said yet about who owns its host. */
    record Good(TargetUrl url) implements TargetReading {
    }

    /** Refused; never repaired. */
    record Bad(TargetFault fault) implements TargetReading {
    }
}
