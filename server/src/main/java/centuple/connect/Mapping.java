package centuple.connect;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an event says of orders. */
public sealed interface Mapping {
    /**
     * Facts, each an object of our own order format (docs/reference/orders.md), as {@link FactDraft} writes it.
     */
    record Facts(List<Map<String, Object>> facts) implements Mapping {
        private static final List<String> MARKS = List.of("token", "tokens", "landing_url", "coupons", "giver_day",
                "giver_days", "affiliate_attribution");

        public Facts {
            facts = List.copyOf(facts);
            if (facts.isEmpty()) {
                throw new IllegalArgumentException("an event without facts says nothing: use Nothing");
            }
        }

        /** Whether one of the orders came with what ties it to a partner; empty where these are refunds only. */
        public Optional<Boolean> hasMarks() {
            List<Map<String, Object>> orders = facts.stream()
                    .filter(fact -> "snapshot".equals(fact.getOrDefault("type", "snapshot"))).toList();
            return orders.isEmpty()
                    ? Optional.empty()
                    : Optional.of(orders.stream().anyMatch(order -> MARKS.stream().anyMatch(order::containsKey)));
        }
    }

    /**
     * It is none of our business.
     *
     * @param why such as {@code an order that is not paid}
     */
    record Nothing(String why) implements Mapping {
    }

    /**
     * It only names what changed: these are asked for, and the event is mapped again with their answers in
     * {@code fetched}, a list in the order of the calls.
     */
    record Fetch(List<ApiCall> calls) implements Mapping {
        /** Calls one event may need. */
        public static final int CALLS_MAX = 5;

        public Fetch {
            calls = List.copyOf(calls);
            if (calls.isEmpty() || calls.size() > CALLS_MAX) {
                throw new IllegalArgumentException("an event needs 1 to " + CALLS_MAX + " calls");
            }
        }
    }

    /**
     * It says something of an order that another message told: the event is mapped again with what is kept of that one
     * in {@code joined}. Until it is there the event waits, and after {@link #WAIT_MAX} it is ignored.
     *
     * @param topic of the other message
     * @param order the reference under which that one was booked
     */
    record Join(String topic, String order) implements Mapping {
        /** The field that holds the other message. */
        public static final String JOINED = "joined";
        /** Longer than platforms repeat a message that did not arrive. */
        public static final Duration WAIT_MAX = Duration.ofDays(4);
    }

    /**
     * It cannot be understood as it is; it is kept aside with the reason until somebody has it mapped again.
     *
     * @param why for the shop's owner: what is wrong and what to do
     */
    record Unreadable(String why) implements Mapping {
    }
}
