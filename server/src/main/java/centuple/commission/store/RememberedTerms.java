package centuple.commission.store;

import centuple.shop.ShopId;
import centuple.shop.Terms;
import centuple.shop.TermsBook;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The terms of one transaction, each question asked once. Not thread-safe. */
final class RememberedTerms implements TermsBook {
    private final TermsBook book;
    private final AcceptedTerms accepted;
    private final Map<InForce, Optional<Terms>> inForce = new HashMap<>();
    private final Map<Partners, Boolean> partners = new HashMap<>();
    private final Map<Coupon, Optional<ShopId>> coupons = new HashMap<>();

    RememberedTerms(TermsBook book, AcceptedTerms accepted) {
        this.book = book;
        this.accepted = accepted;
    }

    @Override
    public Optional<Terms> version(ShopId receiver, ShopId giver, int version) {
        return accepted.version(receiver, giver, version, () -> book.version(receiver, giver, version));
    }

    @Override
    public Optional<Terms> inForce(ShopId receiver, ShopId giver, Instant at) {
        return inForce.computeIfAbsent(new InForce(receiver, giver, at), key -> book.inForce(receiver, giver, at));
    }

    @Override
    public Optional<Terms> inForceWithin(ShopId receiver, ShopId giver, Instant from, Instant to) {
        return book.inForceWithin(receiver, giver, from, to);
    }

    @Override
    public boolean isMember(ShopId shop, Instant at) {
        return book.isMember(shop, at);
    }

    @Override
    public boolean partners(ShopId one, ShopId other, Instant at) {
        return partners.computeIfAbsent(new Partners(one, other, at), key -> book.partners(one, other, at));
    }

    @Override
    public boolean partnersWithin(ShopId one, ShopId other, Instant from, Instant to) {
        return book.partnersWithin(one, other, from, to);
    }

    @Override
    public Optional<ShopId> couponGiver(ShopId receiver, String couponCode, Instant at) {
        return coupons.computeIfAbsent(new Coupon(receiver, couponCode.toUpperCase(Locale.ROOT), at),
                key -> book.couponGiver(receiver, couponCode, at));
    }

    private record InForce(ShopId receiver, ShopId giver, Instant at) {
    }

    private record Partners(ShopId one, ShopId other, Instant at) {
    }

    private record Coupon(ShopId receiver, String code, Instant at) {
    }
}
