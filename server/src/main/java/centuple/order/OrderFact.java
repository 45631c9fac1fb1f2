package centuple.order;

import centuple.money.Currency;
import centuple.money.Minor;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** One thing the receiver's shop reported of an order. What is owed is a function of the set of them. */
public sealed interface OrderFact {
    /** When it reached us. */
    Instant arrivedAt();

    /** Who told it. */
    Source source();

    /** The same, told by another. */
    OrderFact from(Source teller);

    /** Whether another fact says the same, whoever told it, whenever, and whatever its tokens verify as by now. */
    boolean sameContent(OrderFact other);

    /**
     * The order as it stood at a version; it never contains refunds.
     *
     * @param version the higher, the later; unique within the order
     * @param placedAt when the customer ordered
     * @param paidAt when it was paid; null unless paid
     * @param newCustomer whether the receiver had not sold to the customer before; null when it does not say
     * @param totals order-level sums
     * @param marks what ties the order to a giver
     * @param number what the customer was told, of {@link OrderRef#REFERENCE} characters; it may repeat. Null where
     * that is the reference, or is not known
     * @param source who told it
     */
    record Snapshot(long version, OrderStatus status, Currency currency, Instant placedAt, @Nullable Instant paidAt,
            @Nullable Boolean newCustomer, List<OrderLine> lines, Totals totals, Marks marks, @Nullable String number,
            Instant arrivedAt, Source source) implements OrderFact {
        /** How far a shop's clock may be ahead of ours. */
        public static final Duration AHEAD_MAX = Duration.ofMinutes(5);

        /** As the shop itself reports it, without a number. */
        public Snapshot(long version, OrderStatus status, Currency currency, Instant placedAt,
                @Nullable Instant paidAt, @Nullable Boolean newCustomer, List<OrderLine> lines, Totals totals,
                Marks marks, Instant arrivedAt) {
            this(version, status, currency, placedAt, paidAt, newCustomer, lines, totals, marks, null, arrivedAt,
                    Source.API);
        }

        public Snapshot {
            lines = Lines.of(lines);
            if (number != null && !OrderRef.REFERENCE.matcher(number).matches()) {
                throw new IllegalArgumentException("not the number of an order");
            }
            if (version < 0) {
                throw new IllegalArgumentException("versions are not negative: " + version);
            }
            if (lines.size() > OrderLine.LINES_MAX) {
                throw new IllegalArgumentException("more than " + OrderLine.LINES_MAX + " lines");
            }
            if (lines.stream().map(OrderLine::reference).distinct().count() != lines.size()) {
                throw new IllegalArgumentException("two lines have the same reference");
            }
            Instant latest = arrivedAt.plus(AHEAD_MAX);
            if (placedAt.isAfter(latest) || paidAt != null && paidAt.isAfter(latest)) {
                throw new IllegalArgumentException("placed or paid in the future");
            }
        }

        /**
         * The time at which agreements are looked up for it: when the shop says it was placed, but not after we were
         * told. Of a time that is still to come nobody knows yet what will be in force.
         */
        public Instant placedAndTold() {
            return placedAt.isAfter(arrivedAt) ? arrivedAt : placedAt;
        }

        /** When it counts as paid here: what the shop says, but not before we were told. Null unless paid. */
        public @Nullable Instant paidAndTold() {
            if (status != OrderStatus.PAID) {
                return null;
            }
            return paidAt == null || paidAt.isBefore(arrivedAt) ? arrivedAt : paidAt;
        }

        @Override
        public Snapshot from(Source teller) {
            return teller.equals(source)
                    ? this
                    : new Snapshot(version, status, currency, placedAt, paidAt, newCustomer, lines, totals, marks,
                            number, arrivedAt, teller);
        }

        /**
         * A number for all it says, under whatever version. Where two things have the same, one of them passes for a
         * repetition of the other.
         */
        int saying() {
            return Objects.hash(status.ordinal(), currency, placedAt, paidAt, newCustomer, lines, totals, marks);
        }

        /** The number is left out: nothing is owed by it, and a shop may begin to tell it of orders it told before. */
        @Override
        public boolean sameContent(OrderFact other) {
            return other instanceof Snapshot that && version == that.version && status == that.status
                    && currency.equals(that.currency) && placedAt.equals(that.placedAt)
                    && Objects.equals(paidAt, that.paidAt) && Objects.equals(newCustomer, that.newCustomer)
                    && lines.equals(that.lines) && totals.equals(that.totals)
                    && marks.sameContent(that.marks);
        }
    }

