package centuple.routing;

import java.util.random.RandomGenerator;

/**
 * Draws without replacement: at each position an item that is still in is drawn with its weight as its chance, divided
 * by the weights of all that are still in. Stateless; allocates nothing.
 */
final class Draw {
    private Draw() {
    }

    /**
     * Draws up to as many items as there is room for.
     *
     * @param weights not negative; those drawn are set to zero
     * @param count how many of them there are
     * @param drawn takes the indexes, in the order of the draw
     * @param chances takes the probability of each at its position, given those before it
     * @return how many were drawn: fewer than there is room for only when no weight is left
     */
    static int draw(double[] weights, int count, RandomGenerator random, int[] drawn, double[] chances) {
        int taken = 0;
        while (taken < drawn.length) {
            // Summed anew each time: subtracting would leave dust of what was drawn.
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += weights[i];
            }
            if (!(sum > 0)) {
                break;
            }
            int index = pick(weights, count, random.nextDouble() * sum);
            drawn[taken] = index;
            chances[taken] = weights[index] / sum;
            weights[index] = 0;
            taken++;
        }
        return taken;
    }

    private static int pick(double[] weights, int count, double point) {
        double passed = 0;
        int last = 0;
        for (int i = 0; i < count; i++) {
            if (weights[i] > 0) {
                passed += weights[i];
                last = i;
                if (point < passed) {
                    return i;
                }
            }
        }
        return last; // the point was rounded onto the end
    }
}
