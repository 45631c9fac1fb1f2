package centuple.commission.store;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.commission.Booked;
import centuple.ledger.Transfer;
import centuple.order.OrderReport;
import centuple.order.Receipt;
import centuple.testkit.OrderBed;
import centuple.testkit.RandomReports;
import centuple.testkit.RandomTerms;
import centuple.testkit.Seed;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A rehearsal says to the cent what booking then does, and leaves nothing behind. */
class RehearsalTest {
    private static final int GROUP = 7;

    @Test
    void saysWhatBookingThenDoes() {
        Seed seed = Seed.fresh();
        for (int round = 0; round < 4; round++) {
            sayAndBook(seed.next(round));
        }
    }

    private static void sayAndBook(Seed seed) {
        try (OrderBed bed = new OrderBed()) {
            SplittableRandom random = seed.random();
            agree(bed, random);
            List<OrderReport> reports = new RandomReports(seed.value(), OrderBed.NOW).shuffled(60);
            GroupCommit live = new GroupCommit(bed.db.database(), bed.ports(), bed::nextId);
            // Some is booked before, so that the rehearsal starts from books that are not empty.
            live.commit(reports.subList(0, 20));
            long before = bed.number("select count(*) as n from transfer");
            long orders = bed.number("select count(*) as n from shop_order");
            Rehearsal rehearsal = new Rehearsal(bed.db.database(), bed.ports(), bed::nextId, _ -> true);
            List<String> said = told(reports, rehearsal::book);
            assertThat(bed.number("select count(*) as n from transfer")).as("%s", seed).isEqualTo(before);
            assertThat(bed.number("select count(*) as n from shop_order")).as("%s", seed).isEqualTo(orders);
            assertThat(told(reports, group -> live.book(group, (_, _) -> {
            }))).as("%s", seed).isEqualTo(said);
            assertThat(bed.number("select count(*) as n from transfer")).as("something was booked, %s", seed)
                    .isGreaterThan(before);
        }
    }

    private static void agree(OrderBed bed, SplittableRandom random) {
        RandomReports.RECEIVERS.forEach(receiver -> RandomReports.GIVERS.forEach(giver -> bed.terms.partner(receiver,
                giver, OrderBed.NOW.minus(Duration.ofDays(300)), RandomTerms.draw(random, receiver, giver, 1,
                        OrderBed.NOW.minus(Duration.ofDays(300)), 3_000))));
    }

    private interface Booking {
        Booked book(List<OrderReport> reports);
    }

    /** Without ids, which are drawn anew. */
    private static List<String> told(List<OrderReport> reports, Booking booking) {
        List<String> all = new ArrayList<>();
        for (int from = 0; from < reports.size(); from += GROUP) {
            Booked booked = booking.book(reports.subList(from, Math.min(reports.size(), from + GROUP)));
            for (Receipt receipt : booked.receipts()) {
                all.add(switch (receipt) {
                    case Receipt.Taken taken -> taken.isRepeated() + " " + taken.standing();
                    case Receipt other -> other.getClass().getSimpleName();
                });
            }
            for (Transfer transfer : booked.transfers()) {
                all.add(transfer.pair() + " " + transfer.move() + " " + transfer.amountMinor());
            }
        }
        return all;
    }
}
