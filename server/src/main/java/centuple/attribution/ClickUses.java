package centuple.attribution;

/** How many other orders a click is paid for, which may shut the order at hand out. */
@FunctionalInterface
public interface ClickUses {
    /** No click was ever used. */
    ClickUses NONE = clickId -> 0;

    /**
     * Other orders the click is paid for; 0 where the order at hand was itself paid for it before.
     *
     * @param clickId the public form, {@code clk_...}
     */
    int otherOrders(String clickId);
}
