package centuple.catalogue;

/** Stable merge sort of numbers by an order of their own, without an object for each. Stateless. */
final class IntSort {
    private static final int INSERTION_MAX = 12;

    private IntSort() {
    }

    /** Whether the first comes strictly before the second. */
    @FunctionalInterface
    interface Before {
        boolean before(int first, int second);
    }

    static void sort(int[] values, Before order) {
        sort(values.clone(), values, 0, values.length, order);
    }

    /** Sorts a range of {@code target}; {@code spare} holds the same values there. */
    private static void sort(int[] spare, int[] target, int from, int to, Before order) {
        if (to - from <= INSERTION_MAX) {
            insertionSort(target, from, to, order);
            return;
        }
        int middle = (from + to) >>> 1;
        sort(target, spare, from, middle, order);
        sort(target, spare, middle, to, order);
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            boolean takeRight = left == middle || right < to && order.before(spare[right], spare[left]);
            target[i] = takeRight ? spare[right++] : spare[left++];
        }
    }

    private static void insertionSort(int[] values, int from, int to, Before order) {
        for (int i = from + 1; i < to; i++) {
            int value = values[i];
            int at = i;
            while (at > from && order.before(value, values[at - 1])) {
                values[at] = values[at - 1];
                at--;
            }
            values[at] = value;
        }
    }
}
