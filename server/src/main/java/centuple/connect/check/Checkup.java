package centuple.connect.check;

import centuple.connect.Mapping;
import centuple.connect.Payload;
import centuple.connect.Platform;
import centuple.connect.Refusal;
import centuple.connect.SecretOrigin;
import centuple.connect.UnreadableException;
import centuple.connect.inbox.InboxEvent;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says of a connection what arrived, and what is wrong. Stateless. */
public final class Checkup {
    /** Newest events that are looked at. */
    public static final int EVENTS_MAX = 20;

    /** Polled orders without any message after which the platform's webhook seems to be off. */
    private static final int POLLED_ALONE_MIN = 3;
    /** How long a message may come later than the asking. */
    private static final Duration MESSAGE_LATE_MAX = Duration.ofMinutes(30);
    private static final List<String> MARKS = List.of("token", "tokens", "landing_url", "coupons", "giver_day",
            "giver_days", "affiliate_attribution");

    private Checkup() {
    }

    /**
     * What is known of a connection.
     *
     * @param refusal the last message that was not believed; null for none
     * @param pollProblem what asking the platform met last; empty where all is well or it is not asked
     * @param newest the newest events, the newest first
     */
    public record Known(@Nullable LastRefusal refusal, String pollProblem, List<Seen> newest) {
        public Known {
            newest = List.copyOf(newest);
        }
    }

    /** A message that was not believed. */
    public record LastRefusal(Instant at, String why) {
    }

    /** An event and what is kept of it. */
    public record Seen(InboxEvent event, Payload body) {
    }

    /** Looks at it. */
    public static List<Finding> of(Platform platform, Known known, Instant now) {
        List<Finding> findings = new ArrayList<>();
        Optional<Seen> newest = known.newest().stream().findFirst();
        LastRefusal refusal = known.refusal();
        if (refusal != null && newest.filter(seen -> seen.event().arrivedAt().isAfter(refusal.at())).isEmpty()) {
            findings.add(Finding.wrong("a message came at " + refusal.at() + " and was not believed: " + refusal.why()
                    + ". " + advice(platform, refusal.why())));
        }
        if (!known.pollProblem().isEmpty()) {
            findings.add(Finding.wrong("orders cannot be asked for: " + known.pollProblem()));
        }
        known.newest().stream().filter(seen -> seen.event().standing().state() == InboxEvent.State.PARKED).findFirst()
                .ifPresent(seen -> findings.add(Finding.wrong(what(seen.event()) + " is parked: "
                        + seen.event().standing().reason() + ". Mend it, then have it mapped again (replay).")));
        webhookOff(known, now).ifPresent(findings::add);
        newest.ifPresentOrElse(seen -> findings.add(arrived(seen.event())), () -> {
            if (refusal == null) {
                findings.add(Finding.open("nothing has come yet: send a test message as the last step says"));
            }
        });
        marks(platform, known.newest()).ifPresent(findings::add);
        return findings;
    }

    private static String advice(Platform platform, String why) {
        if (why.startsWith(Refusal.SIGNATURE_MISSING.explanation())) {
            return "Has the webhook a secret in " + platform.title() + "?";
        }
        if (why.startsWith(Refusal.SIGNATURE_WRONG.explanation())) {
            return platform.secretOrigin() == SecretOrigin.PLATFORM
                    ? "Set the secret that " + platform.title() + " shows now."
                    : "Give " + platform.title() + " the secret of this connection, or make a new one (rotate).";
        }
        return why.startsWith(Refusal.TIMESTAMP_WRONG.explanation())
                ? "Check the clocks of the shop's server and of this one."
                : "Is it sent as JSON?";
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
        return (event.isPolled() ? "an order that was asked for" : "a message " + event.notice().topic()) + " of "
                + event.arrivedAt();
    }

    /** Orders that are only ever found by asking: the platform gave up sending. */
    private static Optional<Finding> webhookOff(Known known, Instant now) {
        Optional<Instant> lastMessage = known.newest().stream().map(Seen::event).filter(event -> !event.isPolled())
                .map(InboxEvent::arrivedAt).findFirst();
        long alone = known.newest().stream().map(Seen::event)
                .filter(event -> event.isPolled() && event.arrivedAt().isBefore(now.minus(MESSAGE_LATE_MAX))
                        && lastMessage.filter(at -> at.isAfter(event.arrivedAt())).isEmpty())
                .count();
        return alone < POLLED_ALONE_MIN
                ? Optional.empty()
                : Optional.of(Finding.wrong("orders are found by asking only, no message has come since "
                        + lastMessage.map(Instant::toString).orElse("the beginning")
                        + ": the platform's webhook is missing or was switched off; make it again"));
    }

    private static Optional<Finding> marks(Platform platform, List<Seen> newest) {
        List<Map<String, Object>> snapshots = newest.stream().flatMap(seen -> facts(platform, seen).stream())
                .filter(fact -> !"refund".equals(fact.get("type"))).toList();
        if (snapshots.isEmpty()) {
            return Optional.empty();
        }
        boolean any = snapshots.stream().anyMatch(fact -> MARKS.stream().anyMatch(fact::containsKey));
        return Optional.of(any
                ? Finding.good("orders carry what ties them to a partner: a token, a coupon or a partner's day")
                : Finding.open("none of the last " + snapshots.size() + " orders carried a click token. That is as it"
                        + " should be for visitors whom no partner sent; to try it, follow a partner's link to your"
                        + " shop and order something"));
    }

    private static List<Map<String, Object>> facts(Platform platform, Seen seen) {
        try {
            return platform.map(seen.event().notice().topic(), seen.body()) instanceof Mapping.Facts(var facts)
                    ? facts
                    : List.of();
        } catch (UnreadableException parked) {
            return List.of(); // told by its parking
        }
    }
}
