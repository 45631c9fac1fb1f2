package centuple.connect.check;

import centuple.connect.Landing;
import centuple.connect.Platform;
import centuple.connect.inbox.InboxEvent;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says of a connection what arrived, and what is wrong. Stateless. */
public final class Checkup {
    /** Newest events that are looked at. */
    public static final int EVENTS_MAX = 20;

    /** Polled orders without any message after which the platform's webhook seems to be off. */
    private static final int POLLED_ALONE_MIN = 3;
    /** How long a message may come later than the asking. */
    private static final Duration MESSAGE_LATE_MAX = Duration.ofMinutes(30);

    private Checkup() {
    }

    /**
     * What is known of a connection.
     *
     * @param refusals messages that were not taken
     * @param pingAt when the way was last tried without a signature; null for never
     * @param pollProblem what asking the platform met last; empty where all is well or it is not asked
     * @param newest the newest events, the newest first
     */
    public record Known(Refusals refusals, @Nullable Instant pingAt, String pollProblem,
            Landing.Rule landing, List<InboxEvent> newest) {
        public Known {
            newest = List.copyOf(newest);
        }
    }

    /**
     * Messages that were not taken.
     *
     * @param unsigned the last that was not signed with the connection's secret; null for none
     * @param signed the last that was; null for none
     * @param secretSince since when the connection is as it is
     */
    public record Refusals(@Nullable LastRefusal unsigned, @Nullable LastRefusal signed, Instant secretSince) {
    }

    /** A message that was not taken. */
    public record LastRefusal(Instant at, String why) {
    }

    /** Looks at it. */
    public static List<Finding> of(Platform platform, Known known, Instant now) {
        List<Finding> findings = new ArrayList<>(RefusalFindings.of(platform, known.refusals(), known.newest()));
        Optional<InboxEvent> newest = known.newest().stream().findFirst();
        if (!known.pollProblem().isEmpty()) {
            findings.add(Finding.wrong("orders cannot be asked for: " + known.pollProblem()));
        }
        known.newest().stream().filter(event -> event.standing().state() == InboxEvent.State.PARKED).findFirst()
                .ifPresent(event -> findings.add(Finding.wrong(what(event) + " is parked: "
                        + event.standing().reason()
                        + ". Mend the cause, then have it mapped again: POST /v1/connections/"
                        + platform.name() + "/events/replay")));
        webhookOff(platform, known, now).ifPresent(findings::add);
        newest.map(Checkup::arrived).or(() -> beforeTheFirst(platform, known)).ifPresent(findings::add);
        marks(platform, known).ifPresent(findings::add);
        return findings;
    }

    /**
     * What to tell of the last orders that name a partner and a day under terms that pay by token.
     *
     * @param orders how many there are
     */
    public static Optional<Finding> uncountedDays(long orders) {
        return orders == 0
                ? Optional.empty()
                : Optional.of(Finding.wrong("of the last orders " + orders + (orders == 1 ? " names" : " name")
                        + " a partner and a day, but no token, and your terms with that partner pay by token: such an"
                        + " order is nobody's. Have the token carried to the order by the landing helper or a connector;"
                        + " or, where visitors are asked before their landing page is recorded, set landing to token;"
                        + " or offer terms that are identifier_free"));
    }

    private static Optional<Finding> beforeTheFirst(Platform platform, Known known) {
        if (known.pingAt() != null) {
            return Optional.of(Finding.good("a ping came at " + time(known.pingAt())
                    + ": the address is right; now the first order must come"));
        }
        return known.refusals().unsigned() == null && known.refusals().signed() == null
                ? Optional.of(Finding.open("nothing has come yet. " + platform.testStep()))
                : Optional.empty();
    }

    private static Finding arrived(InboxEvent event) {
        InboxEvent.Standing standing = event.standing();
        return switch (standing.state()) {
            case WAITING -> Finding.open(what(event) + " arrived and waits to be booked"
                    + (standing.reason().isEmpty() ? "" : ": " + standing.reason()));
            case DONE -> Finding.good(what(event) + " arrived and is booked as order " + standing.orderReference());
            case IGNORED -> Finding.good(what(event) + " arrived; it books nothing: " + standing.reason());
            case PARKED -> Finding.open("the newest message is the parked one");
        };
    }

    private static String what(InboxEvent event) {
        String name = event.isPolled() ? "an order that was asked for" : "a message " + event.notice().topic();
        return name.strip() + " of " + time(event.arrivedAt());
    }

    static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Orders that are only ever found by asking: the platform gave up sending. */
    private static Optional<Finding> webhookOff(Platform platform, Known known, Instant now) {
        Optional<Instant> lastMessage = known.newest().stream().filter(event -> !event.isPolled())
                .map(InboxEvent::arrivedAt).findFirst();
        long alone = known.newest().stream()
                .filter(event -> event.isPolled() && event.arrivedAt().isBefore(now.minus(MESSAGE_LATE_MAX))
                        && lastMessage.filter(at -> at.isAfter(event.arrivedAt())).isEmpty())
                .count();
        return alone < POLLED_ALONE_MIN || !platform.sendsMessages()
                ? Optional.empty()
                : Optional.of(Finding.wrong("orders are found by asking only, no message has come since "
                        + lastMessage.map(Checkup::time).orElse("the beginning")
                        + ": the platform's webhook is missing or was switched off; make it again"));
    }

    private static Optional<Finding> marks(Platform platform, Known known) {
        List<Boolean> orders = known.newest().stream().flatMap(
                event -> Optional.ofNullable(event.standing().hasMarks()).stream()).toList();
        if (orders.isEmpty()) {
            return Optional.empty();
        }
        if (orders.contains(true)) {
            return Optional.of(
                    Finding.good("orders carry what ties them to a partner: a token, a coupon or a partner's day"));
        }
        String unread = platform.landing().isEmpty() || known.landing() == Landing.Rule.TOKEN
                ? ""
                : ". Of the landing pages that " + platform.title() + " records "
                        + (known.landing() == Landing.Rule.OFF ? "nothing" : "the partner is read, but no token")
                        + " (landing: " + known.landing().wire() + ")";
        return Optional.of(Finding.open((orders.size() == 1
                ? "the last order carried no click token"
                : "none of the last " + orders.size() + " orders carried a click token")
                + ". That is as it should be for visitors whom no partner sent; to try it, follow a partner's link to your shop "
                + "and order something" + unread));
    }
}
