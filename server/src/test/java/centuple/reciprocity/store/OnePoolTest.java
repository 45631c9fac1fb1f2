package centuple.reciprocity.store;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.reciprocity.PairMode;
import centuple.shop.ShopId;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Many names of one taker have what one has, however they come; and none of them reads what went to another. */
class OnePoolTest {
    private static final ShopId ANNA = new ShopId(11);
    private static final long TRIAL = LineBed.PROTECTION.trial().visits();
    private static final long POOL = LineBed.PROTECTION.trial().poolTrialsMin() * TRIAL;

    private final LineBed bed = new LineBed();
    private final LineCommit commit = bed.commit(new UUID(0, 1));

    @Test
    void namesOneAfterTheOtherDrawOnOnePool() {
        try (bed) {
            bed.shop(ANNA.value());
            long total = 0;
            for (int name = 0; name < 20; name++) {
                ShopId taker = newcomer(100 + name, "EUR");
                bed.proven(taker, "name" + name + ".example", "PROVEN");
                Instant now = day(1 + name);
                long left = left(now, taker);
                bed.visits(ANNA, taker, now, left);
                total += left;
                // Nothing was decided between its last visit and its end.
                bed.end(ANNA, taker, now);
            }
            assertThat(total).isEqualTo(POOL);
            ShopId late = newcomer(200, "EUR");
            assertThat(left(day(29), late)).as("in the same period").isZero();
            assertThat(left(day(30), late)).as("in the next one").isEqualTo(TRIAL);
        }
    }

    @Test
    void namesInManyCurrenciesDrawOnOnePool() {
        try (bed) {
            bed.shop(ANNA.value());
            List<ShopId> takers = new ArrayList<>();
            for (String currency : List.of("EUR", "USD", "JPY", "GBP", "CHF", "SEK", "NOK", "DKK")) {
                for (int name = 0; name < 6; name++) {
                    takers.add(newcomer(100 + takers.size(), currency));
                }
            }
            long total = 0;
            for (int round = 0; round < 12; round++) {
                for (LineCommit.Grant grant : commit.commit(day(2))) {
                    if (grant.giver() == ANNA.value()) {
                        bed.visits(ANNA, new ShopId(grant.receiver()), day(2), grant.visits());
                        total += grant.visits();
                    }
                }
            }
            // Parts below one visit each are left over.
            assertThat(total).isBetween(POOL - takers.size(), POOL);
        }
    }

    @Test
    void shopsOfOnePartyShareOneLine() {
        try (bed) {
            bed.shop(ANNA.value());
            List<ShopId> shops = new ArrayList<>();
            for (int shop = 0; shop < 4; shop++) {
                shops.add(newcomer(20 + shop, "EUR"));
                bed.proven(shops.getLast(), "same.example", shop == 3 ? "PROVEN" : "LOST");
            }
            long total = 0;
            for (int round = 0; round < 5; round++) {
                List<LineCommit.Grant> grants = toPartners(day(1));
                assertThat(grants.stream().mapToLong(LineCommit.Grant::visits).sum()).isLessThanOrEqualTo(
                        TRIAL - total);
                for (LineCommit.Grant grant : grants) {
                    bed.visits(ANNA, new ShopId(grant.receiver()), day(1), grant.visits());
                    total += grant.visits();
                }
            }
            assertThat(total).isBetween(TRIAL - 4, TRIAL);
            bed.visits(ANNA, shops.getFirst(), day(2), 30);
            commit.commit(day(2));
            for (ShopId shop : shops) {
                assertThat(bed.line(ANNA, shop).state().floor().open()).as("an alarm is the party's").isTrue();
            }
            bed.run(connection -> new PairWishes(connection).goOn(ANNA, shops.getLast(), day(3)));
            commit.commit(day(3));
            for (ShopId shop : shops) {
                assertThat(bed.line(ANNA, shop).state().floor().open()).as("and so is the giver's decision").isFalse();
            }
        }
    }

    @Test
    void whoBuysADomainReadsNothingOfItsOldOwner() {
        try (bed) {
            bed.shop(ANNA.value());
            ShopId old = newcomer(20, "EUR");
            bed.proven(old, "sold.example", "LOST");
            bed.visits(old, ANNA, day(1), 7);
            bed.visits(ANNA, old, day(1), 17);
            bed.order(ANNA, old, 30);
            commit.commit(day(1));
            bed.end(ANNA, old, day(2));
            ShopId buyer = newcomer(21, "EUR");
            bed.proven(buyer, "sold.example", "PROVEN");
            commit.commit(day(3));
            bed.visits(ANNA, buyer, day(4), 3);
            commit.commit(day(4));
            PairLines.Kept line = bed.line(ANNA, buyer);
            assertThat(line.figures().given()).isEqualTo(30);
            assertThat(line.figures().exposure()).isEqualTo(30);
            assertThat(line.figures().stake()).isEqualTo(30);
            assertThat(line.figures().commission()).isZero();
            assertThat(line.figures().received()).isZero();
            assertThat(line.figures().floor().given()).isEqualTo(30);
            assertThat(line.figures().floor().returned()).isZero();
            assertThat(bed.line(buyer, ANNA).figures().given()).isZero();
            assertThat(line.state().mode()).isNotEqualTo(PairMode.PAUSED);
        }
    }

    @Test
    void whoTookAndComesBackOnItsOldDomainMeetsItsOldAlarm() {
        try (bed) {
            bed.shop(ANNA.value());
            ShopId taker = newcomer(20, "EUR");
            bed.proven(taker, "taker.example", "LOST");
            commit.commit(day(1));
            bed.visits(ANNA, taker, day(1), 40);
            commit.commit(day(1));
            assertThat(bed.line(ANNA, taker).state().floor().open()).isTrue();
            bed.end(ANNA, taker, day(2));
            ShopId again = newcomer(21, "EUR");
            bed.proven(again, "taker.example", "PROVEN");
            assertThat(left(day(3), again)).isZero();
            assertThat(left(day(90), again)).as("in later periods too").isZero();
            // Bringing what is missing opens it.
            bed.visits(again, ANNA, day(91), 40);
            assertThat(left(day(91), again)).isPositive();
        }
    }

    private ShopId newcomer(int number, String currency) {
        ShopId shop = bed.shop(number);
        bed.partners(ANNA, shop);
        bed.terms(shop, ANNA, 1, currency, 0, 10);
        return shop;
    }

    private List<LineCommit.Grant> toPartners(Instant now) {
        return commit.commit(now).stream().filter(each -> each.giver() == ANNA.value()).toList();
    }

    private long left(Instant now, ShopId receiver) {
        return toPartners(now).stream().filter(each -> each.receiver() == receiver.value()).findFirst().orElseThrow()
                .visits();
    }

    private static Instant day(int day) {
        return LineBed.DAY_0.plus(Duration.ofDays(day));
    }
}
