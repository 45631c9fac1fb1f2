package centuple.connect.check;

import centuple.connect.inbox.InboxEvent.From;
import centuple.connect.inbox.TwoTellers;

import java.util.List;
import java.util.Optional;

/** Finds that two sources of one shop tell orders of the same numbers. Stateless. */
public final class SameNumbers {
    private SameNumbers() {
    }

    /**
     * Parked events of one platform for one reason.
     *
     * @param order the number of one of them
     */
    public record Parked(String platform, String reason, long count, String order) {
    }

    /** What to tell of a connection, whichever of the two it is. */
    public static List<Finding> of(From from, List<Parked> parked) {
        return parked.stream().flatMap(one -> finding(from, one).stream()).toList();
    }

    private static Optional<Finding> finding(From from, Parked parked) {
        return TwoTellers.teller(parked.reason())
                .filter(teller -> from.platform().equals(parked.platform()) || from.platform().equals(teller))
                .map(teller -> Finding.wrong(parked.platform() + " and " + teller + " tell orders of the same numbers: "
                        + parked.count() + " messages of " + parked.platform() + " in the last 30 days, such as of"
                        + " order " + parked.order() + ", are parked, because " + teller + " told the order first. If"
                        + " both report the same sales, one of them is enough: take one connection away. If not, have"
                        + " one of them number otherwise, and report what is parked by POST /v1/orders under references"
                        + " of its own."));
    }
}
