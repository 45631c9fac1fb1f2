package centuple.testkit;

import centuple.shop.MemoryTermsBook;
import centuple.shop.ShopId;
import centuple.shop.Terms;
import centuple.shop.TermsBook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Terms kept in a list: the plainest book of terms there can be. */
public final class PaperTerms implements TermsBook {
    private final List<Terms> all = new ArrayList<>();
    private final Map<List<ShopId>, Instant> ended = new HashMap<>();
    private final MemoryTermsBook coupons = new MemoryTermsBook();

    /** Adds a version. */
    public void add(Terms terms) {
        all.add(terms);
    }

    /** The next version number for this receiver and giver. */
    public int nextVersion(ShopId receiver, ShopId giver) {
        return 1 + (int) all.stream().filter(terms -> between(terms, receiver, giver)).count();
    }

    /** Ends the partnership of two shops. */
    public void end(ShopId one, ShopId other, Instant at) {
        ended.put(List.of(one, other), at);
        ended.put(List.of(other, one), at);
    }

    /** Gives a coupon of the receiver to a giver. */
    public void coupon(ShopId receiver, String code, ShopId giver, Instant at) {
        coupons.coupon(receiver, code, giver, at);
    }

    /** The receiver takes a coupon back. */
    public void endCoupon(ShopId receiver, String code, Instant at) {
        coupons.endCoupon(receiver, code, at);
    }

    @Override
    public Optional<Terms> version(ShopId receiver, ShopId giver, int version) {
        return all.stream().filter(terms -> between(terms, receiver, giver) && terms.version() == version).findFirst();
    }

    @Override
    public Optional<Terms> inForce(ShopId receiver, ShopId giver, Instant at) {
        return all.stream().filter(terms -> between(terms, receiver, giver))
                .filter(terms -> terms.acceptedAt() != null && !terms.acceptedAt().isAfter(at))
                .filter(_ -> at.isBefore(ended.getOrDefault(List.of(receiver, giver), Instant.MAX)))
                .max(Comparator.comparingInt(Terms::version));
    }

    @Override
    public Optional<Terms> inForceWithin(ShopId receiver, ShopId giver, Instant from, Instant to) {
        return all.stream().filter(terms -> between(terms, receiver, giver))
                .filter(terms -> terms.acceptedAt() != null && !terms.acceptedAt().isAfter(to))
                .filter(_ -> from.isBefore(ended.getOrDefault(List.of(receiver, giver), Instant.MAX)))
                .max(Comparator.comparingInt(Terms::version));
    }

    @Override
    public boolean isMember(ShopId shop, Instant at) {
        return all.stream().filter(terms -> !terms.offeredAt().isAfter(at))
                .anyMatch(terms -> terms.receiver().equals(shop) || terms.giver().equals(shop));
    }

    @Override
    public boolean partners(ShopId one, ShopId other, Instant at) {
        return inForce(one, other, at).isPresent() || inForce(other, one, at).isPresent();
    }

    @Override
    public boolean partnersWithin(ShopId one, ShopId other, Instant from, Instant to) {
        return inForceWithin(one, other, from, to).isPresent() || inForceWithin(other, one, from, to).isPresent();
    }

    @Override
    public Optional<ShopId> couponGiver(ShopId receiver, String couponCode, Instant at) {
        return coupons.couponGiver(receiver, couponCode, at);
    }

    private static boolean between(Terms terms, ShopId receiver, ShopId giver) {
        return terms.receiver().equals(receiver) && terms.giver().equals(giver);
    }
}
