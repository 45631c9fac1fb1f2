package centuple.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Everybody who comes by in the niche, the same for every policy. */
final class Population {
    private static final double SECONDS_PER_HOUR = 3_600;
    private static final long ARRIVALS = 1;
    private static final long PEOPLE = 2;

    private Population() {
    }

    /** All visitors in the order in which they come. */
    static List<Visitor> of(NicheSettings settings, long seed) {
        List<Visitor> all = new ArrayList<>();
        NicheSettings.Visitors visitors = settings.visitors();
        arrive(all, settings, seed, Visitor.AT_JACQUES, visitors.perHour(), visitors.unservedShare());
        for (int partner = 0; partner < settings.partners().all().size(); partner++) {
            arrive(all, settings, seed, partner, visitors.perPartnerHour(), visitors.receivedUnservedShare());
        }
        all.sort(Comparator.comparing(Visitor::at).thenComparing(Visitor::number));
        return all;
    }

    private static void arrive(List<Visitor> all, NicheSettings settings, long seed, int home, double perHour,
            double unservedShare) {
        if (perHour <= 0) {
            return;
        }
        Draws gaps = Draws.of(seed, ARRIVALS, home);
        Instant end = settings.clock().end();
        Instant at = settings.clock().start().plus(gap(gaps, perHour));
        while (at.isBefore(end)) {
            int number = all.size();
            all.add(Visitor.drawn(number, home, at, unservedShare, Draws.of(seed, PEOPLE, number)));
            at = at.plus(gap(gaps, perHour));
        }
    }

    private static Duration gap(Draws draws, double perHour) {
        return Duration.ofSeconds(Math.max(1, (long) draws.exponential(SECONDS_PER_HOUR / perHour)));
    }
}
