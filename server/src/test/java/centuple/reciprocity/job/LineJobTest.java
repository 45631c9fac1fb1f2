package centuple.reciprocity.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.click.TestKeys;
import centuple.link.LinkSnapshot;
import centuple.link.LinkTableBuilder;
import centuple.link.PairTable;
import centuple.link.TargetUrl;
import centuple.platform.sql.DatabaseException;
import centuple.reciprocity.store.LineBed;
import centuple.shop.ShopId;
import centuple.testkit.Seed;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** However many give at once on however many servers, no more goes than the line allows and the leases hold. */
class LineJobTest {
    private static final ShopId ANNA = new ShopId(11);
    private static final ShopId CLARA = new ShopId(12);
    private static final long TRIAL = 25;

    @Test
    void sixtyFourGiversOnTwoServersNeverOvershoot() throws Exception {
        Seed seed = Seed.fresh();
        try (LineBed bed = pair(); ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Server> servers = List.of(new Server(bed, 1), new Server(bed, 2));
            servers.forEach(server -> server.look(minute(0)));
            AtomicLong minutes = new AtomicLong(1);
            for (int round = 0; round < 6; round++) {
                List<Future<?>> work = new ArrayList<>();
                for (int giver = 0; giver < 64; giver++) {
                    Server server = servers.get(giver % 2);
                    SplittableRandom random = seed.next(round * 64 + giver).random();
                    work.add(threads.submit(() -> server.give(random.nextInt(4))));
                    if (giver % 16 == 0) {
                        work.add(threads.submit(() -> server.look(minute(minutes.getAndIncrement() / 4))));
                    }
                }
                for (Future<?> each : work) {
                    each.get();
                }
                assertThat(servers.stream().mapToLong(server -> server.gave.get()).sum()).as("%s round %d", seed, round)
                        .isLessThanOrEqualTo(TRIAL);
            }
            // Nothing of the credit is lost either: after some quiet looks the rest goes.
            for (int look = 0; look < 6; look++) {
                servers.forEach(server -> server.look(minute(minutes.getAndIncrement())));
                servers.forEach(server -> server.give(100));
            }
            assertThat(servers.stream().mapToLong(server -> server.gave.get()).sum()).as(seed.toString())
                    .isEqualTo(TRIAL);
        }
    }

    @Test
    void anHourWithoutDatabaseCostsNoMoreThanTheLease() {
        LineBed bed = pair();
        Server server = new Server(bed, 1);
        server.look(minute(0));
        server.give(7);
        server.look(minute(1));
        assertThat(server.pairs.pair(ANNA.value(), CLARA.value()).allowanceVisits()).isEqualTo(18);
        bed.close();
        for (int minute = 2; minute < 62; minute++) {
            Instant now = minute(minute);
            server.give(1);
            assertThatThrownBy(() -> server.look(now)).isInstanceOf(DatabaseException.class);
        }
        assertThat(server.gave.get()).isEqualTo(TRIAL);
        assertThat(server.pairs.pair(ANNA.value(), CLARA.value()).isOpen()).isFalse();
    }

    @Test
    void aServerThatIsCutOffCostsAtMostItsLease() {
        try (LineBed bed = pair()) {
            Server cutOff = new Server(bed, 1);
            Server other = new Server(bed, 2);
            cutOff.look(minute(0));
            other.look(minute(0));
            cutOff.look(minute(1).minusSeconds(30));
            other.look(minute(1).minusSeconds(20));
            long lease = cutOff.pairs.pair(ANNA.value(), CLARA.value()).allowanceVisits();
            assertThat(lease).isEqualTo(13);
            for (int minute = 1; minute < 60; minute++) {
                other.look(minute(minute));
                other.give(3);
            }
            assertThat(other.gave.get()).as("what the dead one held is shared out anew").isEqualTo(TRIAL);
            cutOff.give(100);
            assertThat(cutOff.gave.get() + other.gave.get()).isEqualTo(TRIAL + lease);
        }
    }

    @Test
    void aSwapOfLinksGrantsNothingAgainAndLosesNothing() {
        try (LineBed bed = pair()) {
            Server server = new Server(bed, 1);
            var links = new LinkTableBuilder(TestKeys.ring()::signingKey, server.pairs, TargetUrl.HostRule.PUBLIC);
            server.look(minute(0));
            server.give(10);
            links.build(new LinkSnapshot(1, List.of(), List.of(), List.of(), List.of()));
            assertThat(server.left()).isEqualTo(15);
            server.look(minute(1));
            server.look(minute(1));
            links.build(new LinkSnapshot(2, List.of(), List.of(), List.of(), List.of()));
            assertThat(server.left()).isEqualTo(15);
            server.give(100);
            assertThat(server.gave.get()).isEqualTo(TRIAL);
        }
    }

    @Test
    void aServerThatStartsAgainTakesOverItsOwnLease() {
        try (LineBed bed = pair()) {
            Server before = new Server(bed, 1);
            before.look(minute(0));
            before.give(10);
            before.ship();
            Server after = new Server(bed, 1);
            after.look(minute(0).plusSeconds(1));
            assertThat(after.left()).isEqualTo(15);
        }
    }

    private static LineBed pair() {
        LineBed bed = new LineBed();
        bed.shop(ANNA.value());
        bed.shop(CLARA.value());
        bed.partners(ANNA, CLARA);
        bed.terms(CLARA, ANNA, 0, 10);
        return bed;
    }

    private static Instant minute(long minute) {
        return LineBed.DAY_0.plus(Duration.ofMinutes(minute));
    }

    /** A server with a pair table, and clicks that are on their way to the database. */
    private static final class Server {
        private final LineBed bed;
        private final PairTable pairs = new PairTable(0);
        private final LineJob job;
        private final AtomicLong journal = new AtomicLong();
        final AtomicLong gave = new AtomicLong();

        Server(LineBed bed, int node) {
            this.bed = bed;
            this.job = new LineJob(bed.commit(new UUID(0, node)), pairs, this::ship);
        }

        /** Before a visit is taken its click is not in the journal: they are one step here, under one lock. */
        synchronized void give(int visits) {
            for (int visit = 0; visit < visits; visit++) {
                if (pairs.pair(ANNA.value(), CLARA.value()).takeVisit()) {
                    journal.incrementAndGet();
                    gave.incrementAndGet();
                }
            }
        }

        void look(Instant now) {
            job.run(now);
        }

        long left() {
            return pairs.pair(ANNA.value(), CLARA.value()).allowanceVisits();
        }

        private synchronized void ship() {
            long waiting = journal.get();
            bed.visits(ANNA, CLARA, LineBed.DAY_0, waiting);
            journal.addAndGet(-waiting);
        }
    }
}
