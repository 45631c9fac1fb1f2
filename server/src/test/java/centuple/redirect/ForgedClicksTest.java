package centuple.redirect;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.click.VisitClass;
import centuple.link.Pair;
import centuple.link.PairTable;
import org.junit.jupiter.api.Test;

import java.util.Random;
import java.util.function.IntFunction;

/** 240 clicks that nobody meant, against a pair that has no more than the trial credit of a new partner. */
class ForgedClicksTest {
    private static final long START = 1_795_435_200_000L; // 2026-11-23T12:00Z
    private static final long DAY = 86_400_000;
    private static final int TRIAL = 25;
    private static final int CLICKS = 240;

    private final VisitClassifier classifier = new VisitClassifier(VisitClassifier.Limits.DEFAULT, new Random(3));
    private final Pair pair = new PairTable(TRIAL).pair(1, 2);

    @Test
    void oneMachineInADayCountsAFewTimes() {
        assertThat(forge(click -> v4(20, 1, 7, click % 250), 60_000)).isEqualTo(7);
        assertThat(pair.isOpen()).isTrue();
    }

    @Test
    void oneMachineALittleEachDayCountsNoMore() {
        // Twelve clicks a day for twenty days, which lie in two periods.
        assertThat(forge(click -> v4(20, 1, 7, click % 250), DAY / 12)).isLessThanOrEqualTo(16);
        assertThat(pair.isOpen()).isTrue();
    }

    @Test
    void oneProviderAloneDoesNotUseUpATrial() {
        assertThat(forge(click -> v4(20, 1, click, 9), 60_000)).as("240 networks of one /16").isEqualTo(15);
        assertThat(pair.isOpen()).isTrue();
        Pair other = new PairTable(TRIAL).pair(1, 3);
        int counted = 0;
        for (int click = 0; click < CLICKS; click++) {
            counted += classifier.classify(other, v6(0x2a01_0e00, click), click, START + click) == VisitClass.COUNTED
                    ? 1
                    : 0;
        }
        assertThat(counted).as("240 /48 of one /32").isEqualTo(15);
    }

    @Test
    void amongHonestVisitorsOneMachineIsLostInTheNoise() {
        Pair busy = new PairTable().pair(1, 4);
        int forged = 0;
        for (int visit = 0; visit < 1_000; visit++) {
            long at = START + visit * 100_000L;
            assertThat(classifier.classify(busy, v4(visit % 200 + 1, visit / 4 % 250, visit % 250, 1), visit, at))
                    .as("honest visitor %s", visit).isEqualTo(VisitClass.COUNTED);
            IpAddress machine = v6(0x2a01_0e00, 1);
            forged += classifier.classify(busy, machine, visit, at) == VisitClass.COUNTED ? 1 : 0;
        }
        assertThat(forged).isBetween(10, 37);
    }

    @Test
    void manyNetworksOnceEachCannotBeToldFromPeople() {
        assertThat(forge(click -> v4(click + 1, click, 7, 1), 60_000)).isEqualTo(CLICKS);
        assertThat(pair.isOpen()).as("paused: see what that costs in the tests of reciprocity").isFalse();
    }

    @Test
    void anotherPairAndTheNextPeriodAreNotConcerned() {
        forge(click -> v4(20, 1, 7, click % 250), 60_000);
        IpAddress machine = v4(20, 1, 7, 1);
        assertThat(classifier.classify(new PairTable().pair(1, 5), machine, 1, START)).isEqualTo(VisitClass.COUNTED);
        assertThat(classifier.classify(pair, v4(21, 1, 7, 1), 1, START)).isEqualTo(VisitClass.COUNTED);
        assertThat(classifier.classify(pair, machine, 1, START + 5 * DAY)).isEqualTo(VisitClass.RATE);
        assertThat(classifier.classify(pair, machine, 1, START + 30 * DAY)).isEqualTo(VisitClass.COUNTED);
    }

    private int forge(IntFunction<IpAddress> address, long everyMillis) {
        int counted = 0;
        for (int click = 0; click < CLICKS; click++) {
            if (classifier.classify(pair, address.apply(click), click,
                    START + click * everyMillis) == VisitClass.COUNTED) {
                counted++;
                pair.takeVisit();
            }
        }
        return counted;
    }

    private static IpAddress v4(int a, int b, int c, int d) {
        return IpAddress.of(new byte[]{(byte) a, (byte) b, (byte) c, (byte) d});
    }

    private static IpAddress v6(int provider, int site) {
        return new IpAddress((long) provider << 32 | (long) site << 16, 1);
    }
}
