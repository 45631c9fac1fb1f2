package centuple.commission;

import centuple.attribution.GiverDays;
import centuple.commission.Allowances.Meter;
import centuple.order.GiverDay;
import centuple.order.OrderFact.Snapshot;
import centuple.order.OrderFacts;
import centuple.order.PresentedToken;
import centuple.shop.ShopId;
import centuple.shop.Terms;
import centuple.shop.TermsBook;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;

/**
 * The shared limits a decision may draw on, found without deciding, so that they can be locked in their order first.
 *
 * @param clickIds clicks whose orders may be counted
 * @param meters meters that may move
 */
public record Candidates(Set<String> clickIds, Set<Meter> meters) {
    public Candidates {
        clickIds = new TreeSet<>(clickIds);
        meters = new TreeSet<>(meters);
    }

    /** What a decision on this order may draw on. */
    public static Candidates of(OrderBooks books, OrderFacts facts, TermsBook terms) {
        Set<String> clicks = new TreeSet<>();
        Set<Meter> meters = new TreeSet<>();
        String used = books.clickUsed();
        if (used != null) {
            clicks.add(used);
        }
        for (Commission commission : books.commissions()) {
            if (commission.cap() != null) {
                meters.add(new Meter(books.receiver(), commission.basis().giver(), commission.basis().currency(),
                        commission.cap().month()));
            }
        }
        for (Snapshot snapshot : facts.snapshots()) {
            for (PresentedToken token : snapshot.marks().tokens()) {
                if (token instanceof PresentedToken.Valid valid) {
                    clicks.add(valid.clickId());
                    terms.version(books.receiver(), valid.giver(), valid.termsVersion())
                            .ifPresent(version -> addMeter(meters, version, snapshot));
                }
            }
            for (String coupon : snapshot.marks().coupons()) {
                terms.couponGiver(books.receiver(), coupon, snapshot.placedAndTold())
                        .flatMap(giver -> terms.inForce(books.receiver(), giver, snapshot.placedAndTold()))
                        .ifPresent(version -> addMeter(meters, version, snapshot));
            }
            addDays(meters, books.receiver(), snapshot, terms);
        }
        return new Candidates(clicks, meters);
    }

    private static void addDays(Set<Meter> meters, ShopId receiver, Snapshot snapshot, TermsBook terms) {
        for (GiverDay said : snapshot.marks().giverDays()) {
            new GiverDays(receiver, terms).terms(said, snapshot)
                    .ifPresent(version -> addMeter(meters, version, snapshot));
        }
    }

    private static void addMeter(Set<Meter> meters, Terms terms, Snapshot snapshot) {
        if (terms.limits().capMinor() != null) {
            meters.add(new Meter(terms.receiver(), terms.giver(), terms.currency(),
                    YearMonth.from(snapshot.placedAt().atZone(ZoneOffset.UTC))));
        }
    }

    /** These and those. */
    public Candidates and(Candidates others) {
        Set<String> clicks = new TreeSet<>(clickIds);
        clicks.addAll(others.clickIds);
        Set<Meter> keys = new TreeSet<>(meters);
        keys.addAll(others.meters);
        return new Candidates(clicks, keys);
    }
}
