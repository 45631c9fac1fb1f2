package centuple.shop.partnership;

/** Where a partnership stands. */
public enum PartnershipState {
    /** One shop proposed it; the other has not answered. */
    PROPOSED,
    /** Both want it. */
    ACCEPTED,
    /** The other shop said no, or the proposer took it back. */
    DECLINED,
    /** One of them ended it; what was clicked before stays paid. */
    ENDED
}
