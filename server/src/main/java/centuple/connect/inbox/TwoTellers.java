package centuple.connect.inbox;

import java.util.Optional;

/** Why an event is parked whose order another source tells. Stateless. */
public final class TwoTellers {
    /** What every such reason begins with. */
    public static final String BEGINNING = "the order is told by ";
    private static final String END = " already, and an order has one teller. If it is the same sale, nothing is"
            + " missing. If it is another one under the same number, report it by POST /v1/orders under a reference of"
            + " its own, and see to it that the numbers do not meet any more";

    private TwoTellers() {
    }

    /** The reason, where that source tells the order. */
    public static String reason(String teller) {
        return BEGINNING + teller + END;
    }

    /** Who tells the order, if that is why an event is parked. */
    public static Optional<String> teller(String reason) {
        return reason.startsWith(BEGINNING) && reason.endsWith(END)
                ? Optional.of(reason.substring(BEGINNING.length(), reason.length() - END.length()))
                : Optional.empty();
    }
}
