package centuple.shop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The terms between shops, in memory: for the simulation, and the twin that the contract test holds the SQL against.
 */
public final class MemoryTermsBook implements TermsBook {
    private final List<Bond> bonds = new ArrayList<>();
    private final List<Coupon> coupons = new ArrayList<>();

    /** Two shops became partners, with these terms; those with an acceptance are in force from it. */
    public void partner(ShopId one, ShopId other, Instant acceptedAt, Terms... terms) {
        bonds.add(new Bond(one, other, acceptedAt, Instant.MAX, List.of(terms)));
    }

    /** Adds a version to the newest partnership of its shops, or replaces it by its accepted self. */
    public void put(Terms terms) {
        Bond bond = newest(terms.receiver(), terms.giver());
        List<Terms> all = new ArrayList<>(bond.terms);
        all.removeIf(old -> old.version() == terms.version() && old.receiver().equals(terms.receiver()));
        all.add(terms);
        bonds.set(bonds.indexOf(bond), new Bond(bond.one, bond.other, bond.from, bond.until, List.copyOf(all)));
    }

    /** The newest partnership of the two ended. */
    public void end(ShopId one, ShopId other, Instant at) {
        Bond bond = newest(one, other);
        bonds.set(bonds.indexOf(bond), new Bond(bond.one, bond.other, bond.from, at, bond.terms));
    }

    /** The receiver honours a coupon for a giver, from then on. */
    public void coupon(ShopId receiver, String code, ShopId giver, Instant givenAt) {
        coupon(receiver, code, giver, givenAt, Instant.MAX);
    }

    /** The receiver honoured a coupon for a giver, from the one time until just before the other. */
    public void coupon(ShopId receiver, String code, ShopId giver, Instant givenAt, Instant endedAt) {
        coupons.add(new Coupon(receiver, code.toLowerCase(Locale.ROOT), giver, givenAt, endedAt));
    }

    /** The receiver honours a coupon no more. */
    public void endCoupon(ShopId receiver, String code, Instant at) {
        coupons.replaceAll(coupon -> coupon.holds(receiver, code, at)
                ? new Coupon(coupon.receiver, coupon.code, coupon.giver, coupon.from, at)
                : coupon);
    }

    @Override
    public Optional<Terms> version(ShopId receiver, ShopId giver, int version) {
        return bonds.stream().flatMap(bond -> bond.terms.stream())
                .filter(terms -> isOf(terms, receiver, giver) && terms.version() == version).findFirst();
    }

    @Override
    public Optional<Terms> inForce(ShopId receiver, ShopId giver, Instant at) {
        return bonds.stream().filter(bond -> bond.holds(receiver, giver, at)).flatMap(bond -> bond.terms.stream())
                .filter(terms -> isOf(terms, receiver, giver) && isAccepted(terms, at))
                .max(Comparator.comparingInt(Terms::version));
    }

    @Override
    public Optional<Terms> inForceWithin(ShopId receiver, ShopId giver, Instant from, Instant to) {
        return bonds.stream().filter(bond -> bond.holdsWithin(receiver, giver, from, to))
                .flatMap(bond -> bond.terms.stream())
                .filter(terms -> isOf(terms, receiver, giver) && isAccepted(terms, to))
                .max(Comparator.comparingInt(Terms::version));
    }

    /** Shops are known here by their partnerships. */
    @Override
    public boolean isMember(ShopId shop, Instant at) {
        return bonds.stream()
                .anyMatch(bond -> (bond.one.equals(shop) || bond.other.equals(shop)) && !bond.from.isAfter(at));
    }

    @Override
    public boolean partners(ShopId one, ShopId other, Instant at) {
        return bonds.stream().anyMatch(bond -> bond.holds(one, other, at));
    }

    @Override
    public boolean partnersWithin(ShopId one, ShopId other, Instant from, Instant to) {
        return bonds.stream().anyMatch(bond -> bond.holdsWithin(one, other, from, to));
    }

    @Override
    public Optional<ShopId> couponGiver(ShopId receiver, String couponCode, Instant at) {
        return coupons.stream().filter(coupon -> coupon.holds(receiver, couponCode, at)).map(Coupon::giver).findFirst();
    }

    private Bond newest(ShopId one, ShopId other) {
        return bonds.reversed().stream().filter(bond -> bond.isOf(one, other)).findFirst()
                .orElseThrow(() -> new IllegalStateException(one + " and " + other + " were never partners"));
    }

    private static boolean isOf(Terms terms, ShopId receiver, ShopId giver) {
        return terms.receiver().equals(receiver) && terms.giver().equals(giver);
    }

    private static boolean isAccepted(Terms terms, Instant at) {
        Instant acceptedAt = terms.acceptedAt();
        return acceptedAt != null && !acceptedAt.isAfter(at);
    }

    private record Coupon(ShopId receiver, String code, ShopId giver, Instant from, Instant until) {
        boolean holds(ShopId shop, String wanted, Instant at) {
            return receiver.equals(shop) && code.equals(wanted.toLowerCase(Locale.ROOT)) && !from.isAfter(at)
                    && until.isAfter(at);
        }
    }

    private record Bond(ShopId one, ShopId other, Instant from, Instant until, List<Terms> terms) {
        boolean isOf(ShopId a, ShopId b) {
            return one.equals(a) && other.equals(b) || one.equals(b) && other.equals(a);
        }

        boolean holds(ShopId a, ShopId b, Instant at) {
            return isOf(a, b) && !from.isAfter(at) && until.isAfter(at);
        }

        boolean holdsWithin(ShopId a, ShopId b, Instant first, Instant last) {
            return isOf(a, b) && !from.isAfter(last) && until.isAfter(first);
        }
    }
}
