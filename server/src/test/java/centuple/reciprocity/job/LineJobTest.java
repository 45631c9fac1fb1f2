package centuple.reciprocity.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.click.TestKeys;
import centuple.link.LinkSnapshot;
import centuple.link.LinkTableBuilder;
import centuple.link.Pair;
import centuple.link.PairTable;
import centuple.link.TargetUrl;
import centuple.platform.sql.DatabaseException;
import centuple.reciprocity.store.LineBed;
import centuple.shop.ShopId;
import centuple.testkit.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** However many give at once on however many servers, no more goes than the line allows and the leases hold. */
class LineJobTest {
    private static final ShopId ANNA = new ShopId(11);
    private static final ShopId CLARA = new ShopId(12);
    private static final List<ShopId> GIVERS = List.of(ANNA, new ShopId(13), new ShopId(14), new ShopId(15),
            new ShopId(16), new ShopId(17), new ShopId(18), new ShopId(19));
    private static final long TRIAL = 25;

    @Test
    void sixtyFourThreadsOnTwoServersNeverOvershoot() throws Exception {
        Seed seed = Seed.fresh();
        try (LineBed bed = pairs(GIVERS); ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Server> servers = List.of(new Server(bed, 1), new Server(bed, 2));
            servers.forEach(server -> server.look(minute(0)));
            AtomicBoolean over = new AtomicBoolean();
            List<Future<?>> looks = servers.stream().<Future<?>>map(server -> threads.submit(() -> {
                while (!over.get()) {
                    server.look(minute(1));
                }
            })).toList();
            List<Future<?>> givers = IntStream.range(0, 64).<Future<?>>mapToObj(thread -> threads
                    .submit(() -> give(servers.get(thread % 2), seed.next(thread).random()))).toList();
            for (Future<?> each : givers) {
                each.get();
            }
            over.set(true);
            for (Future<?> each : looks) {
                each.get();
            }
            assertThat(most(servers)).as(seed.toString()).isLessThanOrEqualTo(TRIAL);
            // Nothing of the credit is lost either: after some quiet looks the rest goes.
            for (int look = 0; look < 12; look++) {
                servers.forEach(server -> server.look(minute(2)));
                servers.forEach(server -> GIVERS.forEach(giver -> server.give(giver, 100)));
            }
            for (ShopId giver : GIVERS) {
                assertThat(servers.stream().mapToLong(server -> server.gave(giver)).sum()).as(seed.toString())
                        .isEqualTo(TRIAL);
            }
        }
    }

    /** Visits that others overtake between the allowance and the journal, with nothing to hold them together. */
    private static void give(Server server, SplittableRandom random) {
        for (int visit = 0; visit < 20; visit++) {
            ShopId giver = GIVERS.get(random.nextInt(GIVERS.size()));
            boolean taken = server.take(giver);
            LockSupport.parkNanos(random.nextInt(1_000_000, 60_000_000));
            if (taken) {
                server.write(giver, true);
            }
        }
    }

    private static long most(List<Server> servers) {
        return GIVERS.stream().mapToLong(giver -> servers.stream().mapToLong(server -> server.gave(giver)).sum()).max()
                .orElseThrow();
    }

