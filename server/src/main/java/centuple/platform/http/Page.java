package centuple.platform.http;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list, as every list of the API answers.
 *
 * @param data the items
 * @param hasMore whether another page follows
 * @param nextCursor what to ask the next page with; null on the last one
 */
public record Page<T>(List<T> data, boolean hasMore, @Nullable String nextCursor) {
    public static final int LIMIT_MAX = 100;
    public static final int LIMIT_DEFAULT = 50;

    public Page {
        data = List.copyOf(data);
    }

    /**
     * Makes a page of what a store found, which must have looked for one item more than the limit.
     *
     * @param found the items, in order, at most {@code limit + 1}
     * @param key the text by which a store finds the place behind an item again
     */
    public static <T> Page<T> of(List<T> found, int limit, Function<T, String> key) {
        if (found.size() <= limit) {
            return new Page<>(found, false, null);
        }
        List<T> data = found.subList(0, limit);
        return new Page<>(data, true, cursor(key.apply(data.getLast())));
    }

    /** The same page with its items written another way. */
    public <R> Page<R> map(Function<T, R> write) {
        return new Page<>(data.stream().map(write).toList(), hasMore, nextCursor);
    }

    /** The opaque form of a key. */
    public static String cursor(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Which page a request asks for.
     *
     * @param limit items, 1 to {@link #LIMIT_MAX}
     * @param after the key of the last item seen; empty for the first page
     */
    public record Wish<K>(int limit, Optional<K> after) {
        /** Reads {@code limit} and {@code cursor}; the function reads the key inside the cursor. */
        public static <K> Wish<K> of(Query query, Function<String, Optional<K>> parseKey) {
            int limit = query.integer("limit", 1, LIMIT_MAX, LIMIT_DEFAULT);
            Optional<K> after = query.parsed("cursor", text -> decode(text).flatMap(parseKey),
                    "the next_cursor of the page before");
            return new Wish<>(limit, after);
        }

        private static Optional<String> decode(String cursor) {
            try {
                return Optional.of(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }
}
