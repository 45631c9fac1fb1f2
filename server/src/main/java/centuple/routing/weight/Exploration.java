package centuple.routing.weight;

/** Keeps a share of the visitors for everybody, so that nobody stays unknown. Stateless. */
public final class Exploration {
    /** The share of the visitors that is spread evenly. */
    public static final double SHARE = 0.10;

    private Exploration() {
    }

    /** The weights of a draw: the probabilities to be the best, and the even share of each. They add up to 1. */
    public static double[] mixedInto(double[] probabilities) {
        double[] weights = probabilities.clone();
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (1 - SHARE) * weights[i] + SHARE / weights.length;
        }
        return weights;
    }
}
