package centuple.simulation.guard;

import centuple.reciprocity.PairReason;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Who stopped whom, when and why, edge by edge. For one thread. */
public final class Stops {
    /** Pauses kept one by one; later ones are only counted. */
    public static final int PAUSES_MAX = 20_000;

    private static final int NEVER = -1;

    private final int[] firstHour;
    private final int[] sinceHour;
    private final int[] times;
    private final long[] pausedHours;
    private final long[] givenBefore;
    private final @Nullable PairReason[] reasons;
    private final int watched;
    private final List<Pause> pauses = new ArrayList<>();

    /**
     * Nobody stopped anybody yet.
     *
     * @param watched edges from 0 on whose pauses are kept one by one
     */
    public Stops(int edges, int watched) {
        this.firstHour = new int[edges];
        this.sinceHour = new int[edges];
        Arrays.fill(firstHour, NEVER);
        Arrays.fill(sinceHour, NEVER);
        this.times = new int[edges];
        this.pausedHours = new long[edges];
        this.givenBefore = new long[edges];
        this.reasons = new PairReason[edges];
        this.watched = watched;
    }

    /** A time in which no visitor went one way, from the first hour to before the last one. */
    public record Pause(int edge, int fromHour, int toHour) {
    }

    /**
     * What is known of one edge.
     *
     * @param firstHour when it was stopped first
     * @param times how often it was stopped
     * @param pausedHours in all
     * @param givenBefore visits that had gone by the first stop
     * @param reason of the last stop; null when the rule is a number of visits
     */
    public record Stopped(int firstHour, int times, long pausedHours, long givenBefore, @Nullable PairReason reason) {
    }

    void stop(int edge, int hour, long given, @Nullable PairReason reason) {
        reasons[edge] = reason;
        if (sinceHour[edge] != NEVER) {
            return;
        }
        sinceHour[edge] = hour;
        times[edge]++;
        if (firstHour[edge] == NEVER) {
            firstHour[edge] = hour;
            givenBefore[edge] = given;
        }
    }

    void resume(int edge, int hour) {
        if (sinceHour[edge] == NEVER) {
            return;
        }
        pausedHours[edge] += hour - sinceHour[edge];
        if (edge < watched && pauses.size() < PAUSES_MAX) {
            pauses.add(new Pause(edge, sinceHour[edge], hour));
        }
        sinceHour[edge] = NEVER;
    }

    /** Ends all pauses: the time is over. */
    public void finish(int hours) {
        for (int edge = 0; edge < sinceHour.length; edge++) {
            resume(edge, hours);
        }
    }

    /** What is known of an edge; null when it was never stopped. */
    public @Nullable Stopped of(int edge) {
        return firstHour[edge] == NEVER
                ? null
                : new Stopped(firstHour[edge], times[edge], pausedHours[edge], givenBefore[edge], reasons[edge]);
    }

    /** The pauses of the watched edges, in the order in which they ended. */
    public List<Pause> pauses() {
        return List.copyOf(pauses);
    }
}
