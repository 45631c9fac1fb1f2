package centuple.shop;

import centuple.money.BasisPoints;
import centuple.money.Currency;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a receiver offers a giver. Immutable: a change is a new version, and a click keeps the version it was made
 * under.
 *
 * @param receiver who pays
 * @param giver who is paid
 * @param version 1 and up, counted for this receiver and giver
 * @param currency of flat rates, the cap and the value of a visit
 * @param rules the default rule first; one rule for each category and customer kind
 * @param limits window, hold, cap and orders per click
 * @param shares the exchange's fee and the chain split, frozen here so that later settings change no booked order
 * @param arrival where on the receiver's site visitors arrive, and with what
 * @param offeredAt when the receiver offered it
 * @param acceptedAt when the giver accepted it, from when it is in force; null while it is only offered
 */
public record Terms(ShopId receiver, ShopId giver, int version, Currency currency, List<RateRule> rules, Limits limits,
        Shares shares, Arrival arrival, Instant offeredAt, @Nullable Instant acceptedAt) {
    /** Rules one version may have. */
    public static final int RULES_MAX = 50;

    public Terms {
        rules = List.copyOf(rules);
        if (receiver.equals(giver)) {
            throw new IllegalArgumentException("a shop cannot offer terms to itself");
        }
        if (version < 1) {
            throw new IllegalArgumentException("terms versions start at 1: " + version);
        }
        if (rules.isEmpty() || rules.size() > RULES_MAX || rules.getFirst().specificity() != 0) {
            throw new IllegalArgumentException("terms need 1 to " + RULES_MAX + " rules, the default one first");
        }
        Set<String> seen = new HashSet<>();
        for (RateRule rule : rules) {
            if (!seen.add(rule.category() + "\n" + rule.customer())) {
                throw new IllegalArgumentException("two rules for the same category and customer");
            }
        }
    }

    /** Terms whose visitors arrive with a click token. */
    public Terms(ShopId receiver, ShopId giver, int version, Currency currency, List<RateRule> rules, Limits limits,
            Shares shares, List<String> pathPrefixes, Instant offeredAt, @Nullable Instant acceptedAt) {
        this(receiver, giver, version, currency, rules, limits, shares, new Arrival(pathPrefixes, false), offeredAt,
                acceptedAt);
    }

    /** The index of the rule for a line: the most specific one that matches. */
    public int ruleFor(@Nullable String category, CustomerKind customer) {
        return java.util.stream.IntStream.range(0, rules.size()).filter(i -> rules.get(i).matches(category, customer))
                .boxed().max(Comparator.comparingInt((Integer i) -> rules.get(i).specificity())).orElse(0);
    }

    /**
     * How far the terms reach.
     *
     * @param windowDays from click to order, 1 to 365
     * @param holdDays from payment to due, 0 to 365
     * @param capMinor the most that is booked for orders placed in one calendar month (UTC); null means no cap
     * @param ordersPerClick orders one click may be paid for, 1 to 100
     * @param visitValueMinor what the receiver declares a ripened visit to be worth; null means the exchange's median
     */
    public record Limits(int windowDays, int holdDays, @Nullable Long capMinor, int ordersPerClick,
            @Nullable Long visitValueMinor) {
        public static final int WINDOW_DAYS_DEFAULT = 30;
        public static final int WINDOW_DAYS_MAX = 365;
        public static final int HOLD_DAYS_DEFAULT = 30;
        public static final int HOLD_DAYS_MAX = 365;
        public static final int ORDERS_PER_CLICK_DEFAULT = 3;
        public static final int ORDERS_PER_CLICK_MAX = 100;
        public static final Limits DEFAULT = new Limits(WINDOW_DAYS_DEFAULT, HOLD_DAYS_DEFAULT, null,
                ORDERS_PER_CLICK_DEFAULT, null);

        public Limits {
            inRange("window_days", windowDays, 1, WINDOW_DAYS_MAX);
            inRange("hold_days", holdDays, 0, HOLD_DAYS_MAX);
            inRange("orders_per_click", ordersPerClick, 1, ORDERS_PER_CLICK_MAX);
            if (capMinor != null) {
                centuple.money.Minor.checked(capMinor);
            }
            if (visitValueMinor != null) {
                centuple.money.Minor.checked(visitValueMinor);
            }
        }

        private static void inRange(String name, int value, int min, int max) {
            if (value < min || value > max) {
                throw new IllegalArgumentException(name + " must be " + min + " to " + max + ": " + value);
            }
        }
    }

    /**
     * How visitors arrive.
     *
     * @param pathPrefixes where on the receiver's site links may lead; empty means anywhere
     * @param identifierFree whether they come with the giver's name only and without a click token, because the
     * receiver reads no identifiers. The giver accepts it with the terms: its proof is then the receiver's word
     */
    public record Arrival(List<String> pathPrefixes, boolean identifierFree) {
        /** Anywhere, with a click token. */
        public static final Arrival DEFAULT = new Arrival(List.of(), false);

        public Arrival {
            pathPrefixes = List.copyOf(pathPrefixes);
        }
    }

    /**
     * How the commission is shared out.
     *
     * @param fee the exchange's share of each line's commission, taken from it
     * @param origin the first giver's share where the visitor passed through several; the last one has the rest
     */
    public record Shares(BasisPoints fee, BasisPoints origin) {
        /** Less than half, so that every line that owes a cent owes it to a giver and its fee can name it. */
        public static final BasisPoints FEE_MAX = new BasisPoints(4_999);

        public static final Shares DEFAULT = new Shares(BasisPoints.ZERO, new BasisPoints(5_000));

        public Shares {
            if (fee.value() > FEE_MAX.value()) {
                throw new IllegalArgumentException("the fee must be below half: " + fee.value());
            }
        }
    }
}