    @Test
    void aVisitBetweenAllowanceAndJournalIsNotGrantedAgain() {
        try (LineBed bed = pair()) {
            Server server = new Server(bed, 1);
            server.look(minute(0));
            for (int visit = 0; visit < 5; visit++) {
                assertThat(server.take(ANNA)).isTrue();
            }
            server.look(minute(0));
            assertThat(server.left()).isEqualTo(20);
            for (int visit = 0; visit < 5; visit++) {
                server.write(ANNA, true);
            }
            server.look(minute(1));
            assertThat(server.left()).isEqualTo(20);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aJournalWithoutRoomCostsNoMoreThanTheLine(int nodes) {
        try (LineBed bed = pair()) {
            List<Server> servers = IntStream.rangeClosed(1, nodes).mapToObj(node -> new Server(bed, node)).toList();
            servers.forEach(server -> server.isFull = true);
            for (int look = 0; look < 60; look++) {
                Instant now = minute(0).plusSeconds(10L * look);
                servers.forEach(server -> server.look(now));
                servers.forEach(server -> server.give(100));
            }
            assertThat(servers.stream().mapToLong(server -> server.gave(ANNA)).sum()).isEqualTo(TRIAL);
            servers.forEach(server -> server.isFull = false);
            for (int look = 0; look < 6; look++) {
                servers.forEach(server -> server.look(minute(30 * 24 * 60)));
                servers.forEach(server -> server.give(100));
            }
            assertThat(servers.stream().mapToLong(server -> server.gave(ANNA)).sum())
                    .as("the next period begins from zero").isEqualTo(2 * TRIAL);
        }
    }

    @Test
    void whatIsNotShippedYetIsDeducted() {
        try (LineBed bed = pair()) {
            Server server = new Server(bed, 1);
            server.look(minute(0));
            server.give(10);
            server.isStuck = true;
            for (int look = 1; look < 60; look++) {
                server.look(minute(look));
                server.give(1);
            }
            assertThat(server.job.state().problem()).contains("not in the database yet");
            assertThat(server.gave(ANNA)).isEqualTo(TRIAL);
            Server restarted = new Server(bed, 1);
            restarted.isStuck = true;
            assertThatThrownBy(() -> restarted.look(minute(61))).hasMessageContaining("stuck");
            restarted.give(10);
            assertThat(restarted.gave(ANNA)).as("before it knows what went before nothing goes").isZero();
        }
    }

    @Test
    void serversWhoseClocksDifferHoldNoMoreThanTheLineTogether() {
        try (LineBed bed = pair()) {
            Server right = new Server(bed, 1);
            Server ahead = new Server(bed, 2);
            for (int look = 0; look < 10; look++) {
                Instant now = minute(1).plusSeconds(10L * look);
                right.look(now);
                ahead.look(now.plusSeconds(70));
                assertThat(right.left() + ahead.left()).as("look %d", look).isLessThanOrEqualTo(TRIAL);
            }
            assertThat(right.left()).isEqualTo(13);
            assertThat(ahead.left()).isEqualTo(12);
        }
    }

    @Test
    void aClaimIsGivenUpOnlyWhenTheServerKnowsItsNewLease() {
        try (LineBed bed = pair()) {
            Server slow = new Server(bed, 1);
            Server other = new Server(bed, 2);
            slow.look(minute(0));
            other.look(minute(0));
            // The slow one has asked for its smaller lease and not taken it over yet.
            bed.commit(new UUID(0, 1)).commit(minute(1), (giver, _) -> giver == ANNA.value() ? TRIAL : 0);
            other.look(minute(1));
            slow.give(100);
            other.give(100);
            assertThat(slow.gave(ANNA) + other.gave(ANNA)).isEqualTo(TRIAL);
        }
    }

    @Test
    void anHourWithoutDatabaseCostsNoMoreThanTheLease() {
        LineBed bed = pair();
        Server server = new Server(bed, 1);
        server.look(minute(0));
        server.give(7);
        server.look(minute(1));
        assertThat(server.left()).isEqualTo(18);
        bed.close();
        for (int minute = 2; minute < 62; minute++) {
            Instant now = minute(minute);
            server.give(1);
            assertThatThrownBy(() -> server.look(now)).isInstanceOf(DatabaseException.class);
        }
        assertThat(server.gave(ANNA)).isEqualTo(TRIAL);
        assertThat(server.pair(ANNA).isOpen()).isFalse();
    }

    @Test
    void aServerThatIsCutOffCostsAtMostItsLease() {
        try (LineBed bed = pair()) {
            Server cutOff = new Server(bed, 1);
            Server other = new Server(bed, 2);
            for (int look = 0; look < 3; look++) {
                cutOff.look(minute(0));
                other.look(minute(0));
            }
            long lease = cutOff.left();
            assertThat(lease).isEqualTo(13);
            for (int minute = 1; minute < 60; minute++) {
                bed.leasesAge(Duration.ofMinutes(1));
                other.look(minute(minute));
                other.give(3);
            }
            assertThat(other.gave(ANNA)).as("what the dead one held is shared out anew").isEqualTo(TRIAL);
            cutOff.give(100);
            assertThat(cutOff.gave(ANNA) + other.gave(ANNA)).isEqualTo(TRIAL + lease);
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
            assertThat(server.gave(ANNA)).isEqualTo(TRIAL);
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
        return pairs(List.of(ANNA));
    }

    private static LineBed pairs(List<ShopId> givers) {
        LineBed bed = new LineBed();
        bed.shop(CLARA.value());
        for (ShopId giver : givers) {
            bed.shop(giver.value());
            bed.partners(giver, CLARA);
            bed.terms(CLARA, giver, 0, 10);
        }
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
        private final Map<ShopId, AtomicLong> journal = new ConcurrentHashMap<>();
        private final Map<ShopId, AtomicLong> gave = new ConcurrentHashMap<>();
        volatile boolean isFull;
        volatile boolean isStuck;

        Server(LineBed bed, int node) {
            this.bed = bed;
            this.job = new LineJob(bed.commit(new UUID(0, node)), pairs, this::ship);
        }

        void give(int visits) {
            give(ANNA, visits);
        }

        void give(ShopId giver, int visits) {
            for (int visit = 0; visit < visits; visit++) {
                if (take(giver)) {
                    write(giver, !isFull);
                }
            }
        }

        boolean take(ShopId giver) {
            boolean taken = pair(giver).takeVisit();
            if (taken) {
                counter(gave, giver).incrementAndGet();
            }
            return taken;
        }

        void write(ShopId giver, boolean room) {
            if (room) {
                counter(journal, giver).incrementAndGet();
            }
            pair(giver).visitWritten(room);
        }

        void look(Instant now) {
            job.run(now);
        }

        long left() {
            return pair(ANNA).allowanceVisits();
        }

        long gave(ShopId giver) {
            return counter(gave, giver).get();
        }

        private Pair pair(ShopId giver) {
            return pairs.pair(giver.value(), CLARA.value());
        }

        private static AtomicLong counter(Map<ShopId, AtomicLong> counters, ShopId giver) {
            return counters.computeIfAbsent(giver, _ -> new AtomicLong());
        }

        /** As the shipper does: one at a time. */
        private synchronized void ship() {
            if (isStuck) {
                throw new IllegalStateException("stuck");
            }
            journal.forEach((giver, waiting) -> bed.visits(giver, CLARA, LineBed.DAY_0, waiting.getAndSet(0)));
        }
    }
}