    /**
     * Order-level sums.
     *
     * @param discountMinor a discount on the whole order, without tax, not already in the lines
     * @param taxMinor for the record; not part of the base
     * @param shippingMinor for the record; not part of the base
     */
    record Totals(long discountMinor, long taxMinor, long shippingMinor) {
        public static final Totals NONE = new Totals(0, 0, 0);

        public Totals {
            Minor.checked(discountMinor);
            Minor.checked(taxMinor);
            Minor.checked(shippingMinor);
        }
    }

    /**
     * What an order carried that ties it to givers.
     *
     * @param tokens click tokens as they verified
     * @param coupons codes as the shop wrote them
     * @param giverDays who sent the visitor and when, where the shop reads no identifiers
     */
    record Marks(List<PresentedToken> tokens, List<String> coupons, List<GiverDay> giverDays) {
        public static final int TOKENS_MAX = 24;
        /** Those in the list of a report: beside them one in a field, one in an address, and those of agents. */
        public static final int TOKENS_LISTED_MAX = 18;
        public static final int COUPONS_MAX = 20;
        /** More than a browser keeps; the newest that counts is paid. */
        public static final int GIVER_DAYS_MAX = 9;
        public static final Marks NONE = new Marks(List.of(), List.of());

        /** Without days. */
        public Marks(List<PresentedToken> tokens, List<String> coupons) {
            this(tokens, coupons, List.of());
        }

        public Marks {
            tokens = List.copyOf(tokens);
            coupons = List.copyOf(coupons);
            giverDays = List.copyOf(giverDays);
            if (tokens.size() > TOKENS_MAX || coupons.size() > COUPONS_MAX || giverDays.size() > GIVER_DAYS_MAX) {
                throw new IllegalArgumentException("too many tokens, coupons or days of givers");
            }
        }

        private boolean sameContent(Marks that) {
            return coupons.equals(that.coupons) && giverDays.equals(that.giverDays) && sameTokens(that);
        }

        /** A token may stop verifying as keys retire, so one that is refused equals any found in the same place. */
        private boolean sameTokens(Marks that) {
            if (tokens.size() != that.tokens.size()) {
                return false;
            }
            for (int i = 0; i < tokens.size(); i++) {
                PresentedToken mine = tokens.get(i);
                PresentedToken theirs = that.tokens.get(i);
                boolean same = mine instanceof PresentedToken.Valid && theirs instanceof PresentedToken.Valid
                        ? mine.equals(theirs)
                        : mine.foundIn() == theirs.foundIn();
                if (!same) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Money or goods given back.
     *
     * @param reference the receiver's name for the refund, unique within the order
     * @param currency as reported; one in another currency counts by line and quantity only
     * @param source who told it
     */
    record Refund(String reference, Currency currency, RefundScope scope, Instant arrivedAt,
            Source source) implements OrderFact {
        /** As the shop itself reports it. */
        public Refund(String reference, Currency currency, RefundScope scope, Instant arrivedAt) {
            this(reference, currency, scope, arrivedAt, Source.API);
        }

        @Override
        public Refund from(Source teller) {
            return new Refund(reference, currency, scope, arrivedAt, teller);
        }

        @Override
        public boolean sameContent(OrderFact other) {
            return other instanceof Refund that && reference.equals(that.reference) && currency.equals(that.currency)
                    && scope.equals(that.scope);
        }
    }

    /** What a refund takes back. */
    sealed interface RefundScope {
        /** All that is left of the order. */
        record Full() implements RefundScope {
        }

        /** A sum that names no line, without tax and shipping; it comes off what the line refunds leave. */
        record Amount(long amountMinor) implements RefundScope {
            public Amount {
                Minor.checked(amountMinor);
            }
        }

        /** Units or sums of named lines. */
        record Lines(List<LineRefund> lines) implements RefundScope {
            public Lines {
                lines = List.copyOf(lines);
                if (lines.isEmpty() || lines.size() > OrderLine.LINES_MAX) {
                    throw new IllegalArgumentException("a refund names 1 to " + OrderLine.LINES_MAX + " lines");
                }
            }
        }
    }

    /**
     * What is taken back of one line.
     *
     * @param lineReference the line's name
     * @param quantity units, 0 when only a sum is given back
     * @param amountMinor without tax; null means the units' part of the line
     */
    record LineRefund(String lineReference, int quantity, @Nullable Long amountMinor) {
        public LineRefund {
            if (quantity < 0 || quantity == 0 && amountMinor == null) {
                throw new IllegalArgumentException("a line refund needs units or a sum");
            }
            if (amountMinor != null) {
                Minor.checked(amountMinor);
            }
        }
    }
}
