package centuple.simulation;

import java.util.random.RandomGenerator;

/**
 * Random numbers that depend on nothing but their seed: SplitMix64, written out here so that no release of the platform
 * can change a printed figure. Not thread-safe.
 */
public final class Draws implements RandomGenerator {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    /** A stream of its own for each seed. */
    public Draws(long seed) {
        this.state = seed;
    }

    /** An independent stream for one person, so that a policy's choices never shift what others draw. */
    public static Draws of(long seed, long stream, long number) {
        return new Draws(mixed(mixed(mixed(seed) + stream) + number));
    }

    @Override
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mixed(state);
    }

    /** Uniform in [0, 1). */
    public double share() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** One of 0 to {@code bound - 1}. */
    public int below(int bound) {
        return (int) Math.multiplyHigh(nextLong() >>> 1, (long) bound << 1);
    }

    /** Exponentially distributed with that mean. */
    public double exponential(double mean) {
        return -mean * StrictMath.log(1 - share());
    }

    /** Normally distributed with mean 0 and deviation 1 (Box and Muller). */
    public double normal() {
        return StrictMath.sqrt(-2 * StrictMath.log(1 - share())) * StrictMath.cos(2 * StrictMath.PI * share());
    }

    private static long mixed(long value) {
        long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
