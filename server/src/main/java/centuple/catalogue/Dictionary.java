package centuple.catalogue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers for texts that many products share; each shop may bring so many new ones. Filled by one thread, then read by
 * any.
 */
final class Dictionary {
    /** New texts of one shop; further ones count as none, so that no shop can fill the memory. */
    static final int NEW_PER_SHOP_MAX = 5_000;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private int newOfShop;

    /** From here on another shop brings its texts. */
    void nextShop() {
        newOfShop = 0;
    }

    /** The number of a text, given to it now where it is new; -1 for the empty text and beyond the limit. */
    int intern(String text) {
        if (text.isEmpty()) {
            return -1;
        }
        Integer known = numbers.get(text);
        if (known != null) {
            return known;
        }
        if (newOfShop == NEW_PER_SHOP_MAX) {
            return -1;
        }
        newOfShop++;
        numbers.put(text, texts.size());
        texts.add(text);
        return texts.size() - 1;
    }

    /** The number of a text; -1 where it has none. */
    int find(String text) {
        return numbers.getOrDefault(text, -1);
    }

    /** The text of a number; empty for -1. */
    String text(int number) {
        return number < 0 ? "" : texts.get(number);
    }
}
