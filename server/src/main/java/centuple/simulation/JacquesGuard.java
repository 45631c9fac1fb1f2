package centuple.simulation;

import centuple.money.BasisPoints;
import centuple.reciprocity.Promise;
import centuple.shop.Terms;
import centuple.simulation.guard.CoreGuard;
import centuple.simulation.guard.Flows;
import centuple.simulation.guard.Guard;
import centuple.simulation.guard.Stops;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Whether Jacques goes on giving to a partner: what went and came so far, looked at every twelve hours. Commissions are
 * those of single clicks; a chain's split is the exchange's. Used by one thread.
 */
final class JacquesGuard {
    private static final int LOOK_EVERY_HOURS = 12;
    private static final int HOURS_PER_DAY = 24;
    private static final Duration WINDOW = Duration.ofDays(Terms.Limits.WINDOW_DAYS_DEFAULT);

    private final NicheSettings settings;
    private final Policy policy;
    private final int partners;
    private final Flows flows;
    private final Stops stops;
    private final Guard guard;
    private final PriorityQueue<Booking> toCome = new PriorityQueue<>(Comparator.comparing(Booking::at));
    private final int[] refused;
    private final long[] savedMinor;
    private int nextLookHour;

    JacquesGuard(NicheSettings settings, Policy policy) {
        this.settings = settings;
        this.policy = policy;
        this.partners = settings.partners().all().size();
        this.flows = Flows.star(partners);
        this.stops = new Stops(2 * partners, 0);
        this.guard = policy.protection() == null
                ? Guard.OPEN
                : new CoreGuard(new CoreGuard.Side(ModelTerms.shopId(Visitor.AT_JACQUES), 0, partners), flows, stops,
                        new CoreGuard.Rules(promise(), policy.protection(), settings.clock().start()));
        this.refused = new int[partners];
        this.savedMinor = new long[partners];
    }

    /** What both sides declare: the worth of a visit that cannot be served where it came to. */
    private Promise promise() {
        double conversion = settings.buying().givenUnserved();
        NicheSettings.Basket basket = settings.basket();
        if (!policy.terms()) {
            return Promise.visits((long) (conversion * basket.margin().of(basket.netMeanMinor())), conversion);
        }
        long order = Math.max(1, settings.partners().commission().of(basket.netMeanMinor()));
        return Promise.commission((long) (conversion * order),
                new Promise.Order(order, Promise.Order.SPREAD_USUAL));
    }

    /** Whether a visitor may go to a partner. When it may, it goes. */
    boolean lets(int partner, Instant now) {
        int hour = hour(now);
        for (; nextLookHour <= hour; nextLookHour += LOOK_EVERY_HOURS) {
            book(settings.clock().start().plus(Duration.ofHours(nextLookHour)));
            guard.look(nextLookHour);
        }
        if (!guard.lets(partner, hour)) {
            return false;
        }
        flows.visited(partner);
        return true;
    }

    /** A visitor was kept because giving had stopped, and left that margin. */
    void kept(int partner, long marginMinor) {
        refused[partner]++;
        savedMinor[partner] += marginMinor;
    }

    /** A partner sent a visitor. */
    void returned(int partner) {
        flows.visited(partners + partner);
    }

    /** The exchange will hear of an order of somebody who went to a partner, or came from one. */
    void ordered(int partner, boolean given, Instant clickAt, Purchase purchase) {
        if (purchase.placedAt().isAfter(clickAt.plus(WINDOW))) {
            return;
        }
        int edge = given ? partner : partners + partner;
        BasisPoints share = policy.terms() ? settings.partners().commission() : BasisPoints.ZERO;
        long commission = share.of(purchase.baseMinorBefore(purchase.paidAt().plusNanos(1)));
        toCome.add(new Booking(purchase.paidAt(), edge, commission, 1));
        switch (purchase.fate()) {
            case Purchase.Fate.Kept() -> {
            }
            case Purchase.Fate.Cancelled(Instant at) -> toCome.add(new Booking(at, edge, -commission, -1));
            case Purchase.Fate.Refunded refund -> {
                long left = share.of(purchase.baseMinorBefore(refund.at().plusNanos(1)));
                toCome.add(new Booking(refund.at(), edge, left - commission, left == 0 && commission > 0 ? -1 : 0));
            }
        }
    }

    /** What became of each partner. */
    List<Played.PartnerStop> told() {
        stops.finish(settings.clock().hours());
        List<Played.PartnerStop> all = new ArrayList<>();
        for (int place = 0; place < partners; place++) {
            Stops.Stopped stopped = stops.of(place);
            all.add(new Played.PartnerStop(settings.partners().all().get(place), flows.visits(place),
                    stopped == null ? null : 1 + stopped.firstHour() / HOURS_PER_DAY,
                    stopped == null ? 0 : stopped.givenBefore(), refused[place], savedMinor[place],
                    flows.commissionMinor(place)));
        }
        return all;
    }

    private void book(Instant until) {
        for (Booking next = toCome.peek(); next != null && next.at().isBefore(until); next = toCome.peek()) {
            toCome.remove();
            if (next.orders() > 0) {
                flows.ordered(next.edge(), next.minor());
            } else {
                flows.takenBack(next.edge(), -next.minor(), next.orders() < 0);
            }
        }
    }

    private int hour(Instant now) {
        return (int) Duration.between(settings.clock().start(), now).toHours();
    }

    /** Commission booked or taken back, and how many orders more there are. */
    private record Booking(Instant at, int edge, long minor, int orders) {
    }
}
