package centuple.shop.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.money.Currency;
import centuple.platform.sql.SqlFunction;
import centuple.shop.PublicId;
import centuple.shop.Shop;
import centuple.shop.ShopId;
import centuple.shop.Terms;
import centuple.shop.TermsBook;
import centuple.shop.TermsBookContract;
import centuple.shop.partnership.Partnership;
import centuple.shop.partnership.PartnershipState;
import centuple.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;

class SqlTermsBookTest extends TermsBookContract {
    private final Random random = new Random(7);
    private TestDatabase db;

    @BeforeEach
    void open() {
        db = TestDatabase.fresh();
        in(connection -> {
            for (ShopId id : List.of(A, B, C)) {
                new SqlShops(connection).insert(new Shop(id, "Shop", new Currency("EUR"), Instant.EPOCH));
            }
            return true;
        });
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Override
    protected void partner(ShopId one, ShopId other, Instant at, Terms... terms) {
        Partnership made = new Partnership(PublicId.next(at, random), new Partnership.Parties(one, other),
                PartnershipState.ACCEPTED, new Partnership.Dates(at, at, null, null), List.of(terms));
        in(connection -> {
            new SqlPartnerships(connection).insert(made);
            return true;
        });
    }

    @Override
    protected void put(Terms terms) {
        change(terms.receiver(), terms.giver(), old -> {
            List<Terms> all = new ArrayList<>(old.terms());
            all.add(terms);
            return new Partnership(old.id(), old.parties(), old.state(), old.dates(), all);
        });
    }

    @Override
    protected void end(ShopId one, ShopId other, Instant at) {
        change(one, other,
                old -> new Partnership(old.id(), old.parties(), PartnershipState.ENDED, new Partnership.Dates(
                        old.dates().proposedAt(), old.dates().acceptedAt(), at, one), old.terms()));
    }

    @Override
    protected void coupon(ShopId receiver, String code, ShopId giver, Instant at) {
        var given = in(connection -> new SqlCoupons(connection).give(receiver, code, giver, at)).orElseThrow();
        assertThat(given).isNotNull();
    }

    @Override
    protected void endCoupon(ShopId receiver, String code, Instant at) {
        var ended = in(connection -> new SqlCoupons(connection).end(receiver, code, at)).orElseThrow();
        assertThat(ended).isNotNull();
    }

    @Test
    void twoInForceAtTheSameTimeAreRefusedAndAnEndedOneStaysEnded() {
        Instant given = Instant.parse("2026-01-01T00:00:00Z");
        coupon(A, "SAVE", B, given);
        assertThatThrownBy(() -> coupon(A, "Save", C, given.plusSeconds(1))).isInstanceOf(NoSuchElementException.class);
        endCoupon(A, "SAVE", given.plusSeconds(10));
        assertThatThrownBy(() -> endCoupon(A, "SAVE", given.plusSeconds(2)))
                .isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> coupon(A, "SAVE", C, given.plusSeconds(9))).isInstanceOf(NoSuchElementException.class);
        coupon(A, "SAVE", C, given.plusSeconds(10));
    }

    @Override
    protected TermsBook book() {
        return new TermsBook() {
            @Override
            public Optional<Terms> version(ShopId receiver, ShopId giver, int version) {
                return in(connection -> new SqlTermsBook(connection).version(receiver, giver, version));
            }

            @Override
            public Optional<Terms> inForce(ShopId receiver, ShopId giver, Instant at) {
                return in(connection -> new SqlTermsBook(connection).inForce(receiver, giver, at));
            }

            @Override
            public Optional<Terms> inForceWithin(ShopId receiver, ShopId giver, Instant from, Instant to) {
                return in(connection -> new SqlTermsBook(connection).inForceWithin(receiver, giver, from, to));
            }

            @Override
            public boolean isMember(ShopId shop, Instant at) {
                return in(connection -> new SqlTermsBook(connection).isMember(shop, at));
            }

            @Override
            public boolean partners(ShopId one, ShopId other, Instant at) {
                return in(connection -> new SqlTermsBook(connection).partners(one, other, at));
            }

            @Override
            public boolean partnersWithin(ShopId one, ShopId other, Instant from, Instant to) {
                return in(connection -> new SqlTermsBook(connection).partnersWithin(one, other, from, to));
            }

            @Override
            public Optional<ShopId> couponGiver(ShopId receiver, String couponCode, Instant at) {
                return in(connection -> new SqlTermsBook(connection).couponGiver(receiver, couponCode, at));
            }
        };
    }

    private void change(ShopId one, ShopId other, java.util.function.UnaryOperator<Partnership> change) {
        in(connection -> {
            SqlPartnerships partnerships = new SqlPartnerships(connection);
            Partnership old = partnerships.page(one, Optional.empty(), 100).stream()
                    .filter(each -> each.parties().has(other) && each.state() == PartnershipState.ACCEPTED).findFirst()
                    .orElseThrow();
            partnerships.update(old, change.apply(old));
            return true;
        });
    }

    private <R> R in(SqlFunction<Connection, R> work) {
        return db.database().inTransaction(work);
    }
}
