package centuple.testkit;

import java.util.SplittableRandom;

/** A seed of a property test: fresh each time, printed by every failing assertion, and repeatable with -Dseed=. */
public record Seed(long value) {
    /** The one asked for by {@code -Dseed=}, or a fresh one. */
    public static Seed fresh() {
        return new Seed(Long.getLong("seed", System.nanoTime()));
    }

    /** The n-th seed that follows from this one. */
    public Seed next(int n) {
        return n == 0 ? this : new Seed(new SplittableRandom(value + n).nextLong());
    }

    public SplittableRandom random() {
        return new SplittableRandom(value);
    }

    @Override
    public String toString() {
        return "-Dseed=" + value;
    }
}
