package centuple.attribution;

/** How many orders have been paid for a click already, the order at hand left out. */
@FunctionalInterface
public interface ClickUses {
    /** No click was ever used. */
    ClickUses NONE = clickId -> 0;

    /**
     * Other orders the click is paid for.
     *
     * @param clickId the public form, {@code clk_...}
     */
    int otherOrders(String clickId);
}
