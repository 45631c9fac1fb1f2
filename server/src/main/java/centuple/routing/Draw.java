package centuple.routing;

import java.util.random.RandomGenerator;

/**
 * Draws without replacement: at each position an item that is still in is drawn with its weight as its chance, divided
 * by the weights of all that are still in. Allocates nothing while drawing. For one thread.
 *
 * <p>Weights are summed in blocks, in the order in which they stand, and the blocks in theirs: the same figures on
 * every processor. What is drawn is left out by summing its block anew; subtracting would leave dust of it.
 */
final class Draw {
    /** Weights in a block: about the square root of the most there are, so that both ways through are short. */
    static final int BLOCK = 32;

    private final double[] sums;

    /** Draws among up to so many items. */
    Draw(int countMax) {
        this.sums = new double[(countMax + BLOCK - 1) / BLOCK];
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
    int draw(double[] weights, int count, RandomGenerator random, int[] drawn, double[] chances) {
        int blocks = (count + BLOCK - 1) / BLOCK;
        for (int block = 0; block < blocks; block++) {
            sums[block] = sum(weights, block, count);
        }
        int taken = 0;
        while (taken < drawn.length) {
            double all = 0;
            for (int block = 0; block < blocks; block++) {
                all += sums[block];
            }
            if (!(all > 0)) {
                break;
            }
            int index = pick(weights, count, random.nextDouble() * all);
            drawn[taken] = index;
            chances[taken] = weights[index] / all;
            weights[index] = 0;
            sums[index / BLOCK] = sum(weights, index / BLOCK, count);
            taken++;
        }
        return taken;
    }

    private static double sum(double[] weights, int block, int count) {
        double sum = 0;
        int end = end(block, count);
        for (int i = block * BLOCK; i < end; i++) {
            sum += weights[i];
        }
        return sum;
    }

    private static int end(int block, int count) {
        return Math.min(count, (block + 1) * BLOCK);
    }

    /** The item at a point of the line on which all weights lie one behind the other. */
    private int pick(double[] weights, int count, double point) {
        double passed = 0;
        double passedBefore = 0;
        int last = 0;
        for (int block = 0; block * BLOCK < count; block++) {
            if (sums[block] > 0) {
                passedBefore = passed;
                passed += sums[block];
                last = block;
                if (point < passed) {
                    break;
                }
            }
        }
        return pick(weights, last, end(last, count), passedBefore, point);
    }

    private static int pick(double[] weights, int block, int end, double passedBefore, double point) {
        double passed = passedBefore;
        int last = block * BLOCK;
        for (int i = last; i < end; i++) {
            if (weights[i] > 0) {
                passed += weights[i];
                last = i;
                if (point < passed) {
                    break;
                }
            }
        }
        return last; // also where the point was rounded onto the end
    }
}
