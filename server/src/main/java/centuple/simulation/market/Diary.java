package centuple.simulation.market;

import centuple.simulation.guard.Flows;
import centuple.simulation.guard.Stops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps what the report tells of a run. For one thread. */
final class Diary {
    private static final int DAYS_MAX = 400;
    private static final int HOURS_PER_DAY = 24;

    private final Behaviour[] behaviours;
    private final Purses purses;
    private final Circle circle;
    private final long[] refused;
    private final long[] savedMinor;
    private final List<MarketRun.Day> days = new ArrayList<>();

    Diary(Behaviour[] behaviours, Purses purses, Circle circle) {
        this.behaviours = behaviours;
        this.purses = purses;
        this.circle = circle;
        this.refused = new long[behaviours.length * circle.partners()];
        this.savedMinor = new long[refused.length];
    }

    /** Days from one note to the next, so that a long run has no more than some hundreds. */
    int everyDays(int hours) {
        return 1 + hours / HOURS_PER_DAY / DAYS_MAX;
    }

    void refused(int edge, long marginMinor) {
        refused[edge]++;
        savedMinor[edge] += marginMinor;
    }

    void note(int day) {
        List<Long> means = new ArrayList<>();
        for (Behaviour behaviour : present()) {
            means.add(Math.round(Arrays.stream(keptBy(behaviour)).average().orElse(0)));
        }
        days.add(new MarketRun.Day(day, purses.keepsMinor(0), means));
    }

    MarketRun told(MarketPolicy policy, Flows flows, Stops stops, int hours) {
        List<MarketRun.Kind> kinds = new ArrayList<>();
        List<MarketRun.Pairs> pairs = new ArrayList<>();
        for (Behaviour behaviour : present()) {
            long[] kept = keptBy(behaviour);
            kinds.add(new MarketRun.Kind(behaviour, kept.length,
                    Math.round(Arrays.stream(kept).average().orElse(0)), kept[(kept.length - 1) / 10],
                    kept[kept.length - 1 - (kept.length - 1) / 10]));
            pairs.add(pairs(behaviour, stops, hours));
        }
        List<MarketRun.PartnerLine> partners = new ArrayList<>();
        for (int edge = 0; edge < circle.partners(); edge++) {
            int number = edge;
            partners.add(new MarketRun.PartnerLine(circle.to(edge) + 1, behaviours[circle.to(edge)], flows.visits(edge),
                    flows.visits(flows.twin(edge)), refused[edge], savedMinor[edge], stops.of(edge),
                    stops.pauses().stream().filter(pause -> pause.edge() == number).toList()));
        }
        return new MarketRun(policy, study(), kinds, days, partners, pairs);
    }

    private MarketRun.Study study() {
        long refusals = Arrays.stream(refused, 0, circle.partners()).sum();
        long saved = Arrays.stream(savedMinor, 0, circle.partners()).sum();
        return new MarketRun.Study(purses.visitors[0], purses.given[0], purses.returned[0], refusals,
                new MarketRun.Money(purses.keepsMinor(0), purses.forgoneMinor[0], purses.cameBackMinor(0), saved));
    }

    private List<Behaviour> present() {
        return Arrays.stream(Behaviour.values()).filter(Arrays.asList(behaviours)::contains).toList();
    }

    private long[] keptBy(Behaviour behaviour) {
        long[] kept = new long[behaviours.length];
        int count = 0;
        for (int shop = 0; shop < behaviours.length; shop++) {
            if (behaviours[shop] == behaviour) {
                kept[count++] = purses.keepsMinor(shop);
            }
        }
        kept = Arrays.copyOf(kept, count);
        Arrays.sort(kept);
        return kept;
    }

    private MarketRun.Pairs pairs(Behaviour behaviour, Stops stops, int hours) {
        List<Stops.Stopped> found = new ArrayList<>();
        int count = 0;
        for (int edge = 0; edge < refused.length; edge++) {
            if (behaviours[circle.from(edge)] == Behaviour.HONEST && behaviours[circle.to(edge)] == behaviour) {
                count++;
                Stops.Stopped stopped = stops.of(edge);
                if (stopped != null) {
                    found.add(stopped);
                }
            }
        }
        long paused = found.stream().mapToLong(Stops.Stopped::pausedHours).sum();
        long[] firstHours = found.stream().mapToLong(Stops.Stopped::firstHour).sorted().toArray();
        long[] given = found.stream().mapToLong(Stops.Stopped::givenBefore).sorted().toArray();
        int middle = found.size() / 2;
        return found.isEmpty()
                ? new MarketRun.Pairs(behaviour, count, 0, 0, 0, 0)
                : new MarketRun.Pairs(behaviour, count, found.size(), 1 + (int) (firstHours[middle] / HOURS_PER_DAY),
                        given[middle], (double) paused / count / hours);
    }
}
